-- How much the files of one person, and of all, may take together, in megabytes.
ALTER TABLE workspace ADD COLUMN person_quota_mb INTEGER NOT NULL DEFAULT 5000 CHECK (person_quota_mb > 0);
ALTER TABLE workspace ADD COLUMN total_quota_mb INTEGER NOT NULL DEFAULT 50000 CHECK (total_quota_mb > 0);

-- What the files of each person take, in bytes. The triggers keep it, whichever statement adds or deletes files. A file
-- takes a block of the disk at least, so that a quota bounds the number of small ones too.
CREATE TABLE file_usage (
    person BLOB PRIMARY KEY REFERENCES people (id),
    bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO file_usage (person, bytes) SELECT uploader, sum(max(size, 4096)) FROM files GROUP BY uploader;

CREATE TRIGGER file_added AFTER INSERT ON files BEGIN
    INSERT INTO file_usage (person, bytes) VALUES (new.uploader, max(new.size, 4096))
    ON CONFLICT (person) DO UPDATE SET bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER file_deleted AFTER DELETE ON files BEGIN
    UPDATE file_usage SET bytes = bytes - max(old.size, 4096) WHERE person = old.uploader;
END;
