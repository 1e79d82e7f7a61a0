//! Error of a request, and its answer: a problem for people and programs, without the internal cause.

use crate::{
    files::uploads::TooManyUploads,
    refusal::{self, TooManyRequests, detail},
    store::StoreError,
};
use axum::{
    extract::rejection::{JsonRejection, PathRejection, QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use locale::text;
use protocol::{ErrorCode, Problem};
use std::time::Duration;

/// Error of a request.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// The store refused it.
    #[error(transparent)]
    Store(StoreError),
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    #[error("nobody is signed in")]
    Unauthorized,
    #[error("wrong credentials")]
    WrongCredentials,
    /// The given current password is wrong.
    #[error("wrong password")]
    WrongPassword,
    #[error("wrong origin")]
    WrongOrigin,
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
    /// The free space of the disk is reserved for messages.
    #[error("the disk is nearly full")]
    DiskFull,
    #[error("too many uploads at once")]
    TooManyUploads,
    #[error("the setup code is missing or wrong")]
    SetupCode,
    #[error("already set up")]
    AlreadySetUp,
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
            Self::FileTooLarge(most) => text().problem_large_file(*most),
            Self::DiskFull => text().problem_disk_full().into(),
            Self::TooManyUploads => text().problem_many_uploads().into(),
            Self::UnsupportedMediaType => text().problem_not_json().into(),
            Self::MethodNotAllowed => text().problem_method().into(),
            Self::TasksFail(names) => text().problem_tasks_fail(&names.join(", ")),
            Self::SetupCode => text().problem_setup_code().into(),
            Self::WrongPassword => StoreError::WrongPassword.detail(),
            Self::Store(error) => error.detail(),
            Self::UpgradeRequired => text().problem_websocket_only().into(),
            other => detail(other.code()),
        }
    }

    fn status_and_code(&self) -> (StatusCode, ErrorCode) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, ErrorCode::NotFound),
            Self::Forbidden | Self::SetupCode => (StatusCode::FORBIDDEN, ErrorCode::Forbidden),
            Self::Store(error) => (status(error), error.code()),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, ErrorCode::Unauthorized),
            Self::WrongCredentials => (StatusCode::UNAUTHORIZED, ErrorCode::WrongCredentials),
            Self::WrongPassword => (StatusCode::FORBIDDEN, ErrorCode::WrongCredentials),
            Self::WrongOrigin => (StatusCode::FORBIDDEN, ErrorCode::WrongOrigin),
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::Invalid),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, ErrorCode::Invalid),
            Self::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::Invalid),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Invalid),
            Self::UpgradeRequired => (StatusCode::UPGRADE_REQUIRED, ErrorCode::Invalid),
            Self::TooLarge | Self::FileTooLarge(_) => {
                (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge)
            }
            Self::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, ErrorCode::CannotSave),
            Self::TooManyUploads => (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyRequests),
            Self::AlreadySetUp => (StatusCode::CONFLICT, ErrorCode::AlreadySetUp),
            Self::TooManyRequests(_) => (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyRequests),
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
            Self::Busy | Self::CannotSave | Self::ShuttingDown => Some(refusal::RETRY_AFTER),
            Self::Store(error) => error.retry_after(),
            Self::TooManyUploads => Some(Duration::from_secs(5)),
            _ => None,
        }
    }
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

/// Returns the status of an error of [`ApiError::Store`].
fn status(error: &StoreError) -> StatusCode {
    match error.code() {
        ErrorCode::Archived
        | ErrorCode::Conflict
        | ErrorCode::EmailTaken
        | ErrorCode::TooManyRooms => StatusCode::CONFLICT,
        ErrorCode::Forbidden if matches!(error, StoreError::LastAdministrator) => {
            StatusCode::CONFLICT
        }
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::TooLarge => StatusCode::INSUFFICIENT_STORAGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Forbidden => Self::Forbidden,
            StoreError::AlreadySetUp => Self::AlreadySetUp,
            StoreError::WrongPassword => Self::WrongPassword,
            StoreError::Busy => Self::Busy,
            StoreError::CannotSave => Self::CannotSave,
            StoreError::Closed => Self::ShuttingDown,
            StoreError::Corrupt(_)
            | StoreError::Json(_)
            | StoreError::Id(_)
            | StoreError::Database(_)
            | StoreError::Migration(_) => Self::Internal(error.into()),
            error => Self::Store(error),
        }
    }
}

impl From<TooManyRequests> for ApiError {
    fn from(TooManyRequests(wait): TooManyRequests) -> Self {
        Self::TooManyRequests(wait)
    }
}

impl From<TooManyUploads> for ApiError {
    fn from(error: TooManyUploads) -> Self {
        match error {
            TooManyUploads::OfPerson => Self::TooManyUploads,
            TooManyUploads::InAll => Self::Busy,
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
            JsonRejection::BytesRejection(_) => Self::Malformed(text().problem_body_lost().into()),
            _ => Self::Malformed(text().problem_body_json().into()),
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
