-- Drafts of replies: one for each thread, beside that of the room. With a rowid, so that a text stays where it was first
-- written.
CREATE TABLE drafts_2 (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    -- The root of the thread that it is a reply in; none for what is begun in the room itself.
    thread BLOB REFERENCES messages (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    -- By the clock of the device where it was written, but not after it came.
    edited_at INTEGER NOT NULL
) STRICT;
INSERT INTO drafts_2 (person, room, body, edited_at) SELECT person, room, body, edited_at FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_2 RENAME TO drafts;
CREATE UNIQUE INDEX drafts_of_person ON drafts (person, room, coalesce(thread, x''));

-- The root of the thread whose draft changed.
ALTER TABLE events ADD COLUMN thread BLOB REFERENCES messages (id);
