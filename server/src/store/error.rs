//! The errors of the store.

/// The reason why the store refused or failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// There is no such thing, or the person may not know of it.
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    /// The room is archived.
    #[error("the room is archived")]
    Archived,
    /// Only administrators may send new messages to the room.
    #[error("the room is read-only for this person")]
    ReadOnly,
    /// There are too many people for a direct room, or one of them is unknown.
    #[error("no direct room for these people")]
    NotThesePeople,
    /// The person has created as many rooms as they may.
    #[error("too many rooms: {0:?}")]
    TooManyRooms(RoomBound),
    /// The `client_id` belongs to another message of the same author.
    #[error("the client_id was sent with something else")]
    Conflict,
    #[error("the text is empty")]
    Empty,
    /// There is a text, but none of it is visible.
    #[error("nothing of the text can be seen")]
    Invisible,
    #[error("the text is too long")]
    TooLong,
    #[error("not exactly one emoji")]
    NotAnEmoji,
    /// There is an emoji of this name.
    #[error("the name of the emoji is taken")]
    EmojiTaken,
    /// The workspace has as many emoji of its own as it may.
    #[error("too many custom emoji")]
    TooManyCustomEmoji,
    /// The message has as many different emoji as it may.
    #[error("too many different emoji")]
    TooManyEmoji,
    /// The room has as many pins as it may.
    #[error("too many pins")]
    TooManyPins,
    /// The person has saved as many messages as they may.
    #[error("too many saved messages")]
    TooManySaved,
    /// The person has scheduled as many messages as they may.
    #[error("too many scheduled messages")]
    TooManyScheduled,
    /// The texts of the person's scheduled messages are too long together.
    #[error("too much scheduled text")]
    TooMuchScheduled,
    /// A time is in the past or too far ahead.
    #[error("not ahead, or too far")]
    NotAhead,
    /// An attachment does not exist, or is not the author's to attach.
    #[error("no such file")]
    NoSuchFile,
    #[error("too many files")]
    TooManyFiles,
    /// The upload would exceed the bound for all of the person's files, in megabytes.
    #[error("the person's quota is used")]
    QuotaUsed(u64),
    /// The upload would exceed the bound for all files, in megabytes.
    #[error("the workspace's quota is used")]
    WorkspaceFull(u64),
    #[error("the e-mail address is taken")]
    EmailTaken,
    #[error("the workspace is set up already")]
    AlreadySetUp,
    /// The password was changed since it was checked.
    #[error("wrong password")]
    WrongPassword,
    /// There would be no administrator left.
    #[error("the last administrator")]
    LastAdministrator,
    /// The writer's queue is full.
    #[error("the queue is full")]
    Busy,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// The database cannot be written for now; nothing of this change is kept.
    #[error("the database cannot be written")]
    CannotSave,
    /// The person is banned.
    #[error("banned")]
    Banned,
    /// The person is deactivated.
    #[error("deactivated")]
    Deactivated,
    /// The database holds something that this program did not write.
    #[error("the database holds a malformed {0}")]
    Corrupt(&'static str),
    #[error("JSON for the database: {0}")]
    Json(#[from] serde_json::Error),
    #[error("an id in the database: {0}")]
    Id(#[from] uuid::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// A bound on the rooms that one person may create, with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoomBound {
    /// Rooms that exist.
    InAll(i64),
    /// Rooms created within the last 24 hours.
    ADay(i64),
    /// Direct rooms that have no message and are not hidden.
    EmptyDirect(i64),
}
