//! Values that complete an operator of a search: people after `from:`, rooms after `in:`.

use super::query_text::{filter, last_word, operator};
use crate::sidebar::name_match::match_rank;
use client::Client;
use protocol::RoomKind;

/// Maximum number of suggestions.
const MOST: usize = 8;

/// A value that completes the operator that is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Suggestion {
    /// The operator with the value.
    pub(super) filter: String,
    /// The value as it is shown.
    pub(super) name: String,
}

/// Returns the suggestions for the last word of a text, the best first.
pub(super) fn suggestions(client: &Client, text: &str) -> Vec<Suggestion> {
    let word = last_word(text);
    let Some((operator, value)) = operator(word) else {
        return Vec::new();
    };
    let letters = value.trim_start_matches(['"', '@']);
    let sign = if word.starts_with('-') { "-" } else { "" };
    let mut found: Vec<(u8, String, String)> = Vec::new();
    let mut offer = |name: String, value: String| {
        if let Some(rank) = match_rank(letters, &name) {
            found.push((rank, name, format!("{sign}{}", filter(operator, &value))));
        }
    };
    match operator {
        "from" => {
            for person in client.state.people.values() {
                offer(person.name.clone(), person.name.clone());
            }
        }
        "in" => {
            for (id, room) in &client.state.rooms {
                let Some(name) = client.state.room_name(*id) else {
                    continue;
                };
                match room.kind {
                    // By the names of its people alone it could not be told from others.
                    RoomKind::Direct if room.people.len() > 2 => {}
                    RoomKind::Direct => offer(name.clone(), format!("@{name}")),
                    RoomKind::Open | RoomKind::Closed => offer(name.clone(), name),
                }
            }
        }
        "has" | "is" => {
            for value in values(operator) {
                offer(value.into(), value.into());
            }
        }
        _ => {}
    }
    found.sort();
    let found = found.into_iter().take(MOST);
    let suggestion = |(_, name, filter)| Suggestion { filter, name };
    found.map(suggestion).collect()
}

/// Returns the values that `has:` or `is:` can have.
fn values(operator: &str) -> [&'static str; 3] {
    match operator {
        "has" => ["file", "image", "link"],
        _ => ["thread", "pinned", "saved"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{Person, Room, RoomId, Snapshot, UserId};
    use uuid::Uuid;

    fn offered(text: &str) -> Vec<String> {
        let person = |n, name: &str| Person {
            id: UserId(Uuid::from_u128(n)),
            name: name.into(),
            ..Person::default()
        };
        let room = |n, name: &str| Room {
            id: RoomId(Uuid::from_u128(n)),
            name: Some(name.into()),
            ..Room::default()
        };
        let client = Client::new(Snapshot {
            people: vec![person(1, "Ada"), person(2, "Grace Hopper")],
            rooms: vec![room(3, "Tea room"), room(4, "会議")],
            ..Snapshot::default()
        });
        let found = suggestions(&client, text).into_iter();
        found.map(|it| it.filter).collect()
    }

    #[test]
    fn people_rooms_and_fixed_values_complete_their_operators() {
        assert_eq!(offered("from:hop"), ["from:\"Grace Hopper\""]);
        assert_eq!(
            offered("tea -from:@a"),
            ["-from:Ada", "-from:\"Grace Hopper\""]
        );
        assert_eq!(offered("in:\"te"), ["in:\"Tea room\""]);
        assert_eq!(offered("in:会"), ["in:会議"]);
        assert_eq!(offered("has:"), ["has:file", "has:image", "has:link"]);
        assert_eq!(offered("hop"), [""; 0]);
        assert_eq!(offered("before:20"), [""; 0]);
    }
}
