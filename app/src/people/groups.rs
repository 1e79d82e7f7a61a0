//! The members of a room in groups by presence.

use client::Client;
use protocol::{Presence, RoomId, UserId};
use std::cmp::Reverse;

/// A member with the group in which they stand.
pub(super) type Placed = (Presence, UserId);

/// Returns the members of a room who are deactivated, or those who are not: active people first, then those away, then
/// those offline, each by name without regard to case.
pub(super) fn members_in_order(client: &Client, room: RoomId, deactivated: bool) -> Vec<Placed> {
    let members = client
        .state
        .rooms
        .get(&room)
        .and_then(|room| room.members.as_ref());
    let is_former = |user: UserId| {
        let person = client.state.people.get(&user);
        person.is_some_and(|person| person.deactivated)
    };
    let mut sorted: Vec<(Reverse<Presence>, String, UserId)> = Vec::new();
    for user in members.into_iter().flatten() {
        if is_former(*user) != deactivated {
            continue;
        }
        let name = client.state.name_of(*user).to_lowercase();
        let member = (Reverse(client.presence_of(*user)), name, *user);
        let at = sorted.partition_point(|other| *other <= member);
        sorted.insert(at, member);
    }
    let placed = sorted.into_iter();
    placed
        .map(|(Reverse(group), _, user)| (group, user))
        .collect()
}

/// Returns the members in their last groups and order. New ones come last in their groups.
pub(super) fn keep_places(last: &[Placed], members: Vec<Placed>) -> Vec<Placed> {
    let is_in = |list: &[Placed], user: UserId| list.iter().any(|(_, other)| *other == user);
    let stay = last.iter().filter(|(_, user)| is_in(&members, *user));
    let new = members.iter().filter(|(_, user)| !is_in(last, *user));
    stay.chain(new).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn members_keep_their_groups_and_order_and_new_ones_come_last() {
        let [ada, grace, linus, ken] = [1, 2, 3, 4].map(|n| UserId(Uuid::from_u128(n)));
        let (active, away) = (Presence::Active, Presence::Away);
        let last = [(active, ada), (active, grace), (away, linus)];
        let members = vec![(active, ken), (active, linus), (away, ada)];
        assert_eq!(
            keep_places(&last, members),
            [(active, ada), (away, linus), (active, ken)]
        );
    }
}
