-- Who has ever written or reacted in a room: a guest who comes into it knows of them.
CREATE TABLE contributors (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

INSERT INTO contributors (room, person)
SELECT room, author FROM messages
UNION SELECT m.room, r.person FROM reactions r JOIN messages m ON m.id = r.message;

CREATE TRIGGER message_contributed AFTER INSERT ON messages
BEGIN
    INSERT INTO contributors (room, person) VALUES (NEW.room, NEW.author) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER reaction_contributed AFTER INSERT ON reactions
BEGIN
    INSERT INTO contributors (room, person)
    SELECT room, NEW.person FROM messages WHERE id = NEW.message
    ON CONFLICT DO NOTHING;
END;

-- The guests among many people.
CREATE INDEX people_guests ON people (id) WHERE guest = 1;
