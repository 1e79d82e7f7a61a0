-- Who made a room, for the bounds on how many one person makes. Rooms from before have nobody, and count for nobody.
ALTER TABLE rooms ADD COLUMN made_by BLOB REFERENCES people (id);
CREATE INDEX rooms_of_maker ON rooms (made_by, created_at) WHERE made_by IS NOT NULL;

-- Whether the person keeps a direct room out of their list until its next message.
ALTER TABLE memberships ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
