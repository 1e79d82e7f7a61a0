-- Messages that wait for their time to be sent. With a rowid, so that texts stay where they were first written.
CREATE TABLE scheduled (
    author BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The one that the message will have.
    client_id BLOB NOT NULL,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    reply_to BLOB REFERENCES messages (id),
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- Why it was not sent when its time came; none while that is to come.
    obstacle TEXT,
    PRIMARY KEY (author, client_id)
) STRICT;

CREATE INDEX scheduled_to_come ON scheduled (at) WHERE obstacle IS NULL;

-- The `client_id` of its uploader's message that waits to bring the file.
ALTER TABLE files ADD COLUMN scheduled BLOB;
DROP INDEX files_unsent;
CREATE INDEX files_unsent ON files (created_at) WHERE message IS NULL AND scheduled IS NULL;
CREATE INDEX files_of_scheduled ON files (uploader, scheduled, place) WHERE scheduled IS NOT NULL;

-- When its person wants to be reminded of what they have put aside, and whether they were, and have not put that away.
ALTER TABLE saved ADD COLUMN remind_at INTEGER;
ALTER TABLE saved ADD COLUMN due INTEGER NOT NULL DEFAULT 0 CHECK (due IN (0, 1));
CREATE INDEX reminders_to_come ON saved (remind_at) WHERE remind_at IS NOT NULL AND due = 0;
