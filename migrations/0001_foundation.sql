-- Ids are 16-byte UUIDs, times are milliseconds since 1970 (UTC).

CREATE TABLE meta (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    -- Names this life of the database: a restored backup gets another, and that makes older cursors void.
    epoch BLOB NOT NULL
) STRICT;

CREATE TABLE workspace (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    name TEXT NOT NULL,
    join_code TEXT NOT NULL
) STRICT;

CREATE TABLE people (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'member')),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    -- SHA-256 of the token: who reads this table still cannot sign in.
    token_hash BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rooms (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('open', 'closed')),
    created_at INTEGER NOT NULL
) STRICT;

-- Open rooms have a row for everyone, so that one question answers who may see a room.
CREATE TABLE memberships (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_of_person ON memberships (person, room);

CREATE TABLE messages (
    id BLOB PRIMARY KEY,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    author BLOB NOT NULL REFERENCES people (id),
    client_id BLOB NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (author, client_id),
    UNIQUE (room, seq)
) STRICT;

-- Counts the unread from the index alone, however many there are.
CREATE INDEX messages_unread ON messages (room, seq, author);

-- How far each person has read.
CREATE TABLE reads (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

-- A stream is named by its room's or its person's id; the workspace's is the nil UUID.
CREATE TABLE streams (
    id BLOB PRIMARY KEY,
    -- The last event.
    seq INTEGER NOT NULL,
    -- The last event that the log no longer keeps.
    trimmed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    stream BLOB NOT NULL REFERENCES streams (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor BLOB NOT NULL REFERENCES people (id),
    -- The event as JSON; a message's event points to the message instead, so that the log holds no second copy of
    -- its text that would outlive a deletion.
    payload TEXT,
    message BLOB REFERENCES messages (id),
    PRIMARY KEY (stream, seq),
    CHECK ((payload IS NULL) <> (message IS NULL))
) STRICT, WITHOUT ROWID;
