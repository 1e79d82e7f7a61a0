-- The name of the person's picture in the folder of small pictures; none where they have none.
ALTER TABLE people ADD COLUMN picture TEXT;
