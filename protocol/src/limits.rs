//! The bounds that the server enforces and the interface respects.

/// The longest message, in characters (Unicode scalar values).
pub const MESSAGE_CHARS: usize = 40_000;
/// The longest name of a person, a room or a workspace, in characters.
pub const NAME_CHARS: usize = 80;
/// The longest title of a person, in characters.
pub const TITLE_CHARS: usize = 80;
/// The longest status of a person, in characters.
pub const STATUS_CHARS: usize = 100;
/// The longest name of a time zone, in characters.
pub const TIME_ZONE_CHARS: usize = 64;
/// The longest topic of a room, in characters.
pub const TOPIC_CHARS: usize = 250;
/// The longest description of a room, in characters.
pub const DESCRIPTION_CHARS: usize = 2_000;
/// The most people in a direct room, with who opens it.
pub const DIRECT_PEOPLE: usize = 9;
/// The most rooms, of all kinds, that one person has made and that are not deleted.
pub const ROOMS_MADE: i64 = 500;
/// The same for a guest.
pub const ROOMS_MADE_BY_GUEST: i64 = 50;
/// The most rooms that one person makes within 24 hours.
pub const ROOMS_A_DAY: i64 = 100;
/// The same for a guest.
pub const ROOMS_A_DAY_BY_GUEST: i64 = 10;
/// The most direct rooms without a message that one person has opened and not hidden.
pub const EMPTY_DIRECT_ROOMS: i64 = 20;
/// The same for a guest.
pub const EMPTY_DIRECT_ROOMS_BY_GUEST: i64 = 5;
/// The longest e-mail address, in bytes (RFC 5321).
pub const EMAIL_BYTES: usize = 254;
/// The shortest password, in characters.
pub const PASSWORD_MIN_CHARS: usize = 8;
/// The longest password, in bytes: Argon2 would take more, a request should not.
pub const PASSWORD_BYTES: usize = 1_024;
/// The most files that one message brings.
pub const ATTACHMENTS: usize = 10;
/// The longest name of a file, in characters.
pub const FILE_NAME_CHARS: usize = 255;
/// The largest file that an administrator can let people upload, in megabytes.
pub const FILE_LIMIT_MB: u64 = 10_000;
/// The most that an administrator can let files take together, in megabytes.
pub const QUOTA_MB: u64 = 10_000_000;
/// The most messages that a person has waiting to be sent.
pub const SCHEDULED: i64 = 100;
/// The most bytes that the texts of a person's scheduled messages have in all.
pub const SCHEDULED_BYTES: i64 = 512 * 1024;
/// How far ahead the furthest time is that something is to happen at, in milliseconds: a year.
pub const AHEAD_MS: i64 = 366 * 24 * 60 * 60 * 1_000;
/// The largest WebSocket frame from a client, in bytes: the longest message with every character escaped.
pub const FRAME_BYTES: usize = 512 * 1024;
/// The most people that a message names of those who replied to it.
pub const THREAD_PEOPLE: usize = 3;
/// The most threads that are listed at once.
pub const THREADS_MAX: u32 = 1_000;
/// Messages in a page of history when the client names no limit.
pub const PAGE_DEFAULT: u32 = 50;
/// The largest page of history or of catch-up events.
pub const PAGE_MAX: u32 = 200;
/// Maximum number of messages that are pinned to one room.
pub const PINS: u64 = 100;
/// Maximum number of messages that a person has saved.
pub const SAVED: i64 = 500;
