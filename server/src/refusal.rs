//! Content of a refusal, the same over the connection and over HTTP: a code, a text for people, and when to try again.

use crate::store::{RoomBound, StoreError};
use protocol::{ErrorCode, limits};
use std::time::Duration;

/// How long to wait before repeating a change that cannot be stored now: the writer retries about once a second.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A person has too many requests. The time is how long to wait before the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooManyRequests(pub(crate) Duration);

/// Returns the text of a code, for people.
pub(crate) fn detail(code: ErrorCode) -> String {
    let text = match code {
        ErrorCode::BadFrame => "The frame could not be read.",
        ErrorCode::UnknownType => "The server does not know this type of frame.",
        ErrorCode::HelloFirst => "Say hello before anything else.",
        ErrorCode::AlreadyLive => "The connection is live already.",
        ErrorCode::NotFound => "Not found, or you do not have access to it.",
        ErrorCode::Forbidden => "You are not allowed to do this.",
        ErrorCode::Unauthorized => "Sign in first.",
        ErrorCode::WrongCredentials => "The email or password is incorrect.",
        ErrorCode::WrongOrigin => "The request came from another site.",
        ErrorCode::Archived => {
            "This room is archived. Nobody can post here until an administrator restores it."
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
        ErrorCode::AlreadySetUp => "The workspace is already set up.",
        ErrorCode::EmailTaken => "This email is already in use.",
        ErrorCode::TooManyRequests => "Too many attempts. Wait a moment and try again.",
        ErrorCode::TooManyRooms => "You have reached the limit of rooms per person.",
        ErrorCode::Busy => "The server is busy. Try again shortly.",
        ErrorCode::CannotSave => "Hubbub cannot save right now. Try again shortly.",
        ErrorCode::ShuttingDown => "The server is stopping. Try again shortly.",
        ErrorCode::Internal | ErrorCode::Unknown => "Something went wrong on the server.",
    };
    text.to_owned()
}

impl StoreError {
    /// Returns the code of the error.
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::NotFound,
            Self::Forbidden
            | Self::ReadOnly
            | Self::Banned
            | Self::Deactivated
            | Self::LastAdministrator => ErrorCode::Forbidden,
            Self::Archived => ErrorCode::Archived,
            Self::TooManyRooms(_) => ErrorCode::TooManyRooms,
            Self::Conflict => ErrorCode::Conflict,
            Self::Empty | Self::Invisible => ErrorCode::Empty,
            Self::TooLong => ErrorCode::TooLong,
            Self::NotThesePeople
            | Self::NotAnEmoji
            | Self::EmojiTaken
            | Self::TooManyCustomEmoji
            | Self::TooManyEmoji
            | Self::TooManyPins
            | Self::TooManySaved
            | Self::TooManyScheduled
            | Self::TooMuchScheduled
            | Self::NotAhead
            | Self::NoSuchFile
            | Self::TooManyFiles => ErrorCode::Invalid,
            Self::QuotaUsed(_) | Self::WorkspaceFull(_) => ErrorCode::TooLarge,
            Self::EmailTaken => ErrorCode::EmailTaken,
            Self::AlreadySetUp => ErrorCode::AlreadySetUp,
            Self::WrongPassword => ErrorCode::WrongCredentials,
            Self::Busy => ErrorCode::Busy,
            Self::CannotSave => ErrorCode::CannotSave,
            Self::Closed => ErrorCode::ShuttingDown,
            Self::Corrupt(_)
            | Self::Json(_)
            | Self::Id(_)
            | Self::Database(_)
            | Self::Migration(_) => ErrorCode::Internal,
        }
    }

    /// Returns the text of the error, for people.
    pub(crate) fn detail(&self) -> String {
        let text = match self {
            Self::ReadOnly => "Only administrators can post in this room.",
            Self::NotThesePeople => "You cannot start a conversation with these people.",
            Self::TooManyRooms(RoomBound::InAll(most)) => {
                return format!("You have reached the limit of {most} rooms per person.");
            }
            Self::TooManyRooms(RoomBound::ADay(most)) => {
                return format!(
                    "You have reached the limit of {most} new rooms per day. Try again tomorrow."
                );
            }
            Self::TooManyRooms(RoomBound::EmptyDirect(most)) => {
                return format!(
                    "You have {most} conversations without messages. Write in one or hide it first."
                );
            }
            Self::Invisible => "The message has no visible text.",
            Self::NotAnEmoji => "A reaction must be exactly one emoji.",
            Self::EmojiTaken => "There is an emoji of this name already. Choose another name.",
            Self::TooManyCustomEmoji => {
                let most = limits::CUSTOM_EMOJI;
                return format!("This workspace already has {most} emoji. Remove one first.");
            }
            Self::TooManyEmoji => "This message has too many different reactions already.",
            Self::TooManyPins => {
                let most = limits::PINS;
                return format!("This room already has {most} pinned messages. Unpin one first.");
            }
            Self::TooManySaved => {
                let most = limits::SAVED;
                return format!("You already have {most} saved messages. Remove one first.");
            }
            Self::TooManyScheduled => {
                let most = limits::SCHEDULED;
                return format!(
                    "You already have {most} scheduled messages. Send or delete one first."
                );
            }
            Self::TooMuchScheduled => {
                let most = limits::SCHEDULED_BYTES / 1024;
                return format!(
                    "Your scheduled messages cannot hold more than {most} KB of text in all. Send or delete one first."
                );
            }
            Self::NotAhead => "Choose a time in the future, within a year.",
            Self::NoSuchFile => {
                "An attached file is no longer available. Files that are not sent are removed after a week, or after a day if storage is low. Attach it again."
            }
            Self::TooManyFiles => {
                let most = limits::ATTACHMENTS;
                return format!("You can attach up to {most} files to a message.");
            }
            Self::QuotaUsed(most) => {
                return format!(
                    "This would exceed your {most} MB of storage. Delete messages with files you no longer need, or ask an administrator for more storage."
                );
            }
            Self::WorkspaceFull(most) => {
                return format!(
                    "This would exceed the workspace's {most} MB of storage. An administrator can raise the limit."
                );
            }
            Self::WrongPassword => "Your current password is incorrect.",
            Self::LastAdministrator => {
                "You are the only administrator. Make someone else an administrator first."
            }
            Self::Banned => "You are banned from this workspace.",
            Self::Deactivated => "Your account is deactivated. An administrator can reactivate it.",
            other => return detail(other.code()),
        };
        text.to_owned()
    }

    /// Returns how long to wait before trying again. `None` if trying again is useless.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        matches!(self, Self::Busy | Self::CannotSave | Self::Closed).then_some(RETRY_AFTER)
    }
}
