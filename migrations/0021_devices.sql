-- Devices on which somebody has signed in: guesses from elsewhere do not keep their owner from signing in there.
CREATE TABLE devices (
    -- SHA-256 of the token, which the device alone has.
    token_hash BLOB NOT NULL,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (token_hash, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX devices_of_person ON devices (person, used_at);
