//! What the palette leads to, and how it is found by a few letters.

use crate::{
    actions::{self, ActionFacts, WorkspaceAction},
    sidebar::name_match::match_rank,
};
use client::Client;
use locale::text;
use protocol::{MessageId, RoomId, RoomKind, UserId};
use std::cmp::Reverse;

/// Maximum number of rooms and people.
const MAX_NAMES: usize = 30;
/// Letters that are only somewhere in a name find rooms and people but no action: the names of actions are long, and would be
/// found by almost any letters. So a word of the name must begin with them.
const WORST_RANK_OF_ACTION: u8 = 1;

/// What an option of the palette leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum JumpTarget {
    Room(RoomId),
    Person(UserId),
    Action(WorkspaceAction),
    /// A message that the server has found.
    Message(MessageId),
    /// The page with all that the server finds.
    Search,
}

impl JumpTarget {
    /// Returns the id of the option's element.
    pub(super) fn id(self) -> String {
        match self {
            Self::Room(room) => format!("jump-{room}"),
            Self::Person(user) => format!("jump-{user}"),
            Self::Action(action) => format!("jump-{action:?}"),
            Self::Message(message) => format!("jump-{message}"),
            Self::Search => "jump-search".to_owned(),
        }
    }
}

/// A group of the options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum JumpGroup {
    Names,
    Actions,
    Messages,
}

impl JumpGroup {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Names => text().jump_names(),
            Self::Actions => text().jump_actions(),
            Self::Messages => text().jump_messages(),
        }
    }
}

/// The targets that match some letters, by group. The group with the best match is first.
pub(super) type JumpTargets = Vec<(JumpGroup, Vec<JumpTarget>)>;

/// Returns the targets that match some letters. Of equal matches, rooms with unread messages are first; without letters, the
/// rooms that were active last follow.
pub(super) fn find(
    client: &Client,
    facts: &ActionFacts,
    open: Option<RoomId>,
    letters: &str,
) -> JumpTargets {
    let names = names(client, open, letters);
    let actions = matching_actions(facts, letters);
    let is_best = |found: &[(u8, JumpTarget)], other: &[(u8, JumpTarget)]| match (found, other) {
        ([(best, _), ..], [(other, _), ..]) => best < other,
        (_, others) => !others.is_empty(),
    };
    let actions_first = is_best(&actions, &names);
    let targets = |found: Vec<(u8, JumpTarget)>| found.into_iter().map(|(_, it)| it).collect();
    let mut groups: JumpTargets = vec![
        (JumpGroup::Names, targets(names)),
        (JumpGroup::Actions, targets(actions)),
    ];
    if actions_first {
        groups.reverse();
    }
    groups.retain(|(_, targets)| !targets.is_empty());
    groups
}

fn names(client: &Client, open: Option<RoomId>, letters: &str) -> Vec<(u8, JumpTarget)> {
    let has_letters = !letters.trim().is_empty();
    let mut found = Vec::new();
    for (id, room) in &client.state.rooms {
        let name = client.state.room_name(*id).unwrap_or_default();
        if let Some(rank) = match_rank(letters, &name) {
            let is_read = room.badge_counts().0 == 0;
            let active_at = room.active_at.filter(|_| !has_letters);
            let is_here = !has_letters && open == Some(*id);
            let place = (rank, is_here, is_read, Reverse(active_at), name);
            found.push((place, JumpTarget::Room(*id)));
        }
    }
    for (id, person) in &client.state.people {
        if *id == client.state.me.id || person.is_shut_out() || has_direct_room(client, *id) {
            continue;
        }
        if let Some(rank) = match_rank(letters, &person.name) {
            let place = (rank, false, true, Reverse(None), person.name.clone());
            found.push((place, JumpTarget::Person(*id)));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let found = found.into_iter().take(MAX_NAMES);
    found.map(|(place, target)| (place.0, target)).collect()
}

/// Returns whether there is a direct room with this person alone: the room stands for the person then.
fn has_direct_room(client: &Client, person: UserId) -> bool {
    client.state.rooms.values().any(|room| {
        let me = client.state.me.id;
        let others = room.people.iter().filter(|user| **user != me);
        room.kind == RoomKind::Direct && others.eq([&person])
    })
}

fn matching_actions(facts: &ActionFacts, letters: &str) -> Vec<(u8, JumpTarget)> {
    let listed = actions::all().filter(|action| action.is_listed(facts));
    let found = listed.filter_map(|action| {
        let by_name = match_rank(letters, action.name(facts));
        // By another word for it, if the person does not mean something else.
        let mut words = action.other_words().split(", ");
        let by_word = words.any(|word| match_rank(letters, word) == Some(0));
        let by_word = by_word.then_some(WORST_RANK_OF_ACTION);
        let rank = by_name.filter(|rank| *rank <= WORST_RANK_OF_ACTION);
        Some((rank.or(by_word)?, JumpTarget::Action(action)))
    });
    let mut found: Vec<_> = found.collect();
    // Equal ones keep the order of the table.
    found.sort_by_key(|(rank, _)| *rank);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{Person, Role, Room, Snapshot, Timestamp};
    use uuid::Uuid;

    fn room(n: u128) -> RoomId {
        RoomId(Uuid::from_u128(n))
    }

    fn client() -> Client {
        let named = |n, name: &str, active| Room {
            id: room(n),
            name: Some(name.into()),
            active_at: Some(Timestamp(active)),
            ..Room::default()
        };
        Client::new(Snapshot {
            rooms: vec![
                named(1, "Everyone", 10),
                named(2, "Settlers", 30),
                named(3, "Tea", 20),
            ],
            people: vec![Person {
                id: UserId(Uuid::from_u128(9)),
                name: "Grace Hopper".into(),
                ..Person::default()
            }],
            ..Snapshot::default()
        })
    }

    fn found(letters: &str) -> JumpTargets {
        let facts = ActionFacts::of_role(Role::Administrator);
        find(&client(), &facts, Some(room(2)), letters)
    }

    #[test]
    fn rooms_and_people_are_above_actions_unless_an_action_matches_better() {
        let groups: Vec<_> = found("set").into_iter().map(|(group, _)| group).collect();
        assert_eq!(groups, [JumpGroup::Names, JumpGroup::Actions]);
        let groups = found("settings");
        assert_eq!(groups[0].0, JumpGroup::Actions);
        assert_eq!(
            groups[0].1[0],
            JumpTarget::Action(WorkspaceAction::Settings)
        );
    }

    #[test]
    fn an_action_is_found_by_another_word_for_it_but_not_by_scattered_letters() {
        let of = |letters| {
            found(letters)
                .into_iter()
                .flat_map(|(_, it)| it)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of("dark"),
            [JumpTarget::Action(WorkspaceAction::Appearance)]
        );
        assert_eq!(of("tea"), [JumpTarget::Room(room(3))]);
        assert!(of("ghop").contains(&JumpTarget::Person(UserId(Uuid::from_u128(9)))));
    }

    #[test]
    fn without_letters_the_room_that_was_active_last_is_first_and_the_open_one_comes_after() {
        let names = &found("")[0].1;
        let rooms: Vec<_> = names[..2].to_vec();
        assert_eq!(
            rooms,
            [JumpTarget::Room(room(3)), JumpTarget::Room(room(1))]
        );
        assert!(names.contains(&JumpTarget::Room(room(2))));
    }
}
