//! People: how others see them, and how they see themselves.

use crate::{Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// What a person may do in the workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    #[default]
    Member,
    /// Sees the rooms that they were given, and whom they meet there, and nothing else of the workspace.
    Guest,
}

/// A person as everyone in the workspace sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    /// What they do here, in their own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub role: Role,
    /// Shut out of the workspace by an administrator.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub banned: bool,
    /// They have left, and an administrator may let them come back.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub deactivated: bool,
    /// How they are, as they say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The name of their time zone in the IANA database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The name of their picture, a square one, served at `/previews/{name}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl Person {
    /// Whether they cannot come in.
    pub fn is_shut_out(&self) -> bool {
        self.banned || self.deactivated
    }
}

/// How a person is, as they say: on holiday, in a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Exactly one.
    pub emoji: String,
    /// It may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it ends; none where it holds until it is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Whether a person is there, in rising order of how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Not connected.
    #[default]
    Offline,
    /// Connected, but has not touched any device for a while.
    Away,
    /// At one of their devices.
    Active,
}

impl Status {
    /// Whether it has not ended; where no time is known, the server's word that there is one is taken.
    pub fn is_current(&self, now: Option<Timestamp>) -> bool {
        match (self.until, now) {
            (Some(until), Some(now)) => now < until,
            _ => true,
        }
    }
}

/// A person as they see themselves: the answer to `GET /api/me`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
}
