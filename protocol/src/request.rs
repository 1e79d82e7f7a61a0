//! Bodies of the requests over HTTP.

use crate::{
    ClientId, FileId, Level, MessageId, Posting, Role, RoomId, RoomKind, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// `POST /api/first-run`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FirstRun {
    pub workspace: String,
    pub name: String,
    pub email: String,
    pub password: String,
    /// The setup code; empty where the server does not ask for it.
    pub code: String,
}

/// `POST /api/join/{code}`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Join {
    pub name: String,
    pub email: String,
    pub password: String,
}

/// `POST /api/session`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Credentials {
    pub email: String,
    pub password: String,
}

/// `PATCH /api/me`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    /// Empty for none.
    pub title: String,
    /// Empty for none.
    pub time_zone: String,
}

/// `PUT /api/me/password`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasswordChange {
    pub current: String,
    pub password: String,
}

/// `POST /api/reset/{token}`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPassword {
    pub password: String,
}

/// `PUT /api/people/{user}/role`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewRole {
    pub role: Role,
    /// The open rooms that one who becomes a guest stays in.
    pub keep: Vec<RoomId>,
}

/// A link that is made and shown this once: the answer to `POST /api/people/{user}/reset` and to
/// `POST /api/guest-invitations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLink {
    /// The path of its page.
    pub path: String,
}

/// `POST /api/guest-invitations`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GuestInvitation {
    pub rooms: Vec<RoomId>,
}

/// `PUT /api/me/status`: with neither emoji nor text it is taken away.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NewStatus {
    pub emoji: String,
    pub text: String,
    pub until: Option<Timestamp>,
}

/// `POST /api/rooms`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewRoom {
    pub name: String,
    pub kind: RoomKind,
}

/// `PATCH /api/rooms/{room}`: what is none stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RoomChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posting: Option<Posting>,
}

/// `POST /api/scheduled`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewScheduled {
    pub client_id: ClientId,
    pub room: RoomId,
    /// May be empty where files come with it.
    pub body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<FileId>,
    pub at: Timestamp,
}

/// `PATCH /api/scheduled/{id}`: what is none stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ScheduledChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// `PUT /api/messages/{message}/reminder`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewReminder {
    pub at: Timestamp,
}

/// `PUT /api/people/{user}/ban` and `PUT /api/people/{user}/deactivation`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expulsion {
    /// Whether the invitation link that they know ends.
    pub rotate_join_code: bool,
}

/// `POST /api/rooms/direct`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Company {
    pub people: Vec<UserId>,
}

/// `PUT /api/me/picture`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPicture {
    /// A square picture in Base64.
    pub picture: String,
}

/// `PUT /api/rooms/{room}/level`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attention {
    pub level: Level,
}

/// `PUT /api/me/favourites`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Favourites {
    pub rooms: Vec<RoomId>,
}

/// `PATCH /api/workspace`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WorkspaceChanges {
    pub name: String,
    pub link_previews: bool,
    pub file_limit_mb: u64,
    pub person_quota_mb: u64,
    pub total_quota_mb: u64,
}
