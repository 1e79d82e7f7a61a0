//! Why the store did not do what it was asked.

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// There is no such thing, or the person may not know of it.
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    /// Nothing new is written in the room.
    #[error("the room is archived")]
    Archived,
    /// Only administrators write in the room.
    #[error("the room is read-only for this person")]
    ReadOnly,
    /// Too many people for a direct room, or somebody who is not there.
    #[error("no direct room for these people")]
    NotThesePeople,
    /// The person has made as many rooms as they may.
    #[error("too many rooms: {0:?}")]
    TooManyRooms(RoomBound),
    /// The `client_id` belongs to another message of the same author.
    #[error("the client_id was sent with something else")]
    Conflict,
    #[error("the text is empty")]
    Empty,
    /// There is a text, and nothing of it can be seen.
    #[error("nothing of the text can be seen")]
    Invisible,
    #[error("the text is too long")]
    TooLong,
    #[error("not exactly one emoji")]
    NotAnEmoji,
    /// The message has as many different emoji as it may.
    #[error("too many different emoji")]
    TooManyEmoji,
    /// The room keeps as many messages at hand as it may.
    #[error("too many pins")]
    TooManyPins,
    /// The person has put as many messages aside as they may.
    #[error("too many saved messages")]
    TooManySaved,
    /// The person has as many messages waiting to be sent as they may.
    #[error("too many scheduled messages")]
    TooManyScheduled,
    /// The texts of the person's scheduled messages are too long in all.
    #[error("too much scheduled text")]
    TooMuchScheduled,
    /// A time at which something is to happen is over, or too far away.
    #[error("not ahead, or too far")]
    NotAhead,
    /// Something attached is not there, or is not the author's to attach.
    #[error("no such file")]
    NoSuchFile,
    #[error("too many files")]
    TooManyFiles,
    /// The person's files may take so many megabytes together, and would take more.
    #[error("the person's quota is used")]
    QuotaUsed(u64),
    /// All files may take so many megabytes together, and would take more.
    #[error("the workspace's quota is used")]
    WorkspaceFull(u64),
    #[error("the e-mail address is taken")]
    EmailTaken,
    #[error("the workspace is set up already")]
    AlreadySetUp,
    /// The password is another by now.
    #[error("wrong password")]
    WrongPassword,
    /// Nobody else administers the workspace.
    #[error("the last administrator")]
    LastAdministrator,
    /// The writer's queue is full.
    #[error("the queue is full")]
    Busy,
    /// The writer takes no more changes.
    #[error("the store is closed")]
    Closed,
    /// The database takes no changes for now; nothing of this one is kept.
    #[error("the database cannot be written")]
    CannotSave,
    /// The person is shut out of the workspace.
    #[error("banned")]
    Banned,
    /// The person has left the workspace.
    #[error("deactivated")]
    Deactivated,
    /// The database holds something that this program did not write.
    #[error("the database holds a malformed {0}")]
    Corrupt(&'static str),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// A bound on the rooms that one person makes, with how many it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoomBound {
    /// Rooms that are there.
    InAll(i64),
    /// Rooms made within the last 24 hours.
    ADay(i64),
    /// Direct rooms that have no message and are not hidden.
    EmptyDirect(i64),
}
