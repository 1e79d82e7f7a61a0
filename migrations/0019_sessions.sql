-- The sessions of a person, ended together, and those that nobody uses any more, removed at the next sign-in.
CREATE INDEX sessions_of_person ON sessions (person);
CREATE INDEX sessions_by_use ON sessions (last_seen_at);
