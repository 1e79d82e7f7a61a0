-- Whom a message calls, until it is deleted. Counted like what is unread, from a person's read position on. In the place
-- of a person, 16 zero bytes stand for everyone in the room.
CREATE TABLE mentions (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    -- The message's place in the room's stream.
    seq INTEGER NOT NULL,
    PRIMARY KEY (room, person, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX mentions_of_message ON mentions (room, seq);
