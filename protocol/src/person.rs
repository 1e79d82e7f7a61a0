//! People, their roles, status and presence.

use crate::{Timestamp, UserId, read::Read};
use serde::{Deserialize, Serialize};

/// Role of a person in the workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    #[default]
    Member,
    /// Sees only the rooms that they were invited to, and the people in them.
    Guest,
}

/// A person as everyone in the workspace sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    /// Job title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub role: Role,
    /// Whether an administrator has banned them.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub banned: bool,
    /// Whether the account is deactivated. An administrator can reactivate it.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub deactivated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Name in the IANA time zone database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Name of their square picture, served at `/previews/{name}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl Person {
    /// Returns whether they cannot sign in.
    pub fn is_shut_out(&self) -> bool {
        self.banned || self.deactivated
    }
}

/// Status that a person has set: on holiday, in a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Status {
    /// Exactly one emoji.
    pub emoji: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it expires. `None` if it stays until it is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Presence of a person, in rising order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Not connected.
    #[default]
    Offline,
    /// Connected, but not active on any device.
    Away,
    /// Active on a device.
    Active,
}

impl Status {
    /// Returns whether it has not expired. Without `now`, it counts as current.
    pub fn is_current(&self, now: Option<Timestamp>) -> bool {
        match (self.until, now) {
            (Some(until), Some(now)) => now < until,
            _ => true,
        }
    }
}

/// A person as they see themselves: the answer to `GET /api/me`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
}
