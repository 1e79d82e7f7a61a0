-- What a person says of how they are: an emoji, a text that may be empty, and until when it holds. Without an emoji they
-- say nothing; without an end it holds until they change it.
ALTER TABLE people ADD COLUMN status_emoji TEXT;
ALTER TABLE people ADD COLUMN status_text TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN status_until INTEGER;
CREATE INDEX statuses_that_end ON people (status_until) WHERE status_until IS NOT NULL;

-- The name of the person's time zone in the IANA database; none where they said nothing.
ALTER TABLE people ADD COLUMN time_zone TEXT;

-- When an administrator deactivated the person, who has left and may come back; none for who is here.
ALTER TABLE people ADD COLUMN deactivated_at INTEGER;

-- A guest is a member who sees nothing but the rooms that they were given. (Not a role of its own: the roles that the
-- column `role` takes could be changed only by making the table anew.)
ALTER TABLE people ADD COLUMN guest INTEGER NOT NULL DEFAULT 0 CHECK (guest IN (0, 1));

-- Whom a guest knows of: with whom they are or were in a room, and who had written there before.
CREATE TABLE acquaintances (
    guest BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (guest, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX acquaintances_of_person ON acquaintances (person, guest);

-- Links by which guests come into the rooms that they name.
CREATE TABLE guest_invitations (
    code TEXT NOT NULL,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (code, room)
) STRICT, WITHOUT ROWID;
