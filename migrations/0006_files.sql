-- The largest file that may be uploaded, in megabytes.
ALTER TABLE workspace ADD COLUMN file_limit_mb INTEGER NOT NULL DEFAULT 25 CHECK (file_limit_mb > 0);

-- What people have uploaded. The bytes are in the data folder, each content once, however many rows name it.
CREATE TABLE files (
    id BLOB PRIMARY KEY,
    -- SHA-256 of the bytes as they are stored.
    hash BLOB NOT NULL,
    name TEXT NOT NULL,
    -- By content, not by name.
    media_type TEXT NOT NULL,
    -- In bytes.
    size INTEGER NOT NULL,
    -- In pixels; with the media type of the thumbnail beside it, where the file is an image that could be read.
    width INTEGER,
    height INTEGER,
    thumbnail TEXT,
    uploader BLOB NOT NULL REFERENCES people (id),
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    -- None until it is sent; and its place among what the message brings.
    message BLOB REFERENCES messages (id),
    place INTEGER NOT NULL DEFAULT 0,
    CHECK ((width IS NULL) = (height IS NULL) AND (width IS NULL) = (thumbnail IS NULL))
) STRICT;

CREATE INDEX files_of_message ON files (message, place) WHERE message IS NOT NULL;
CREATE INDEX files_unsent ON files (created_at) WHERE message IS NULL;
CREATE INDEX files_of_hash ON files (hash);
