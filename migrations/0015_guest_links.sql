-- Of a link by which guests come, the same in all its rows: what names it to those who may not know its code, who made it
-- (unknown for older ones), when somebody came by it last, and how many have.
ALTER TABLE guest_invitations ADD COLUMN id BLOB;
ALTER TABLE guest_invitations ADD COLUMN made_by BLOB REFERENCES people (id) ON DELETE SET NULL;
ALTER TABLE guest_invitations ADD COLUMN used_at INTEGER;
ALTER TABLE guest_invitations ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;

UPDATE guest_invitations SET id = randomblob(16);
UPDATE guest_invitations SET id = (SELECT min(other.id) FROM guest_invitations other WHERE other.code = guest_invitations.code);
CREATE INDEX guest_invitations_by_id ON guest_invitations (id);
