//! Tests of the whole renderer, with a reader who knows some names.

mod markup;
mod mentions;
mod safety;
mod spelling;

use super::*;
use protocol::{RoomId, UserId};
use uuid::Uuid;

/// Ada's names: people and rooms have names that attack.
struct Known;

const ADA: UserId = UserId(Uuid::from_u128(1));
const GRACE: UserId = UserId(Uuid::from_u128(2));
const LINUS: UserId = UserId(Uuid::from_u128(3));
const GENERAL: RoomId = RoomId(Uuid::from_u128(10));
const SECRET: RoomId = RoomId(Uuid::from_u128(11));

impl Names for Known {
    fn me(&self) -> UserId {
        ADA
    }

    fn person(&self, user: UserId) -> Option<&str> {
        match user {
            ADA => Some("Ada"),
            GRACE => Some("\"><img src=x onerror=alert(1)>"),
            _ => None,
        }
    }

    fn room(&self, room: RoomId) -> Option<&str> {
        (room == GENERAL).then_some("</a><script>alert(1)</script>")
    }
}

fn html(body: &str) -> String {
    render(body, &Known, &EMOJI)
}

fn room_href() -> String {
    protocol::route::room_path(GENERAL)
}

/// One attack a line.
const ATTACKS: &str = include_str!("tests/attacks.txt");
/// The examples of the CommonMark specification 0.31, CC-BY-SA 4.0, by John MacFarlane and others.
const COMMONMARK: &str = include_str!("tests/commonmark.json");
