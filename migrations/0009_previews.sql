-- Whether the server fetches titles and pictures of what messages link to.
ALTER TABLE workspace ADD COLUMN link_previews INTEGER NOT NULL DEFAULT 1 CHECK (link_previews IN (0, 1));

-- What was found behind an address lately, so that many messages with one link ask for it once.
CREATE TABLE pages (
    -- SHA-256 of the address.
    url_hash BLOB PRIMARY KEY,
    fetched_at INTEGER NOT NULL,
    -- None where nothing can be shown.
    title TEXT,
    text TEXT NOT NULL,
    site TEXT NOT NULL,
    -- The file of its picture, and how large that is, in pixels.
    picture TEXT,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL
) STRICT;

-- What a message shows of its links: as it was found, whatever is found later.
CREATE TABLE previews (
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- 1, 2, 3 … in the order of coming, never given twice.
    number INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    site TEXT NOT NULL,
    picture TEXT,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    -- Taken away by the message's author: it does not come back.
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    PRIMARY KEY (message, number),
    UNIQUE (message, url)
) STRICT;

-- Messages that a room keeps at hand.
CREATE TABLE pins (
    message BLOB PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    -- The event that pinned it.
    seq INTEGER NOT NULL
) STRICT;

CREATE INDEX pins_of_room ON pins (room, seq);

-- Messages that a person has put aside for themselves.
CREATE TABLE saved (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- The event that saved it.
    seq INTEGER NOT NULL,
    PRIMARY KEY (person, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_of_message ON saved (message);
