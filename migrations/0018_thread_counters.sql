-- Counters of threads, so that a reply costs the same in a thread of ten and of ten thousand. Triggers keep them: no change
-- to messages or follows can miss them.
CREATE TABLE threads (
    root BLOB PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    -- Replies that are not deleted, and the last of them; no row where there are none.
    replies INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The same for each author of replies.
CREATE TABLE thread_authors (
    root BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    replies INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    PRIMARY KEY (root, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_authors_by_last ON thread_authors (root, last_seq);

-- The last reply of a thread, and of one of its authors, however many deleted ones are after it.
CREATE INDEX messages_present_replies ON messages (reply_to, seq, at)
    WHERE reply_to IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX messages_present_replies_by_author ON messages (reply_to, author, seq)
    WHERE reply_to IS NOT NULL AND deleted_at IS NULL;

-- Replies by others after `seq` that are not deleted.
ALTER TABLE follows ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;

-- SQLite takes `at` from the row that has the greatest `seq`.
INSERT INTO threads (root, replies, last_seq, last_at)
SELECT reply_to, replies, seq, at FROM (
    SELECT reply_to, count(*) AS replies, max(seq) AS seq, at FROM messages
    WHERE reply_to IS NOT NULL AND deleted_at IS NULL GROUP BY reply_to
);
INSERT INTO thread_authors (root, person, replies, last_seq)
SELECT reply_to, author, count(*), max(seq) FROM messages
WHERE reply_to IS NOT NULL AND deleted_at IS NULL GROUP BY reply_to, author;
UPDATE follows SET unread = (
    SELECT count(*) FROM messages r
    WHERE r.reply_to = follows.thread AND r.seq > follows.seq AND r.author <> follows.person AND r.deleted_at IS NULL
);

CREATE TRIGGER reply_created AFTER INSERT ON messages WHEN NEW.reply_to IS NOT NULL AND NEW.deleted_at IS NULL
BEGIN
    INSERT INTO threads (root, replies, last_seq, last_at) VALUES (NEW.reply_to, 1, NEW.seq, NEW.at)
    ON CONFLICT (root) DO UPDATE SET replies = replies + 1, last_seq = excluded.last_seq, last_at = excluded.last_at;
    INSERT INTO thread_authors (root, person, replies, last_seq) VALUES (NEW.reply_to, NEW.author, 1, NEW.seq)
    ON CONFLICT (root, person) DO UPDATE SET replies = replies + 1, last_seq = excluded.last_seq;
    UPDATE follows SET unread = unread + 1
    WHERE thread = NEW.reply_to AND seq < NEW.seq AND person <> NEW.author;
END;

CREATE TRIGGER reply_deleted AFTER UPDATE OF deleted_at ON messages
WHEN NEW.reply_to IS NOT NULL AND OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
BEGIN
    DELETE FROM threads WHERE root = NEW.reply_to AND replies = 1;
    UPDATE threads SET replies = replies - 1 WHERE root = NEW.reply_to;
    UPDATE threads SET (last_seq, last_at) = (
        SELECT seq, at FROM messages WHERE reply_to = NEW.reply_to AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1
    ) WHERE root = NEW.reply_to AND last_seq = NEW.seq;
    DELETE FROM thread_authors WHERE root = NEW.reply_to AND person = NEW.author AND replies = 1;
    UPDATE thread_authors SET replies = replies - 1 WHERE root = NEW.reply_to AND person = NEW.author;
    UPDATE thread_authors SET last_seq = (
        SELECT max(seq) FROM messages WHERE reply_to = NEW.reply_to AND author = NEW.author AND deleted_at IS NULL
    ) WHERE root = NEW.reply_to AND person = NEW.author AND last_seq = NEW.seq;
    UPDATE follows SET unread = unread - 1
    WHERE thread = NEW.reply_to AND seq < NEW.seq AND person <> NEW.author;
END;

-- Whoever begins to follow, or whose position moves, is counted anew from there: one person's own act.
CREATE TRIGGER follow_created AFTER INSERT ON follows
BEGIN
    UPDATE follows SET unread = (
        SELECT count(*) FROM messages
        WHERE reply_to = NEW.thread AND seq > NEW.seq AND author <> NEW.person AND deleted_at IS NULL
    ) WHERE thread = NEW.thread AND person = NEW.person;
END;

CREATE TRIGGER follow_moved AFTER UPDATE OF seq ON follows WHEN NEW.seq <> OLD.seq
BEGIN
    UPDATE follows SET unread = (
        SELECT count(*) FROM messages
        WHERE reply_to = NEW.thread AND seq > NEW.seq AND author <> NEW.person AND deleted_at IS NULL
    ) WHERE thread = NEW.thread AND person = NEW.person;
END;
