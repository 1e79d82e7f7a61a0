//! What a refusal says, over the connection and over HTTP alike: a code, a text for people, and when to try again.

use crate::store::{RoomBound, StoreError};
use protocol::{ErrorCode, limits};
use std::time::Duration;

/// When to try again what cannot be stored now: the writer tries about once a second to write again.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A person has too many requests. The time is how long to wait before the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooManyRequests(pub(crate) Duration);

/// Returns the text of a code, for people.
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
            Self::ReadOnly => "Only administrators write in this room.",
            Self::NotThesePeople => "There is no direct room for these people.",
            Self::TooManyRooms(RoomBound::InAll(most)) => {
                return format!("You have made {most} rooms, the most that one person may.");
            }
            Self::TooManyRooms(RoomBound::ADay(most)) => {
                return format!(
                    "You have made {most} rooms within a day, the most that one person may. Try again tomorrow."
                );
            }
            Self::TooManyRooms(RoomBound::EmptyDirect(most)) => {
                return format!(
                    "You have opened {most} conversations without writing in them. Write in one first, or hide it."
                );
            }
            Self::Invisible => "Nothing of this message can be seen.",
            Self::NotAnEmoji => "A reaction is exactly one emoji.",
            Self::TooManyEmoji => "The message has too many different reactions already.",
            Self::TooManyPins => {
                let most = limits::PINS;
                return format!("{most} messages are pinned here already. Unpin one first.");
            }
            Self::TooManySaved => {
                let most = limits::SAVED;
                return format!("You have saved {most} messages already. Remove one first.");
            }
            Self::TooManyScheduled => {
                let most = limits::SCHEDULED;
                return format!(
                    "You have {most} scheduled messages already, or 1 MB of text in them. Send or delete one first."
                );
            }
            Self::TooMuchScheduled => {
                "Your scheduled messages are too long in all. Send or delete one first."
            }
            Self::NotAhead => "Choose a time that is to come, within a year.",
            Self::NoSuchFile => {
                "An attached file is no longer there: what is not sent is removed after a week, or after a day while space is short. Attach it again."
            }
            Self::TooManyFiles => {
                let most = limits::ATTACHMENTS;
                return format!("A message brings at most {most} files.");
            }
            Self::QuotaUsed(most) => {
                return format!(
                    "Your files would take more than the {most} MB that each person has here. Delete messages with files that nobody needs, or ask an administrator for more space."
                );
            }
            Self::WorkspaceFull(most) => {
                return format!(
                    "All files together would take more than the {most} MB that this workspace has. An administrator can give it more space."
                );
            }
            Self::WrongPassword => "That is not your current password.",
            Self::LastAdministrator => {
                "You are the only administrator. Make someone else one first."
            }
            Self::Banned => "An administrator has shut you out of this workspace.",
            Self::Deactivated => {
                "Your account is deactivated. An administrator can let you come back."
            }
            other => return detail(other.code()),
        };
        text.to_owned()
    }

    /// Returns after what time to try again. `None` if that is not worth it.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        matches!(self, Self::Busy | Self::CannotSave | Self::Closed).then_some(RETRY_AFTER)
    }
}
