//! Error of a request, and its answer: a problem for people and programs, without the internal cause.

use crate::store::{RoomBound, StoreError};
use axum::{
    extract::rejection::{JsonRejection, PathRejection, QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use protocol::{ErrorCode, Problem, limits};
use std::time::Duration;

/// Error of a request.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    #[error("banned")]
    Banned,
    #[error("deactivated")]
    Deactivated,
    #[error("nobody is signed in")]
    Unauthorized,
    #[error("wrong credentials")]
    WrongCredentials,
    /// The given current password is wrong.
    #[error("wrong password")]
    WrongPassword,
    #[error("wrong origin")]
    WrongOrigin,
    #[error("archived")]
    Archived,
    #[error("read-only")]
    ReadOnly,
    #[error("client_id taken")]
    Conflict,
    #[error("empty text")]
    Empty,
    /// A message without visible characters.
    #[error("nothing visible")]
    Invisible,
    #[error("text too long")]
    TooLong,
    /// A field is missing or invalid. The text explains it to people.
    #[error("{0}")]
    Invalid(String),
    /// As [`ApiError::Invalid`], for a request that is not even well-formed.
    #[error("{0}")]
    Malformed(String),
    #[error("unsupported media type")]
    UnsupportedMediaType,
    #[error("method not allowed")]
    MethodNotAllowed,
    #[error("not a WebSocket handshake of version 13")]
    UpgradeRequired,
    #[error("body too large")]
    TooLarge,
    /// The file is larger than the workspace's limit, in megabytes.
    #[error("file too large")]
    FileTooLarge(u64),
    /// The person's files would exceed their quota, in megabytes.
    #[error("the person's quota is used")]
    QuotaUsed(u64),
    /// All files would exceed the workspace's quota, in megabytes.
    #[error("the workspace's quota is used")]
    WorkspaceFull(u64),
    /// The free space of the disk is reserved for messages.
    #[error("the disk is nearly full")]
    DiskFull,
    #[error("too many uploads at once")]
    TooManyUploads,
    #[error("the setup code is missing or wrong")]
    SetupCode,
    #[error("already set up")]
    AlreadySetUp,
    #[error("e-mail address taken")]
    EmailTaken,
    #[error("the last administrator")]
    LastAdministrator,
    #[error("too many rooms")]
    TooManyRooms(RoomBound),
    #[error("too many requests")]
    TooManyRequests(Duration),
    #[error("busy")]
    Busy,
    #[error("cannot save")]
    CannotSave,
    /// These tasks of the server keep failing.
    #[error("tasks keep failing: {}", .0.join(", "))]
    TasksFail(Vec<&'static str>),
    #[error("shutting down")]
    ShuttingDown,
    #[error("{0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ApiError {
    /// Returns the stable code of the error.
    pub(crate) fn code(&self) -> ErrorCode {
        self.status_and_code().1
    }

    /// Returns the explanation for people.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Invalid(detail) | Self::Malformed(detail) => detail.clone(),
            Self::FileTooLarge(most) => {
                format!("The file is larger than {most} MB, the most that this workspace takes.")
            }
            Self::QuotaUsed(most) => format!(
                "Your files would take more than the {most} MB that each person has here. Delete messages with files that nobody needs, or ask an administrator for more space."
            ),
            Self::WorkspaceFull(most) => format!(
                "All files together would take more than the {most} MB that this workspace has. An administrator can give it more space."
            ),
            Self::DiskFull => {
                "The server's disk is nearly full, so it takes no files now. Messages without files can still be sent.".into()
            }
            Self::TooManyUploads => {
                "Too many of your files are being uploaded already. Try again when one of them is done.".into()
            }
            Self::UnsupportedMediaType => "The request's body must be application/json.".into(),
            Self::MethodNotAllowed => "This address does not take that method.".into(),
            Self::Banned => "An administrator has shut you out of this workspace.".into(),
            Self::ReadOnly => "Only administrators write in this room.".into(),
            Self::Invisible => "Nothing of this message can be seen.".into(),
            Self::Deactivated => {
                "Your account is deactivated. An administrator can let you come back.".into()
            }
            Self::TasksFail(names) => {
                let names = names.join(", ");
                format!("Parts of Hubbub keep failing, as its log says: {names}.")
            }
            Self::SetupCode => {
                "Enter the setup code. It is in the server's log, and in the file setup-code of its data folder.".into()
            }
            Self::WrongPassword => "That is not your current password.".into(),
            Self::TooManyRooms(RoomBound::InAll(most)) => {
                format!("You have made {most} rooms, the most that one person may.")
            }
            Self::TooManyRooms(RoomBound::ADay(most)) => {
                format!(
                    "You have made {most} rooms within a day, the most that one person may. Try again tomorrow."
                )
            }
            Self::TooManyRooms(RoomBound::EmptyDirect(most)) => format!(
                "You have opened {most} conversations without writing in them. Write in one first, or hide it."
            ),
            Self::LastAdministrator => {
                "You are the only administrator. Make someone else one first.".into()
            }
            Self::UpgradeRequired => "This address speaks WebSocket, version 13, only.".into(),
            other => detail(other.code()),
        }
    }

    fn status_and_code(&self) -> (StatusCode, ErrorCode) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, ErrorCode::NotFound),
            Self::Forbidden | Self::Banned | Self::Deactivated | Self::SetupCode => {
                (StatusCode::FORBIDDEN, ErrorCode::Forbidden)
            }
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, ErrorCode::Unauthorized),
            Self::WrongCredentials => (StatusCode::UNAUTHORIZED, ErrorCode::WrongCredentials),
            Self::WrongPassword => (StatusCode::FORBIDDEN, ErrorCode::WrongCredentials),
            Self::WrongOrigin => (StatusCode::FORBIDDEN, ErrorCode::WrongOrigin),
            Self::Archived => (StatusCode::CONFLICT, ErrorCode::Archived),
            Self::ReadOnly => (StatusCode::FORBIDDEN, ErrorCode::Forbidden),
            Self::Conflict => (StatusCode::CONFLICT, ErrorCode::Conflict),
            Self::Empty | Self::Invisible => (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::Empty),
            Self::TooLong => (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::TooLong),
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::Invalid),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, ErrorCode::Invalid),
            Self::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::Invalid),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Invalid),
            Self::UpgradeRequired => (StatusCode::UPGRADE_REQUIRED, ErrorCode::Invalid),
            Self::TooLarge | Self::FileTooLarge(_) => {
                (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge)
            }
            Self::QuotaUsed(_) | Self::WorkspaceFull(_) => {
                (StatusCode::INSUFFICIENT_STORAGE, ErrorCode::TooLarge)
            }
            Self::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, ErrorCode::CannotSave),
            Self::TooManyUploads => (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyRequests),
            Self::AlreadySetUp => (StatusCode::CONFLICT, ErrorCode::AlreadySetUp),
            Self::EmailTaken => (StatusCode::CONFLICT, ErrorCode::EmailTaken),
            Self::LastAdministrator => (StatusCode::CONFLICT, ErrorCode::Forbidden),
            Self::TooManyRequests(_) => (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyRequests),
            Self::TooManyRooms(_) => (StatusCode::CONFLICT, ErrorCode::TooManyRooms),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Busy),
            Self::CannotSave => (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::CannotSave),
            Self::TasksFail(_) => (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Internal),
            Self::ShuttingDown => (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::ShuttingDown),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::Internal),
        }
    }

    /// Returns the time after which to try again. `None` if trying again is useless.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyRequests(wait) => Some(*wait),
            // The writer tries about once a second whether it can save again.
            Self::Busy | Self::CannotSave | Self::ShuttingDown => Some(Duration::from_secs(1)),
            Self::TooManyUploads => Some(Duration::from_secs(5)),
            _ => None,
        }
    }
}

/// Returns the general explanation of a code.
pub(crate) fn detail(code: ErrorCode) -> String {
    let text = match code {
        ErrorCode::BadFrame => "The frame could not be read.",
        ErrorCode::UnknownType => "The server knows no frame of this type.",
        ErrorCode::HelloFirst => "Say hello before anything else.",
        ErrorCode::AlreadyLive => "The connection is live already.",
        ErrorCode::NotFound => "There is no such thing, or you may not see it.",
        ErrorCode::Forbidden => "You may not do this.",
        ErrorCode::Unauthorized => "Sign in first.",
        ErrorCode::WrongCredentials => "The email or the password is wrong.",
        ErrorCode::WrongOrigin => "The request came from another site.",
        ErrorCode::Archived => {
            "This room is archived: nothing can be written here until an administrator restores it."
        }
        ErrorCode::Conflict => "Another message was sent under the same client_id.",
        ErrorCode::Empty => "The message is empty.",
        ErrorCode::TooLong => {
            return format!(
                "The message is longer than {} characters.",
                limits::MESSAGE_CHARS
            );
        }
        ErrorCode::Invalid => "The request is not valid.",
        ErrorCode::TooLarge => "The request is too large.",
        ErrorCode::AlreadySetUp => "The workspace is set up already.",
        ErrorCode::EmailTaken => "Someone has this email already.",
        ErrorCode::TooManyRequests => "Too many attempts. Wait a little, then try again.",
        ErrorCode::TooManyRooms => "You have made as many rooms as one person may.",
        ErrorCode::Busy => "The server is busy. Try again shortly.",
        ErrorCode::CannotSave => "Hubbub cannot save right now. Try again shortly.",
        ErrorCode::ShuttingDown => "The server is stopping. Try again shortly.",
        ErrorCode::Internal | ErrorCode::Unknown => "Something went wrong on the server.",
    };
    text.to_owned()
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(%cause, "a request failed");
        }
        let (status, code) = self.status_and_code();
        let detail = self.detail();
        let problem = Problem { code, detail };
        let mut response = (status, axum::Json(&problem)).into_response();
        // Pages replace the body and show the problem to the person.
        response.extensions_mut().insert(problem);
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(wait) = self.retry_after() {
            // In whole seconds, rounded up.
            headers.insert(header::RETRY_AFTER, (wait.as_secs() + 1).into());
        }
        if let Self::UpgradeRequired = self {
            let protocol = HeaderValue::from_static("websocket");
            headers.insert(header::UPGRADE, protocol);
            let version = HeaderValue::from_static("13");
            headers.insert(header::SEC_WEBSOCKET_VERSION, version);
        }
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Forbidden => Self::Forbidden,
            StoreError::Archived => Self::Archived,
            StoreError::ReadOnly => Self::ReadOnly,
            StoreError::NotThesePeople => {
                Self::Invalid("There is no direct room for these people.".into())
            }
            StoreError::TooManyRooms(bound) => Self::TooManyRooms(bound),
            StoreError::Conflict => Self::Conflict,
            StoreError::Empty => Self::Empty,
            StoreError::Invisible => Self::Invisible,
            StoreError::TooLong => Self::TooLong,
            StoreError::NotAnEmoji => Self::Invalid("A reaction is exactly one emoji.".into()),
            StoreError::TooManyEmoji => {
                Self::Invalid("The message has too many different reactions already.".into())
            }
            StoreError::TooManyPins => {
                let most = limits::PINS;
                Self::Invalid(format!(
                    "{most} messages are pinned here already. Unpin one first."
                ))
            }
            StoreError::TooManySaved => {
                let most = limits::SAVED;
                Self::Invalid(format!(
                    "You have saved {most} messages already. Remove one first."
                ))
            }
            StoreError::TooManyScheduled => {
                let most = limits::SCHEDULED;
                Self::Invalid(format!(
                    "You have {most} scheduled messages already, or 1 MB of text in them. Send or delete one first."
                ))
            }
            StoreError::TooMuchScheduled => Self::Invalid(
                "Your scheduled messages are too long in all. Send or delete one first.".into(),
            ),
            StoreError::NotAhead => {
                Self::Invalid("Choose a time that is to come, within a year.".into())
            }
            StoreError::NoSuchFile => Self::Invalid(
                "An attached file is no longer there: what is not sent is removed after a week, or after a day while space is short. Attach it again."
                    .into(),
            ),
            StoreError::QuotaUsed(most) => Self::QuotaUsed(most),
            StoreError::WorkspaceFull(most) => Self::WorkspaceFull(most),
            StoreError::TooManyFiles => {
                let most = limits::ATTACHMENTS;
                Self::Invalid(format!("A message brings at most {most} files."))
            }
            StoreError::EmailTaken => Self::EmailTaken,
            StoreError::AlreadySetUp => Self::AlreadySetUp,
            StoreError::WrongPassword => Self::WrongPassword,
            StoreError::LastAdministrator => Self::LastAdministrator,
            StoreError::Busy => Self::Busy,
            StoreError::CannotSave => Self::CannotSave,
            StoreError::Banned => Self::Banned,
            StoreError::Deactivated => Self::Deactivated,
            StoreError::Closed => Self::ShuttingDown,
            StoreError::Corrupt(_) | StoreError::Database(_) | StoreError::Migration(_) => {
                Self::Internal(error.into())
            }
        }
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        match rejection {
            JsonRejection::JsonDataError(error) => Self::Invalid(error.body_text()),
            JsonRejection::MissingJsonContentType(_) => Self::UnsupportedMediaType,
            other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            JsonRejection::BytesRejection(_) => {
                Self::Malformed("The request's body did not arrive.".into())
            }
            _ => Self::Malformed("The request's body is not valid JSON.".into()),
        }
    }
}

impl From<PathRejection> for ApiError {
    /// A malformed id in the path is answered like an unknown one.
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}
