//! Rooms and people that a message can be forwarded to.

use crate::sidebar::name_match::match_rank;
use client::Client;
use protocol::{Posting, Role, RoomId, RoomKind, UserId};

/// Maximum number of targets that are offered.
const MOST: usize = 50;

/// A room, or a person with whom there is no room yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ForwardTarget {
    Room(RoomId),
    Person(UserId),
}

/// Returns the targets whose names match some letters, the best first. The chosen one stays, whatever is typed next, and at
/// its place among them: nothing moves when it is chosen.
pub(super) fn targets(
    client: &Client,
    letters: &str,
    chosen: Option<ForwardTarget>,
) -> Vec<ForwardTarget> {
    let state = &client.state;
    let mut found: Vec<((u8, String), ForwardTarget)> = Vec::new();
    let mut offer = |name: String, target: ForwardTarget| {
        let is_chosen = Some(target) == chosen;
        let rank = match_rank(letters, &name).or(is_chosen.then_some(u8::MAX));
        if let Some(rank) = rank {
            found.push(((rank, name), target));
        }
    };
    let is_administrator = state.me.role == Role::Administrator;
    for (id, room) in &state.rooms {
        let may_post = room.posting != Posting::Administrators || is_administrator;
        if may_post && !room.archived {
            offer(
                state.room_name(*id).unwrap_or_default(),
                ForwardTarget::Room(*id),
            );
        }
    }
    for (id, person) in &state.people {
        let has_direct_room = state.rooms.values().any(|room| {
            let mut others = room.people.iter().filter(|user| **user != state.me.id);
            room.kind == RoomKind::Direct && others.next() == Some(id) && others.next().is_none()
        });
        if *id != state.me.id && !person.is_shut_out() && !has_direct_room {
            offer(person.name.clone(), ForwardTarget::Person(*id));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut targets: Vec<_> = found.into_iter().map(|(_, target)| target).collect();
    let kept = chosen.filter(|target| !targets.iter().take(MOST).any(|it| it == target));
    targets.truncate(MOST);
    targets.extend(kept);
    targets
}
