//! Bodies of the HTTP requests, and the answers that have no other home.

use crate::{
    ClientId, FileId, Level, MessageId, Posting, Role, RoomId, RoomKind, Timestamp, UserId,
    read::Read,
};
use serde::{Deserialize, Deserializer, Serialize};

/// Body of `POST /api/first-run`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FirstRun {
    pub workspace: String,
    pub name: String,
    pub email: String,
    pub password: String,
    /// The setup code from the server's log. Not needed on the server's own machine.
    #[serde(
        default,
        deserialize_with = "non_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub code: Option<String>,
}

/// Body of `POST /api/join/{code}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Join {
    pub name: String,
    pub email: String,
    pub password: String,
}

/// Body of `POST /api/session`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// Body of `PATCH /api/me`. An absent field stays as it is. An empty title, time zone or language, or null, removes
/// it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ProfileChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(
        default,
        deserialize_with = "removable",
        skip_serializing_if = "Option::is_none"
    )]
    pub title: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "removable",
        skip_serializing_if = "Option::is_none"
    )]
    pub time_zone: Option<Option<String>>,
    /// The BCP 47 code of a language.
    #[serde(
        default,
        deserialize_with = "removable",
        skip_serializing_if = "Option::is_none"
    )]
    pub language: Option<Option<String>>,
}

/// Body of `PUT /api/me/password`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasswordChange {
    pub current: String,
    pub password: String,
}

/// Body of `PUT /api/me/email`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EmailChange {
    /// The person's present password.
    pub password: String,
    pub email: String,
}

/// Body of `POST /api/reset/{token}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPassword {
    pub password: String,
}

/// Body of `PUT /api/people/{user}/role`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewRole {
    pub role: Role,
    /// The open rooms that a person stays in when they become a guest.
    #[serde(default)]
    pub keep: Vec<RoomId>,
    /// Replaces the invitation link if the person loses rights: they know the old one.
    #[serde(default = "yes")]
    pub rotate_join_code: bool,
}

/// Answer to `POST /api/people/{user}/reset` and to `POST /api/guest-invitations`: a link that is shown only once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct NewLink {
    /// The path of the link's page.
    pub path: String,
}

/// Answer to `POST /api/workspace/join-code`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewJoinCode {
    pub join_code: String,
}

/// Body of `POST /api/guest-invitations`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GuestInvitation {
    /// The rooms that guests join with this link.
    pub rooms: Vec<RoomId>,
}

/// Body of `PUT /api/me/status`. Without an emoji and a text it removes the status.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NewStatus {
    #[serde(
        default,
        deserialize_with = "non_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub emoji: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When the status ends. `None` if it has no end.
    pub until: Option<Timestamp>,
}

/// Body of `POST /api/rooms`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewRoom {
    pub name: String,
    /// Not [`RoomKind::Direct`]: see [`NewDirectRoom`].
    pub kind: RoomKind,
}

/// Body of `POST /api/rooms/direct`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewDirectRoom {
    /// The other people. Empty for the person's own notes.
    pub people: Vec<UserId>,
}

/// Body of `PATCH /api/rooms/{room}`. An absent field stays as it is. An empty topic or description, or null, removes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RoomChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Not [`RoomKind::Direct`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<RoomKind>,
    #[serde(
        default,
        deserialize_with = "removable",
        skip_serializing_if = "Option::is_none"
    )]
    pub topic: Option<Option<String>>,
    #[serde(
        default,
        deserialize_with = "removable",
        skip_serializing_if = "Option::is_none"
    )]
    pub description: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posting: Option<Posting>,
}

/// Body of `POST /api/rooms/{room}/messages`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoomMessage {
    /// Makes a repeat safe. The server chooses one if it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// May be absent only if files are attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whether a reply is also a message of the room.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub also_in_room: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<FileId>,
}

/// Body of `PATCH /api/rooms/{room}/messages/{message}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewText {
    pub body: String,
}

/// Body of `PUT /api/rooms/{room}/read` and `PUT /api/rooms/{room}/unread`, and of the same routes of a thread.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadPosition {
    pub seq: u64,
}

/// Body of `POST /api/scheduled`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewScheduled {
    pub client_id: ClientId,
    pub room: RoomId,
    /// May be empty if files are attached.
    pub body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whether a reply is also a message of the room.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub also_in_room: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<FileId>,
    pub at: Timestamp,
}

/// Body of `PATCH /api/scheduled/{message}`. An absent field stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ScheduledChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// Body of `PUT /api/messages/{message}/reminder`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewReminder {
    pub at: Timestamp,
}

/// Body of `PUT /api/people/{user}/ban` and `PUT /api/people/{user}/deactivation`, which may be absent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expulsion {
    /// Replaces the invitation link, which the person knows.
    #[serde(default = "yes")]
    pub rotate_join_code: bool,
}

impl Default for Expulsion {
    fn default() -> Self {
        Self {
            rotate_join_code: yes(),
        }
    }
}

/// Body of `PUT /api/me/picture`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPicture {
    /// A square PNG, JPEG, WebP or GIF in Base64 (RFC 4648, section 4).
    pub picture: String,
}

/// Body of `POST /api/mailed-invitations`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailedInvitation {
    /// Who is invited.
    pub email: String,
}

/// Body of `POST /api/mailed-resets`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailedReset {
    /// The address of the person who has forgotten their password.
    pub email: String,
}

/// Body of `POST /api/me/push-devices`: a `PushSubscription` of the browser, as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPushDevice {
    /// The browser's address at its push service.
    pub endpoint: String,
    pub keys: PushKeys,
}

/// The keys of a [`NewPushDevice`], in base64url.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PushKeys {
    /// The browser's public key.
    pub p256dh: String,
    /// The secret that the browser shares with the server.
    pub auth: String,
}

/// Body of `PUT /api/rooms/{room}/level`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewLevel {
    pub level: Level,
}

/// Body of `PUT /api/me/favourites`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Favourites {
    /// All favourites, in their order.
    pub rooms: Vec<RoomId>,
}

/// Body of `PATCH /api/workspace`. An absent field stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WorkspaceChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_previews: Option<bool>,
    /// The largest file that may be uploaded, in megabytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_limit_mb: Option<u64>,
    /// The most that the files of one person take together, in megabytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_quota_mb: Option<u64>,
    /// The most that all files take together, in megabytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_quota_mb: Option<u64>,
}

fn yes() -> bool {
    true
}

/// Reads a field that may be removed: null is `Some(None)`, and only an absent field is `None`.
fn removable<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Reads a text whose empty form means the same as an absent one.
fn non_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}
