ALTER TABLE messages ADD COLUMN edited_at INTEGER;
-- A deleted message keeps its row without its text: its place in history, and what answers a repeat of its sending.
ALTER TABLE messages ADD COLUMN deleted_at INTEGER;

DROP INDEX messages_unread;
CREATE INDEX messages_unread ON messages (room, seq, author, deleted_at);

-- The texts that a message had before its present one. With a rowid, so that texts stay where they were first written
-- and a deletion finds all of them to overwrite.
CREATE TABLE message_versions (
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- 1, 2, 3 … from the first text on.
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    -- When this text was written.
    at INTEGER NOT NULL,
    PRIMARY KEY (message, number)
) STRICT;

CREATE TABLE reactions (
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    emoji TEXT NOT NULL,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The event that set it, and the one that first set this emoji of those who have it: the order on every screen.
    seq INTEGER NOT NULL,
    emoji_seq INTEGER NOT NULL,
    PRIMARY KEY (message, emoji, person)
) STRICT, WITHOUT ROWID;

-- What people have begun to write. An empty one stays, for its time: what is older than it does not come back.
CREATE TABLE drafts (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    -- By the clock of the device where it was written, but not after it came.
    edited_at INTEGER NOT NULL,
    PRIMARY KEY (person, room)
) STRICT;

-- The log holds no text that could outlive a deletion: such an event refers to the message, or the draft of the
-- stream's person, that has the text.
CREATE TABLE events_2 (
    stream BLOB NOT NULL REFERENCES streams (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor BLOB NOT NULL REFERENCES people (id),
    -- Any other event, as JSON.
    payload TEXT,
    -- The message that was created.
    created BLOB REFERENCES messages (id),
    -- The message that was edited.
    edited BLOB REFERENCES messages (id),
    -- The room whose draft changed.
    draft BLOB REFERENCES rooms (id),
    PRIMARY KEY (stream, seq),
    CHECK ((payload IS NOT NULL) + (created IS NOT NULL) + (edited IS NOT NULL) + (draft IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
INSERT INTO events_2 (stream, seq, at, actor, payload, created)
SELECT stream, seq, at, actor, payload, message FROM events;
DROP TABLE events;
ALTER TABLE events_2 RENAME TO events;
