-- The schema. A released migration is never edited: a change to the schema is a new file.
--
-- Ids are 16-byte UUIDs. Times are milliseconds since 1970 (UTC). `seq` numbers the events of one stream.
--
-- Tables that hold texts or files keep their rowid: a row stays where it was first written, so that a deletion overwrites
-- every copy.

-- The database.

CREATE TABLE meta (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    -- Names this life of the database. A restored backup gets a new one, which makes older cursors void.
    epoch BLOB NOT NULL
) STRICT;

-- Filled and emptied by a writer that could not save, to find out whether it can save again.
CREATE TABLE probe (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    filler BLOB NOT NULL
) STRICT;

-- The workspace.

CREATE TABLE workspace (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    name TEXT NOT NULL,
    join_code TEXT NOT NULL,
    -- The size of the largest file that may be uploaded, and of all files of one person and of everyone, in megabytes.
    file_limit_mb INTEGER NOT NULL DEFAULT 25 CHECK (file_limit_mb > 0),
    person_quota_mb INTEGER NOT NULL DEFAULT 5000 CHECK (person_quota_mb > 0),
    total_quota_mb INTEGER NOT NULL DEFAULT 50000 CHECK (total_quota_mb > 0),
    -- Whether the server fetches titles and pictures of linked pages.
    link_previews INTEGER NOT NULL DEFAULT 1 CHECK (link_previews IN (0, 1))
) STRICT;

-- Emoji of the workspace, beside those of Unicode.
CREATE TABLE custom_emoji (
    name TEXT PRIMARY KEY,
    -- The name of its picture in the folder of small pictures.
    picture TEXT NOT NULL,
    author BLOB NOT NULL REFERENCES people (id),
    created_at INTEGER NOT NULL
) STRICT;

-- People.

CREATE TABLE people (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    -- Equal for names that look alike.
    skeleton TEXT NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE UNIQUE,
    -- Equal for the spellings of one address.
    email_key TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'member')),
    -- A guest is a member who sees only the rooms that they were let into.
    guest INTEGER NOT NULL DEFAULT 0 CHECK (guest IN (0, 1)),
    -- The person's job, in their own words.
    title TEXT,
    -- The name of a time zone in the IANA database.
    time_zone TEXT,
    -- The language that the person has chosen, by its BCP 47 code. Without one, their browser decides.
    language TEXT,
    -- The name of the person's picture in the folder of small pictures.
    picture TEXT,
    -- There is no status without an emoji. A status without an end holds until the person changes it.
    status_emoji TEXT,
    status_text TEXT,
    status_until INTEGER,
    -- The person's choices for the list of rooms, as JSON.
    sidebar TEXT,
    created_at INTEGER NOT NULL,
    -- When an administrator banned the person.
    banned_at INTEGER,
    -- When an administrator deactivated the person, who has left and may come back.
    deactivated_at INTEGER
) STRICT;

CREATE INDEX people_of_skeleton ON people (skeleton);
CREATE UNIQUE INDEX people_of_email_key ON people (email_key);
CREATE INDEX people_guests ON people (id) WHERE guest = 1;
CREATE INDEX statuses_that_end ON people (status_until) WHERE status_until IS NOT NULL;

CREATE TABLE sessions (
    -- SHA-256 of the token: a reader of this table cannot sign in with it.
    token_hash BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_person ON sessions (person);
CREATE INDEX sessions_by_use ON sessions (last_seen_at);

-- Devices on which a person has signed in. Failed sign-ins from other devices do not lock the person out on these.
CREATE TABLE devices (
    -- SHA-256 of a token that only the device has.
    token_hash BLOB NOT NULL,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (token_hash, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX devices_of_person ON devices (person, used_at);

-- Links that let a person set a new password once. A person has at most one.
CREATE TABLE resets (
    person BLOB PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    -- SHA-256 of the token: a reader of this table cannot use the link.
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The people whom a guest knows: those who share or shared a room with them, or had contributed to it before.
CREATE TABLE acquaintances (
    guest BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (guest, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX acquaintances_of_person ON acquaintances (person, guest);

-- Links that let guests into rooms: a row for each link and room. All columns but `room` are equal in the rows of a link.
CREATE TABLE guest_invitations (
    code TEXT NOT NULL,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    -- Names the link to people who must not learn its code.
    id BLOB NOT NULL,
    made_by BLOB REFERENCES people (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    -- When a guest last used the link, and how many guests have.
    used_at INTEGER,
    uses INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (code, room)
) STRICT, WITHOUT ROWID;

CREATE INDEX guest_invitations_by_id ON guest_invitations (id);

-- Streams.

-- A stream has the id of its room or person. The workspace's stream has the nil UUID.
CREATE TABLE streams (
    id BLOB PRIMARY KEY,
    -- The last event.
    seq INTEGER NOT NULL,
    -- The last event that was removed from the log.
    trimmed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The log. It holds no text that could outlive a deletion: an event with a text refers to the row that holds the text.
CREATE TABLE events (
    stream BLOB NOT NULL REFERENCES streams (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor BLOB NOT NULL REFERENCES people (id),
    -- The event as JSON, if it refers to no row.
    payload TEXT,
    -- The message that was created.
    created BLOB REFERENCES messages (id),
    -- The message that was edited.
    edited BLOB REFERENCES messages (id),
    -- The room whose draft changed, and the root of the thread if it is the draft of a reply.
    draft BLOB REFERENCES rooms (id),
    thread BLOB REFERENCES messages (id),
    PRIMARY KEY (stream, seq),
    CHECK ((payload IS NOT NULL) + (created IS NOT NULL) + (edited IS NOT NULL) + (draft IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;

-- Rooms.

CREATE TABLE rooms (
    id BLOB PRIMARY KEY,
    -- NULL for a direct room, and once everything in the room is erased.
    name TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('open', 'closed')),
    -- Names the set of people of a direct room, which is a closed room for exactly these people.
    direct_key TEXT,
    topic TEXT,
    -- A longer text than the topic, in Markdown.
    description TEXT,
    -- Who may send messages that are not replies.
    posting TEXT NOT NULL DEFAULT 'everyone' CHECK (posting IN ('everyone', 'administrators')),
    -- The workspace's first room: everyone is in it, and it is neither left nor archived.
    permanent INTEGER NOT NULL DEFAULT 0 CHECK (permanent IN (0, 1)),
    made_by BLOB REFERENCES people (id),
    created_at INTEGER NOT NULL,
    -- When an administrator archived the room, which is read-only since.
    archived_at INTEGER,
    -- When an administrator deleted the room, and who did. A deleted room has no members.
    deleted_at INTEGER,
    deleted_by BLOB REFERENCES people (id),
    -- The messages up to this `seq` are erased.
    erased_to INTEGER NOT NULL DEFAULT 0,
    -- When everything in the room was erased.
    erased_at INTEGER,
    CHECK ((name IS NULL) = (direct_key IS NOT NULL OR erased_at IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX rooms_direct ON rooms (direct_key) WHERE direct_key IS NOT NULL;
CREATE INDEX rooms_of_maker ON rooms (made_by, created_at) WHERE made_by IS NOT NULL;
CREATE INDEX rooms_to_erase ON rooms (deleted_at) WHERE deleted_at IS NOT NULL AND erased_at IS NULL;

-- An open room has a row for each person, so that one query tells who may see a room.
CREATE TABLE memberships (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The messages that the member is notified of.
    level TEXT NOT NULL DEFAULT 'everything' CHECK (level IN ('everything', 'mentions', 'nothing')),
    -- The room's place among the member's favourites, from 1.
    favourite INTEGER,
    -- Whether the member's list leaves out this direct room until its next message.
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_of_person ON memberships (person, room);

-- Each person's read position in a room.
CREATE TABLE reads (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

-- Members of deleted rooms who are not told yet.
CREATE TABLE dismissals (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

-- People who have ever written or reacted in a room. A guest who enters the room knows them. Triggers fill the table.
CREATE TABLE contributors (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;

-- Messages.

CREATE TABLE messages (
    -- The order in which all messages were stored. The index names a message by it.
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    -- The event in the room's stream that created the message.
    seq INTEGER NOT NULL,
    author BLOB NOT NULL REFERENCES people (id),
    -- Chosen by the author's client, so that a repeat is stored once.
    client_id BLOB NOT NULL,
    -- SHA-256 of what the author sent: tells a repeat from another message with the same `client_id`. NULL once the message is
    -- deleted, since the hash of a short text gives the text away.
    fingerprint BLOB,
    -- The root of the thread that the message is a reply in.
    reply_to BLOB REFERENCES messages (id),
    -- Whether the room's history shows the message: all but replies, and replies that were also sent to the room.
    in_room INTEGER NOT NULL CHECK (in_room IN (0, 1) AND (in_room = 1 OR reply_to IS NOT NULL)),
    -- Empty once the message is deleted.
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    edited_at INTEGER,
    -- The last event in the room's stream that changed the text. In the log, only this event carries the text.
    edit_seq INTEGER,
    -- A deleted message keeps its row: its place in the history, and the answer to a repeat.
    deleted_at INTEGER,
    UNIQUE (author, client_id),
    UNIQUE (room, seq)
) STRICT;

-- The history of a room. Unread messages are counted from this index alone.
CREATE INDEX messages_unread ON messages (room, seq, author, deleted_at, in_room) WHERE in_room = 1;
-- The replies of a thread. Their counts are taken from this index alone.
CREATE INDEX messages_replies ON messages (reply_to, seq, author, deleted_at, at) WHERE reply_to IS NOT NULL;
-- Find the last reply of a thread, or of one of its authors, without a walk over the deleted ones after it.
CREATE INDEX messages_present_replies ON messages (reply_to, seq, at)
    WHERE reply_to IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX messages_present_replies_by_author ON messages (reply_to, author, seq)
    WHERE reply_to IS NOT NULL AND deleted_at IS NULL;

CREATE TRIGGER message_contributed AFTER INSERT ON messages
BEGIN
    INSERT INTO contributors (room, person) VALUES (NEW.room, NEW.author) ON CONFLICT DO NOTHING;
END;

-- The texts of a message before its present one.
CREATE TABLE message_versions (
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- 1 is the first text. Numbers may be missing.
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    -- When this text was written.
    at INTEGER NOT NULL,
    PRIMARY KEY (message, number)
) STRICT;

-- The people whom a message mentions, until it is deleted. A `person` of 16 zero bytes stands for everyone in the room, one
-- of 16 bytes of ones for `@here`: the people who were active then have rows of their own.
CREATE TABLE mentions (
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    -- The message's `seq`.
    seq INTEGER NOT NULL,
    PRIMARY KEY (room, person, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX mentions_of_message ON mentions (room, seq);

-- The same in the order of time, for the list of a person's mentions, with the mentions in replies that are in their thread
-- only. `target` is a person, or a room if everyone in it is mentioned.
CREATE TABLE mention_list (
    target BLOB NOT NULL,
    at INTEGER NOT NULL,
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    author BLOB NOT NULL REFERENCES people (id),
    PRIMARY KEY (target, at, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_list_of_message ON mention_list (message);
CREATE INDEX mention_list_of_room ON mention_list (room);

CREATE TABLE reactions (
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    emoji TEXT NOT NULL,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The event that added the reaction, and the first event of all present reactions with this emoji: the order on every
    -- screen.
    seq INTEGER NOT NULL,
    emoji_seq INTEGER NOT NULL,
    PRIMARY KEY (message, emoji, person)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER reaction_contributed AFTER INSERT ON reactions
BEGIN
    INSERT INTO contributors (room, person)
    SELECT room, NEW.person FROM messages WHERE id = NEW.message
    ON CONFLICT DO NOTHING;
END;

CREATE TABLE pins (
    message BLOB PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    -- The event that pinned the message.
    seq INTEGER NOT NULL
) STRICT;

CREATE INDEX pins_of_room ON pins (room, seq);

-- Messages that a person has saved for themselves.
CREATE TABLE saved (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- The event that saved the message.
    seq INTEGER NOT NULL,
    -- When to remind the person, and whether the person was reminded and has not dismissed the reminder.
    remind_at INTEGER,
    due INTEGER NOT NULL DEFAULT 0 CHECK (due IN (0, 1)),
    PRIMARY KEY (person, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_of_message ON saved (message);
CREATE INDEX reminders_to_come ON saved (remind_at) WHERE remind_at IS NOT NULL AND due = 0;

-- Drafts and scheduled messages.

-- A draft keeps its row when it becomes empty: the time of the last edit refuses an older draft that arrives later.
CREATE TABLE drafts (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    -- The root of the thread, for the draft of a reply.
    thread BLOB REFERENCES messages (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    -- By the clock of the device where it was written, but not later than its arrival.
    edited_at INTEGER NOT NULL,
    -- The last event in the person's stream about the draft. In the log, only this event carries the text.
    seq INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX drafts_of_person ON drafts (person, room, coalesce(thread, x''));

-- Messages to be sent later.
CREATE TABLE scheduled (
    author BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The `client_id` that the message will have.
    client_id BLOB NOT NULL,
    -- As the message's fingerprint.
    fingerprint BLOB NOT NULL,
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    reply_to BLOB REFERENCES messages (id),
    -- Whether the reply will also be a message of the room.
    also_in_room INTEGER NOT NULL CHECK (also_in_room IN (0, 1)),
    body TEXT NOT NULL,
    -- The mentions in the text, as JSON, so that sending does not parse Markdown.
    mentions TEXT NOT NULL,
    -- When to send it.
    at INTEGER NOT NULL,
    -- Why the message could not be sent when its time came.
    obstacle TEXT,
    PRIMARY KEY (author, client_id)
) STRICT;

CREATE INDEX scheduled_to_come ON scheduled (at) WHERE obstacle IS NULL;
CREATE INDEX scheduled_of_room ON scheduled (room);

-- Threads.

-- Counters of threads: a reply costs the same in a thread of ten and of ten thousand. Triggers keep them, so that no change
-- to messages or follows can miss them.
CREATE TABLE threads (
    root BLOB PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    -- Replies that are not deleted, and the last of them. There is no row without replies.
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

-- Who follows a thread, or has stopped following it. The row ends with the person's membership.
CREATE TABLE follows (
    -- The root of the thread.
    thread BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    following INTEGER NOT NULL CHECK (following IN (0, 1)),
    -- The person's read position in the thread, in the room's stream.
    seq INTEGER NOT NULL,
    -- Replies by others after `seq` that are not deleted.
    unread INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (thread, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX follows_of_person ON follows (person, following, thread);

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

-- A new or moved read position counts the unread replies after it.
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

-- Files.

-- Uploads. The bytes are in the data folder, each content once, however many rows refer to it.
CREATE TABLE files (
    id BLOB PRIMARY KEY,
    -- SHA-256 of the stored bytes.
    hash BLOB NOT NULL,
    name TEXT NOT NULL,
    -- By content, not by name.
    media_type TEXT NOT NULL,
    -- In bytes.
    size INTEGER NOT NULL,
    -- Of an image that could be decoded: its size in pixels, and the media type of its thumbnail.
    width INTEGER,
    height INTEGER,
    thumbnail TEXT,
    -- The first lines of a text.
    excerpt TEXT,
    uploader BLOB NOT NULL REFERENCES people (id),
    room BLOB NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    -- The message that the file is attached to, and the file's place among its attachments.
    message BLOB REFERENCES messages (id),
    place INTEGER NOT NULL DEFAULT 0,
    -- The message's `seq`.
    seq INTEGER,
    -- The `client_id` of the uploader's scheduled message that the file will be attached to.
    scheduled BLOB,
    CHECK ((width IS NULL) = (height IS NULL) AND (width IS NULL) = (thumbnail IS NULL)),
    CHECK ((message IS NULL) = (seq IS NULL))
) STRICT;

CREATE INDEX files_of_room ON files (room, seq DESC, place) WHERE message IS NOT NULL;
CREATE INDEX files_of_message ON files (message, place) WHERE message IS NOT NULL;
CREATE INDEX files_of_scheduled ON files (uploader, scheduled, place) WHERE scheduled IS NOT NULL;
CREATE INDEX files_unsent ON files (created_at) WHERE message IS NULL AND scheduled IS NULL;
CREATE INDEX files_unsent_of_room ON files (room) WHERE message IS NULL;
CREATE INDEX files_of_hash ON files (hash);

-- The size of all files of each person, in bytes. Triggers keep it. A file counts as one block of the disk at least, so that
-- a quota bounds the number of small files too.
CREATE TABLE file_usage (
    person BLOB PRIMARY KEY REFERENCES people (id),
    bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER file_added AFTER INSERT ON files BEGIN
    INSERT INTO file_usage (person, bytes) VALUES (new.uploader, max(new.size, 4096))
    ON CONFLICT (person) DO UPDATE SET bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER file_deleted AFTER DELETE ON files BEGIN
    UPDATE file_usage SET bytes = bytes - max(old.size, 4096) WHERE person = old.uploader;
END;

-- Link previews.

-- Pages that were fetched lately, so that messages with the same link share one fetch.
CREATE TABLE pages (
    -- SHA-256 of the address.
    url_hash BLOB PRIMARY KEY,
    fetched_at INTEGER NOT NULL,
    -- Title and host of the page. NULL if there is nothing to show.
    title TEXT,
    site TEXT,
    text TEXT,
    -- The file name of the picture, and its size in pixels.
    picture TEXT,
    width INTEGER,
    height INTEGER,
    CHECK ((title IS NULL) = (site IS NULL)),
    CHECK ((width IS NULL) = (picture IS NULL) AND (height IS NULL) = (picture IS NULL))
) STRICT;

-- The previews of a message's links, as the pages were when they were fetched.
CREATE TABLE previews (
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- 1, 2, 3 … in the order of arrival, never reused.
    number INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT,
    site TEXT NOT NULL,
    picture TEXT,
    width INTEGER,
    height INTEGER,
    -- Removed by the message's author. The row stays, so that the preview does not come back.
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    PRIMARY KEY (message, number),
    UNIQUE (message, url),
    CHECK ((width IS NULL) = (picture IS NULL) AND (height IS NULL) = (picture IS NULL))
) STRICT;

-- Sessions that others than their person in the same browser ended: the page to sign in says why.
CREATE TABLE ended_sessions (
    token_hash BLOB PRIMARY KEY,
    cause TEXT NOT NULL CHECK (cause IN ('password_changed', 'password_reset', 'banned', 'deactivated')),
    ended_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ended_sessions_by_time ON ended_sessions (ended_at);

-- Tips that a person has not dismissed.
CREATE TABLE tips (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- The order in which they are shown.
    place INTEGER NOT NULL,
    tip TEXT NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;

-- Search.

-- The words of each message, which the server cuts (server/src/search/document.rs): separated by spaces, folded, and with tags
-- for what operators ask. The index holds no text of its own; a deletion names the words to remove. While the database is
-- open for writing, the option `secure-delete` overwrites removed words.
--
-- Prefixes of two to four letters are indexed themselves. Few enough words begin with a longer one.
CREATE VIRTUAL TABLE message_index USING fts5 (
    words,
    content = '',
    columnsize = 0,
    prefix = '2 3 4',
    tokenize = "ascii tokenchars '@+#'"
);

-- How far the index is built.
CREATE TABLE message_index_state (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    -- The version of the documents. An index of another version is built again.
    version INTEGER NOT NULL,
    -- Messages numbered below this one are not indexed yet.
    below INTEGER NOT NULL,
    -- Number of changes that removed words, and how many of them have left nothing in unused parts of the file.
    removals INTEGER NOT NULL DEFAULT 0,
    scrubbed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Notifications.

-- People's settings. A person without a row has the defaults.
CREATE TABLE notification_settings (
    person BLOB PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    -- When notifications come: the days on which the hours begin, as one bit for each day from Monday, and the minutes of the
    -- day at which they begin and end. NULL if they come at any hour.
    days INTEGER,
    from_minute INTEGER,
    until_minute INTEGER,
    -- The time zone of the hours, if the person has none.
    time_zone TEXT,
    paused_until INTEGER,
    hide_texts INTEGER NOT NULL DEFAULT 0 CHECK (hide_texts IN (0, 1)),
    -- Whether the person is mailed what was unread for a while.
    digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1)),
    CHECK ((days IS NULL) = (from_minute IS NULL) AND (days IS NULL) = (until_minute IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX notification_settings_with_digest ON notification_settings (person) WHERE digest = 1;

-- The last message of which people were notified, as its rowid.
CREATE TABLE notified (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    message INTEGER NOT NULL
) STRICT;

-- The private key with which the server signs its requests to push services.
CREATE TABLE push_key (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    private_key BLOB NOT NULL
) STRICT;

-- Browsers that are sent notifications while no page is open in them. A device goes with its session.
CREATE TABLE push_devices (
    id BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    session BLOB NOT NULL REFERENCES sessions (token_hash) ON DELETE CASCADE,
    -- The address at the browser's push service, and the keys with which only the browser decrypts.
    endpoint TEXT NOT NULL UNIQUE,
    public_key BLOB NOT NULL,
    secret BLOB NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX push_devices_of_person ON push_devices (person, created_at);
CREATE INDEX push_devices_of_session ON push_devices (session);

-- Notifications on their way to a device. A row refers to its message, so it holds no text that could outlive a deletion.
CREATE TABLE pushes (
    device BLOB NOT NULL REFERENCES push_devices (id) ON DELETE CASCADE,
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- When to send it next, and how often it was sent in vain.
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (device, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX pushes_by_time ON pushes (due_at);
CREATE INDEX pushes_of_message ON pushes (message);

-- Messages of which people are told by mail if they are still unread after a while.
CREATE TABLE digest_items (
    person BLOB NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    message BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (person, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX digest_items_by_time ON digest_items (added_at);
CREATE INDEX digest_items_of_message ON digest_items (message);
