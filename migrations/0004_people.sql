-- What the person does here, in their own words; none where they said nothing.
ALTER TABLE people ADD COLUMN title TEXT;

-- Links by which people set a new password, made by an administrator: one a person, good for one use.
CREATE TABLE resets (
    person BLOB PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    -- SHA-256 of the token: who reads this table still cannot use the link.
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
