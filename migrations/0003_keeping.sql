-- When an administrator shut the person out of the workspace; none for who may come in.
ALTER TABLE people ADD COLUMN banned_at INTEGER;

-- Written and emptied again by a writer that could not save, to find out whether it can.
CREATE TABLE probe (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    filler BLOB NOT NULL
) STRICT;
