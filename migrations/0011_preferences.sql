-- A direct room is a closed room for one set of people: the key names the set, and is unique. None for other rooms.
ALTER TABLE rooms ADD COLUMN direct_key TEXT;
CREATE UNIQUE INDEX rooms_direct ON rooms (direct_key) WHERE direct_key IS NOT NULL;
-- Who may write new messages.
ALTER TABLE rooms ADD COLUMN posting TEXT NOT NULL DEFAULT 'everyone' CHECK (posting IN ('everyone', 'administrators'));
-- What of the room a member wants to be told of.
ALTER TABLE memberships ADD COLUMN level TEXT NOT NULL DEFAULT 'everything'
    CHECK (level IN ('everything', 'mentions', 'nothing'));
-- The room's place among the member's favourites, from 1; none for the others.
ALTER TABLE memberships ADD COLUMN favourite INTEGER;
