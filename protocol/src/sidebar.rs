//! A person's choices for the list of rooms.

use crate::read::Read;
use serde::{Deserialize, Serialize};

/// Section of the list of rooms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Favourites,
    /// Rooms with unread messages that are no favourites.
    Unread,
    #[default]
    Rooms,
    Direct,
}

/// A person's choices for the list of rooms, the same on all their devices. Also the body of `PUT /api/me/sidebar`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Sidebar {
    /// The sections that show only the open room and rooms with unread messages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collapsed: Vec<Section>,
    /// Whether rooms are sorted by their last message instead of their names. Favourites have an order of their own.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub recent_first: bool,
}

impl Sidebar {
    /// Collapses an expanded section, and expands a collapsed one.
    pub fn toggle(&mut self, section: Section) {
        let before = self.collapsed.len();
        self.collapsed.retain(|other| *other != section);
        if self.collapsed.len() == before {
            self.collapsed.push(section);
        }
    }
}
