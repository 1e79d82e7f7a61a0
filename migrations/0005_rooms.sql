-- What the room is about; empty where nobody has said so.
ALTER TABLE rooms ADD COLUMN topic TEXT NOT NULL DEFAULT '';
-- When an administrator archived the room: it can be read, but nothing new is written. None for a room in use.
ALTER TABLE rooms ADD COLUMN archived_at INTEGER;
-- The workspace's first room: everyone is in it, and it is neither left nor archived.
ALTER TABLE rooms ADD COLUMN permanent INTEGER NOT NULL DEFAULT 0 CHECK (permanent IN (0, 1));
UPDATE rooms SET permanent = 1 WHERE rowid = (SELECT min(rowid) FROM rooms);
