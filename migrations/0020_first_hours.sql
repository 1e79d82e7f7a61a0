-- Why sessions ended, and the tips of new people.

-- Sessions that others than their person in the same browser ended: the page to sign in says why.
CREATE TABLE ended_sessions (
    token_hash BLOB PRIMARY KEY,
    cause TEXT NOT NULL CHECK (cause IN ('password_changed', 'password_reset', 'banned', 'deactivated')),
    ended_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ended_sessions_by_time ON ended_sessions (ended_at);

-- Tips that a person has not dismissed.
CREATE TABLE tips (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The order in which they are shown.
    place INTEGER NOT NULL,
    tip TEXT NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;
