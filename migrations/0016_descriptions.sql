-- What a room is for, at greater length than its topic; Markdown, as messages are.
ALTER TABLE rooms ADD COLUMN description TEXT NOT NULL DEFAULT '';
