-- What an e-mail address is compared by: two spellings of one address have the same. Addresses from before are filled in
-- at the next start. Where two people have one address in two spellings, the later of them has none, and is known by
-- their own spelling alone.
ALTER TABLE people ADD COLUMN email_key TEXT;
CREATE UNIQUE INDEX people_of_email_key ON people (email_key);
