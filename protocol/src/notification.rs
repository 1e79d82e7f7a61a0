//! Notifications of messages, and a person's settings for them.

use crate::{MessageId, RoomId, Timestamp, read::Read};
use serde::{Deserialize, Serialize};

/// Why a person is notified of a message: the most specific reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum NotificationReason {
    /// The message is in a direct room.
    Direct,
    /// The message mentions the person.
    Mention,
    /// The message mentions everyone in the room.
    Everyone,
    /// The person follows the thread.
    Thread,
    /// The person wants to know of every message in the room.
    #[default]
    Room,
}

/// A notification of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Notification {
    pub message: MessageId,
    pub room: RoomId,
    /// The message's `seq`.
    pub seq: u64,
    /// The root of the thread that the message is in, unless the room shows the message too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<MessageId>,
    pub reason: NotificationReason,
    /// The author, with the room unless it is direct.
    pub title: String,
    /// The beginning of the message on one line. `None` if the person wants no texts in notifications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The days from Monday on.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

/// The hours in which a person wants notifications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct NotificationHours {
    /// The days on which the hours begin.
    pub days: Vec<Weekday>,
    /// The minute of the day at which they begin.
    pub from: u16,
    /// The minute of the day at which they end: of the next day if it is not after `from`.
    pub until: u16,
    /// The time zone of the browser where they were chosen. It counts if the person has set none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// A person's settings for notifications, the same on all their devices. Also the body of `PUT /api/me/notifications`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct NotificationSettings {
    /// `None` if notifications may come at any hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<NotificationHours>,
    /// Until when no notification comes, whatever the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Timestamp>,
    /// Whether notifications leave out the texts of messages.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub hide_texts: bool,
    /// Whether the person is mailed the direct messages and mentions that were unread for an hour.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub digest: bool,
}

/// A browser that is sent notifications while no page of Hubbub is open in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct PushDevice {
    pub id: crate::PushDeviceId,
    /// The browser and its system, such as `Firefox on Linux`.
    pub name: String,
    pub created_at: Timestamp,
    /// Whether it belongs to the session of the request.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub current: bool,
}

/// A person's devices: the answer to `GET /api/me/push-devices`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct PushDevices {
    /// The server's public key, in base64url: browsers subscribe with it.
    pub key: String,
    pub devices: Vec<PushDevice>,
}
