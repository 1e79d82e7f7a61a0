//! Error codes, the same in frames and in HTTP responses.

use crate::read::Read;
use serde::{Deserialize, Serialize};

/// Stable error codes, in frames and in `application/problem+json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The frame is not text, not JSON, or does not match its type.
    BadFrame,
    /// The frame's `type` is unknown.
    UnknownType,
    /// A command came before `hello`.
    HelloFirst,
    /// A second `hello` on a connection that is already live.
    AlreadyLive,
    /// It does not exist, or the person may not know of it.
    NotFound,
    /// The person may not do this.
    Forbidden,
    /// Nobody is signed in.
    Unauthorized,
    /// The e-mail address or the password is wrong.
    WrongCredentials,
    /// The request came from another site.
    WrongOrigin,
    /// The room is archived: it can be read, but not written in.
    Archived,
    /// The `client_id` was used for another message before: nothing is stored.
    Conflict,
    /// A text is empty.
    Empty,
    /// A text exceeds its limit.
    TooLong,
    /// A field of the request is missing or malformed.
    Invalid,
    /// The request's body is too large.
    TooLarge,
    /// The workspace exists already.
    AlreadySetUp,
    /// The e-mail address belongs to another account.
    EmailTaken,
    /// The rate limit is exceeded.
    TooManyRequests,
    /// The person may not create more rooms: in all, within a day, or without a message.
    TooManyRooms,
    /// The server is overloaded; try again shortly.
    Busy,
    /// The database cannot be written for now (full disk, lock); try again.
    CannotSave,
    /// The server is stopping; connect again shortly.
    ShuttingDown,
    /// The server has a fault.
    Internal,
    #[serde(other)]
    Unknown,
}

impl ErrorCode {
    /// Returns whether a refused command is worth repeating: the fault is the server's, and temporary.
    pub fn is_temporary(self) -> bool {
        matches!(
            self,
            Self::Busy
                | Self::CannotSave
                | Self::ShuttingDown
                | Self::Internal
                | Self::TooManyRequests
        )
    }
}

/// The body of every failed HTTP request (RFC 9457, `application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Problem {
    pub code: ErrorCode,
    /// For people.
    pub detail: String,
}
