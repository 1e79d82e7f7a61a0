-- When an administrator deleted the room, and who; from then on nobody is in it.
ALTER TABLE rooms ADD COLUMN deleted_at INTEGER;
ALTER TABLE rooms ADD COLUMN deleted_by BLOB REFERENCES people (id);
-- The messages up to here, by their place in the room's stream, are erased.
ALTER TABLE rooms ADD COLUMN erased_to INTEGER NOT NULL DEFAULT 0;
-- When all that was in the room was gone.
ALTER TABLE rooms ADD COLUMN erased_at INTEGER;
CREATE INDEX rooms_to_erase ON rooms (deleted_at) WHERE deleted_at IS NOT NULL AND erased_at IS NULL;

-- Members of deleted rooms who are not told yet.
CREATE TABLE dismissals (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX scheduled_of_room ON scheduled (room);
CREATE INDEX files_unsent_of_room ON files (room) WHERE message IS NULL;
