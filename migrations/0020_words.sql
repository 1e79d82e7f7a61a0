-- Whom a text that waits to be sent calls, as JSON: found when it was written, so that sending it reads no Markdown.
ALTER TABLE scheduled ADD COLUMN mentions TEXT;

-- In the place of a person, 16 bytes of ones stand for an `@here`. An edit that keeps it calls nobody anew.
INSERT INTO mentions (room, person, seq)
SELECT room, x'ffffffffffffffffffffffffffffffff', seq FROM messages
WHERE reply_to IS NULL AND deleted_at IS NULL AND instr(body, '@here') > 0;

-- What a name looks like: two that are the same are easily taken for each other. Names from before are filled in at the
-- next start.
ALTER TABLE people ADD COLUMN skeleton TEXT;
CREATE INDEX people_of_skeleton ON people (skeleton);
