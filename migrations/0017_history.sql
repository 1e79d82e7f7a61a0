-- The last event of the room's stream that gave the message another text: in the log it alone carries the text.
ALTER TABLE messages ADD COLUMN edit_seq INTEGER;
UPDATE messages SET edit_seq = last.seq
FROM (SELECT edited, max(seq) AS seq FROM events WHERE edited IS NOT NULL GROUP BY edited) AS last
WHERE messages.id = last.edited;

-- SHA-256 of what its author sent, to tell a repeat from another message with the same `client_id`. None for messages
-- from before this, and for those that are deleted: a hash of a short text gives the text away.
ALTER TABLE messages ADD COLUMN fingerprint BLOB;
ALTER TABLE scheduled ADD COLUMN fingerprint BLOB;

-- The last event of the person's stream that told of the draft: in the log it alone carries the text.
ALTER TABLE drafts ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE drafts SET seq = last.seq
FROM (SELECT stream, draft, thread, max(seq) AS seq FROM events WHERE draft IS NOT NULL GROUP BY stream, draft, thread) AS last
WHERE drafts.person = last.stream AND drafts.room = last.draft AND drafts.thread IS last.thread;

-- Of the earlier texts of a message the first one stays, and of the others the newest 100, of 1 MB together.
DELETE FROM message_versions WHERE rowid IN (
    SELECT rowid FROM (
        SELECT rowid, number, row_number() OVER newer AS place, sum(length(CAST(body AS BLOB))) OVER newer AS bytes
        FROM message_versions
        WINDOW newer AS (PARTITION BY message ORDER BY number DESC ROWS UNBOUNDED PRECEDING)
    ) WHERE number > 1 AND (place > 100 OR bytes > 1000000)
);
