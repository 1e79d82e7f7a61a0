//! Content of a refusal, the same over the connection and over HTTP: a code, a text for people, and when to try again.

use crate::store::{RoomBound, StoreError};
use locale::text;
use protocol::{ErrorCode, limits};
use std::time::Duration;

/// How long to wait before repeating a change that cannot be stored now: the writer retries about once a second.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A person has too many requests. The time is how long to wait before the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooManyRequests(pub(crate) Duration);

/// Returns the text of a code, for people.
pub(crate) fn detail(code: ErrorCode) -> String {
    let it = text();
    let text = match code {
        ErrorCode::BadFrame => it.problem_bad_frame(),
        ErrorCode::UnknownType => it.problem_unknown_type(),
        ErrorCode::HelloFirst => it.problem_hello_first(),
        ErrorCode::AlreadyLive => it.problem_already_live(),
        ErrorCode::NotFound => it.problem_not_found(),
        ErrorCode::Forbidden => it.problem_forbidden(),
        ErrorCode::Unauthorized => it.problem_unauthorized(),
        ErrorCode::WrongCredentials => it.problem_wrong_credentials(),
        ErrorCode::WrongOrigin => it.problem_wrong_origin(),
        ErrorCode::Archived => it.problem_archived(),
        ErrorCode::Conflict => it.problem_same_client_id(),
        ErrorCode::Empty => it.problem_empty_message(),
        ErrorCode::TooLong => return it.problem_long_message(limits::MESSAGE_CHARS),
        ErrorCode::Invalid => it.problem_invalid(),
        ErrorCode::TooLarge => it.problem_too_large(),
        ErrorCode::AlreadySetUp => it.problem_already_set_up(),
        ErrorCode::EmailTaken => it.problem_email_taken(),
        ErrorCode::TooManyRequests => it.problem_too_many_attempts(),
        ErrorCode::TooManyRooms => it.problem_too_many_rooms(),
        ErrorCode::Busy => it.problem_busy(),
        ErrorCode::CannotSave => it.problem_cannot_save(),
        ErrorCode::ShuttingDown => it.problem_stopping(),
        ErrorCode::Internal | ErrorCode::Unknown => it.problem_internal(),
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
        let it = text();
        let text = match self {
            Self::ReadOnly => it.problem_read_only(),
            Self::NotThesePeople => it.problem_not_these_people(),
            Self::TooManyRooms(RoomBound::InAll(most)) => return it.problem_most_rooms(*most),
            Self::TooManyRooms(RoomBound::ADay(most)) => return it.problem_rooms_a_day(*most),
            Self::TooManyRooms(RoomBound::EmptyDirect(most)) => {
                return it.problem_empty_direct_rooms(*most);
            }
            Self::Invisible => it.problem_invisible_message(),
            Self::NotAnEmoji => it.problem_not_an_emoji(),
            Self::EmojiTaken => it.problem_emoji_taken(),
            Self::TooManyCustomEmoji => return it.problem_most_custom_emoji(limits::CUSTOM_EMOJI),
            Self::TooManyEmoji => it.problem_most_reactions(),
            Self::TooManyPins => return it.problem_most_pins(limits::PINS),
            Self::TooManySaved => return it.problem_most_saved(limits::SAVED),
            Self::TooManyScheduled => return it.problem_most_scheduled(limits::SCHEDULED),
            Self::TooMuchScheduled => {
                return it.problem_scheduled_size(limits::SCHEDULED_BYTES / 1024);
            }
            Self::NotAhead => it.problem_not_ahead(),
            Self::NoSuchFile => it.problem_no_such_file(),
            Self::TooManyFiles => return it.problem_most_files(limits::ATTACHMENTS),
            Self::QuotaUsed(most) => return it.problem_quota_used(*most),
            Self::WorkspaceFull(most) => return it.problem_workspace_full(*most),
            Self::WrongPassword => it.problem_wrong_password(),
            Self::LastAdministrator => it.problem_last_administrator(),
            Self::Banned => it.problem_banned(),
            Self::Deactivated => it.problem_deactivated(),
            other => return detail(other.code()),
        };
        text.to_owned()
    }

    /// Returns how long to wait before trying again. `None` if trying again is useless.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        matches!(self, Self::Busy | Self::CannotSave | Self::Closed).then_some(RETRY_AFTER)
    }
}
