-- The root of the thread that the message is a reply in; none for what stands in the room itself.
ALTER TABLE messages ADD COLUMN reply_to BLOB REFERENCES messages (id);

-- A room's own messages: its history, and its unread from the index alone.
DROP INDEX messages_unread;
CREATE INDEX messages_unread ON messages (room, seq, author, deleted_at) WHERE reply_to IS NULL;
-- The replies of a thread, and what is counted of them.
CREATE INDEX messages_replies ON messages (reply_to, seq, author, deleted_at) WHERE reply_to IS NOT NULL;

-- Who follows which thread, or has said that they do not; it ends with their membership.
CREATE TABLE follows (
    -- Its root.
    thread BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    following INTEGER NOT NULL CHECK (following IN (0, 1)),
    -- The last reply that they have read, by its place in the room's stream.
    seq INTEGER NOT NULL,
    PRIMARY KEY (thread, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX follows_of_person ON follows (person, following, thread);
