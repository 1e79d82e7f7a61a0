//! The list of rooms.

use crate::{Client, RoomListing, fixtures::*};
use protocol::{
    Draft, EventKind, Level, Room, RoomId, RoomKind, Section, Sidebar, StreamId, Timestamp,
};
use uuid::Uuid;

const TEA: RoomId = RoomId(Uuid::from_u128(20));
const ATTIC: RoomId = RoomId(Uuid::from_u128(21));
const BOARD: RoomId = RoomId(Uuid::from_u128(22));
const GRACES: RoomId = RoomId(Uuid::from_u128(23));

fn named(id: RoomId, name: &str) -> Room {
    Room {
        id,
        name: Some(name.into()),
        ..Room::default()
    }
}

/// Ada's client with the rooms Everyone, tea, Attic, board, and the one with Grace.
fn client(change: impl FnOnce(&mut [Room])) -> Client {
    let mut snapshot = snapshot(0);
    snapshot.rooms.extend([
        named(TEA, "tea"),
        named(ATTIC, "Attic"),
        named(BOARD, "board"),
        Room {
            id: GRACES,
            kind: RoomKind::Direct,
            people: vec![ADA, GRACE],
            ..Room::default()
        },
    ]);
    for room in &snapshot.rooms {
        snapshot.cursors.insert(StreamId::Room(room.id), room.seq);
    }
    change(&mut snapshot.rooms);
    Client::new(snapshot)
}

fn listing(client: &Client, open: Option<RoomId>, before: Option<&RoomListing>) -> RoomListing {
    client.room_listing(open, before, str::to_lowercase)
}

fn rooms(listing: &RoomListing) -> [&[RoomId]; 4] {
    use Section::{Direct, Favourites, Rooms, Unread};
    [Favourites, Unread, Rooms, Direct].map(|section| &*listing.section(section).rooms)
}

#[test]
fn rooms_are_sorted_by_name_whatever_the_case() {
    let listing = listing(&client(|_| ()), None, None);
    let expected: [&[RoomId]; 4] = [&[], &[], &[ATTIC, BOARD, EVERYONE, TEA], &[GRACES]];
    assert_eq!(rooms(&listing), expected);
}

#[test]
fn rooms_are_sorted_by_their_last_message_if_the_person_wants_that_and_favourites_never() {
    let mut client = client(|rooms| {
        rooms[1].active_at = Some(Timestamp(5));
        rooms[2].active_at = Some(Timestamp(9));
        for (room, place) in [(0, 2), (3, 1)] {
            rooms[room].favourite = Some(place);
            rooms[room].active_at = Some(Timestamp(10 * place as i64));
        }
    });
    let sidebar = Sidebar {
        recent_first: true,
        ..Sidebar::default()
    };
    let chosen = event(1, ADA, EventKind::SidebarChanged { sidebar });
    client.state.apply(MINE, vec![chosen]).expect("no gap");
    let list = listing(&client, None, None);
    let expected: [&[RoomId]; 4] = [&[BOARD, EVERYONE], &[], &[ATTIC, TEA], &[GRACES]];
    assert_eq!(rooms(&list), expected);
    assert_eq!(client.state.favourites(), [BOARD, EVERYONE]);
    // A message moves its room up.
    let mut said = message(1, GRACE);
    (said.room, said.at) = (TEA, Timestamp(20));
    let said = event(1, GRACE, EventKind::MessageCreated { message: said });
    client
        .state
        .apply(StreamId::Room(TEA), vec![said])
        .expect("no gap");
    let list = listing(&client, Some(TEA), None);
    assert_eq!(rooms(&list)[2], [TEA, ATTIC]);
}

#[test]
fn unread_rooms_have_their_own_section_and_the_open_one_stays_there_once_it_is_read() {
    let mut client = client(|rooms| {
        for room in rooms.iter_mut() {
            room.unread = 1;
        }
        rooms[1].level = Level::Nothing;
        rooms[2].favourite = Some(1);
    });
    let before = listing(&client, None, None);
    let expected: [&[RoomId]; 4] = [&[ATTIC], &[BOARD, EVERYONE, GRACES], &[TEA], &[]];
    assert_eq!(rooms(&before), expected);
    for room in [BOARD, GRACES] {
        if let Some(room) = client.state.rooms.get_mut(&room) {
            room.level = Level::Nothing;
        }
    }
    let after = listing(&client, Some(BOARD), Some(&before));
    assert_eq!(rooms(&after)[1], [BOARD, EVERYONE]);
    let later = listing(&client, Some(TEA), Some(&after));
    assert_eq!(rooms(&later)[1], [EVERYONE]);
    // An open room does not move there when something arrives in it.
    let fresh = listing(&client, Some(EVERYONE), None);
    assert_eq!(rooms(&fresh)[1], []);
}

#[test]
fn a_collapsed_section_shows_the_open_room_and_unread_ones() {
    let mut client = client(|rooms| {
        rooms[2].favourite = Some(1);
        rooms[3].favourite = Some(2);
        rooms[3].unread = 1;
        rooms[0].unread = 1;
    });
    for section in [Section::Favourites, Section::Unread, Section::Rooms] {
        client.state.sidebar.toggle(section);
    }
    let list = listing(&client, Some(TEA), None);
    let expected: [&[RoomId]; 4] = [&[BOARD], &[], &[TEA], &[GRACES]];
    assert_eq!(rooms(&list), expected);
    assert_eq!(list.section(Section::Favourites).folded, 1);
    assert_eq!(list.section(Section::Unread).folded, 1);
    assert!(!list.section(Section::Unread).is_empty());
    assert!(!list.section(Section::Direct).collapsed);
    client.state.sidebar.toggle(Section::Rooms);
    assert!(
        !listing(&client, None, None)
            .section(Section::Rooms)
            .collapsed
    );
}

#[test]
fn a_draft_is_known_before_its_room_is_opened_and_until_it_is_gone() {
    let mut client = client(|rooms| rooms[1].drafted = true);
    assert!(client.has_draft(TEA) && !client.has_draft(ATTIC));
    let draft = |body: &str, at| Draft {
        room: TEA,
        thread: None,
        body: body.into(),
        edited_at: Timestamp(at),
    };
    drop(client.draft(draft("", 1)));
    assert!(!client.has_draft(TEA));
    drop(client.draft(draft("half", 2)));
    assert!(client.has_draft(TEA));
    let mut other = self::client(|rooms| rooms[1].drafted = true);
    let dropped = EventKind::DraftDropped {
        room: TEA,
        thread: None,
    };
    let event = event(1, ADA, dropped);
    other.state.apply(MINE, vec![event]).expect("no gap");
    assert!(!other.has_draft(TEA));
}
