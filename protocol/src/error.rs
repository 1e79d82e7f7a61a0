//! Errors, the same over the socket and over HTTP.

use serde::{Deserialize, Serialize};

/// Stable names for what can go wrong, in frames and in `application/problem+json` alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Not JSON, not text, or not of the frame's form.
    BadFrame,
    /// The frame's `type` is none that this server knows.
    UnknownType,
    /// A command came before `hello`.
    HelloFirst,
    /// A second `hello` on a connection that is already live.
    AlreadyLive,
    /// There is no such thing, or the person may not know of it.
    NotFound,
    /// The person may not do this.
    Forbidden,
    /// Nobody is signed in.
    Unauthorized,
    /// The e-mail address or the password is wrong.
    WrongCredentials,
    /// The request came from another site.
    WrongOrigin,
    /// The room is archived: it can be read, but nothing new is written there.
    Archived,
    /// The `client_id` was sent with something else before: nothing is stored.
    Conflict,
    /// A text is empty.
    Empty,
    /// A text is longer than its bound.
    TooLong,
    /// A field of the request is missing or malformed.
    Invalid,
    /// The request's body is larger than the server takes.
    TooLarge,
    /// The workspace exists already, so there is no first run.
    AlreadySetUp,
    /// Someone has this e-mail address already.
    EmailTaken,
    /// Too many requests for now.
    TooManyRequests,
    /// The person has made as many rooms as they may, in all, within a day, or without a message.
    TooManyRooms,
    /// The server has more to do than it can; try again shortly.
    Busy,
    /// The database takes no changes for now (a full disk, a lock): what was sent is not lost, try again.
    CannotSave,
    /// The server is stopping; connect again shortly.
    ShuttingDown,
    /// The server's own fault.
    Internal,
    #[serde(other)]
    Unknown,
}

/// The body of every failed HTTP request (RFC 9457, `application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub code: ErrorCode,
    /// For people.
    pub detail: String,
}
