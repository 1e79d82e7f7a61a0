//! Limits that the server enforces and the interface respects.

/// Maximum length of a message, in characters (Unicode scalar values).
pub const MESSAGE_CHARS: usize = 40_000;
/// Maximum length of the name of a person, a room or a workspace, in characters.
pub const NAME_CHARS: usize = 80;
/// Maximum length of a person's title, in characters.
pub const TITLE_CHARS: usize = 80;
/// Maximum length of a person's status, in characters.
pub const STATUS_CHARS: usize = 100;
/// Maximum length of the name of a time zone, in characters.
pub const TIME_ZONE_CHARS: usize = 64;
/// Maximum length of a room's topic, in characters.
pub const TOPIC_CHARS: usize = 250;
/// Maximum length of a room's description, in characters.
pub const DESCRIPTION_CHARS: usize = 2_000;
/// Maximum number of people in a direct room, including its creator.
pub const DIRECT_PEOPLE: usize = 9;
/// Maximum number of rooms, of all kinds, that one person has created and that are not deleted.
pub const ROOMS_MADE: i64 = 500;
/// As above, for a guest.
pub const ROOMS_MADE_BY_GUEST: i64 = 50;
/// Maximum number of rooms that one person creates within 24 hours.
pub const ROOMS_A_DAY: i64 = 100;
/// As above, for a guest.
pub const ROOMS_A_DAY_BY_GUEST: i64 = 10;
/// Maximum number of direct rooms without a message that one person has opened and not hidden.
pub const EMPTY_DIRECT_ROOMS: i64 = 20;
/// As above, for a guest.
pub const EMPTY_DIRECT_ROOMS_BY_GUEST: i64 = 5;
/// Maximum length of an e-mail address, in bytes (RFC 5321).
pub const EMAIL_BYTES: usize = 254;
/// Minimum length of a password, in characters.
pub const PASSWORD_MIN_CHARS: usize = 8;
/// Maximum length of a password, in bytes: Argon2 accepts more, a request should not.
pub const PASSWORD_BYTES: usize = 1_024;
/// Maximum number of attachments of a message.
pub const ATTACHMENTS: usize = 10;
/// Maximum length of the name of a workspace's emoji, in bytes.
pub const EMOJI_NAME_BYTES: usize = 32;
/// Maximum number of a workspace's emoji.
pub const CUSTOM_EMOJI: i64 = 500;
/// Number of files in a page of a room's files. The page also has the other files of its last message.
pub const ROOM_FILES_PAGE: usize = 60;
/// Maximum length of the name of a file, in characters.
pub const FILE_NAME_CHARS: usize = 255;
/// Highest limit for the size of a file that an administrator can set, in megabytes.
pub const FILE_LIMIT_MB: u64 = 10_000;
/// Highest limit for the size of all files that an administrator can set, in megabytes.
pub const QUOTA_MB: u64 = 10_000_000;
/// Maximum number of a person's scheduled messages.
pub const SCHEDULED: i64 = 100;
/// Maximum total length of a person's scheduled messages, in bytes.
pub const SCHEDULED_BYTES: i64 = 512 * 1024;
/// Maximum time ahead for schedules and reminders, in milliseconds: a year.
pub const AHEAD_MS: i64 = 366 * 24 * 60 * 60 * 1_000;
/// Maximum size of a frame from a client, in bytes: the longest message with every character escaped.
pub const FRAME_BYTES: usize = 512 * 1024;
/// Maximum number of people in the summary of a thread.
pub const THREAD_PEOPLE: usize = 3;
/// Maximum number of replies of a thread in a list of threads.
pub const THREAD_EXCERPT: usize = 3;
/// Maximum number of threads in a list.
pub const THREADS_MAX: u32 = 1_000;
/// Default number of messages in a page of history.
pub const PAGE_DEFAULT: u32 = 50;
/// Maximum number of messages or events in a page.
pub const PAGE_MAX: u32 = 200;
/// Maximum number of messages that are pinned to one room.
pub const PINS: u64 = 100;
/// Maximum number of messages that a person has saved.
pub const SAVED: i64 = 500;
/// Maximum length of a search, in characters.
pub const SEARCH_CHARS: usize = 1_000;
/// Maximum number of words and operators of a search.
pub const SEARCH_WORDS: usize = 30;
/// Number of results in a page of a search.
pub const SEARCH_PAGE: usize = 20;
