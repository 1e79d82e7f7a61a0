//! The avatars of the people in a direct room.

use super::presence_dot::presence_word;
use crate::kit::avatar::avatar_html;
use client::{Client, state::RoomState};
use protocol::{RoomKind, UserId};

/// How many people a direct room shows.
const SHOWN: usize = 3;

/// Returns the people whom a direct room is with: the others in it, or the signed-in person if it is for their notes.
/// Empty for other kinds of rooms.
pub(crate) fn company(client: &Client, room: &RoomState) -> Vec<UserId> {
    if room.kind != RoomKind::Direct {
        return Vec::new();
    }
    let me = client.state.me.id;
    let mut others = room.people.clone();
    others.retain(|user| *user != me);
    if others.is_empty() {
        others.push(me);
    }
    others
}

/// Returns the HTML of the avatars of a direct room: one with its presence, or several that overlap.
pub(crate) fn faces_html(client: &Client, company: &[UserId]) -> String {
    let mut html = String::new();
    for user in company.iter().take(SHOWN) {
        html.push_str(&avatar_html(client, *user));
    }
    if let [only] = company {
        let presence = presence_word(client.presence_of(*only));
        html.push_str(&format!(r#"<i class="presence is-{presence}"></i>"#));
    }
    let shown = company.len().min(SHOWN);
    format!(r#"<span class="faces faces-{shown}">{html}</span>"#)
}
