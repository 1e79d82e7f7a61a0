//! Starting from an offline copy gives the same as having stayed.

use super::*;
use crate::fixtures::{ADA, EVERYONE, GRACE, MINE, ROOM, created, event, message, moved, snapshot};
use protocol::{EventKind, StreamId};

const THEN: Timestamp = Timestamp(5_000);

/// Ada's client with the room open, its history loaded up to the event `seq`.
fn open(seq: u64) -> Client {
    let mut snapshot = snapshot(seq);
    snapshot.open = Some(protocol::OpenRoom {
        room: EVERYONE,
        members: vec![ADA, GRACE],
        messages: (1..=seq).map(|seq| message(seq, GRACE)).collect(),
        ..protocol::OpenRoom::default()
    });
    Client::new(snapshot)
}

/// Saves a client and restores it, through the JSON that a browser stores.
fn saved(client: &Client, rooms: Vec<OfflineRoom>) -> Client {
    let snapshot = client.state.to_snapshot().expect("it can be saved");
    let json = serde_json::to_string(&(snapshot, rooms)).expect("is JSON");
    let (snapshot, rooms) = serde_json::from_str(&json).expect("reads back");
    Client::restored(snapshot, THEN, rooms)
}

fn room_of(client: &Client) -> OfflineRoom {
    let room = client.state.saved_room(EVERYONE, Timestamp(4_000));
    room.expect("its history is loaded")
}

fn apply(client: &mut Client, stream: StreamId, event: protocol::Event) {
    client
        .state
        .apply(stream, vec![event])
        .expect("no event is missing");
}

#[test]
fn a_restored_client_equals_the_one_that_was_saved() {
    let mut client = open(3);
    apply(&mut client, ROOM, created(4, GRACE));
    let rooms = vec![room_of(&client)];
    let restored = saved(&client, rooms);
    let texts = |client: &Client| -> Vec<String> {
        let messages = client.state.rooms[&EVERYONE].timeline.messages();
        messages.map(|message| message.body.clone()).collect()
    };
    assert_eq!(texts(&restored), texts(&client));
    assert_eq!(restored.state.cursors, client.state.cursors);
    assert_eq!(restored.state.rooms[&EVERYONE].unread(), 1);
    assert_eq!(
        restored.state.rooms[&EVERYONE].members,
        Some(vec![ADA, GRACE])
    );
}

#[test]
fn a_room_that_was_saved_earlier_catches_up_and_counts_nothing_twice() {
    let mut client = open(3);
    let early = room_of(&client);
    let pin = |message| EventKind::PinChanged { message, on: true };
    let pinned = client.state.rooms[&EVERYONE].timeline.messages().next();
    let pinned = pinned.expect("there are messages").id;
    let events = [event(4, GRACE, pin(pinned)), created(5, GRACE)];
    for event in events.clone() {
        apply(&mut client, ROOM, event);
    }
    apply(&mut client, MINE, moved(1, 3, 1, 5));

    let mut restored = saved(&client, vec![early]);
    assert_eq!(restored.state.cursors[&ROOM], 3);
    assert_eq!(restored.saved_at(Some(EVERYONE)), Some(Timestamp(4_000)));
    assert_eq!(restored.saved_at(None), Some(THEN));
    for event in events {
        apply(&mut restored, ROOM, event);
    }
    let (before, after) = (
        &client.state.rooms[&EVERYONE],
        &restored.state.rooms[&EVERYONE],
    );
    assert_eq!(after.pins, before.pins);
    assert_eq!((after.unread(), before.unread()), (1, 1));
    assert!(after.timeline.messages().eq(before.timeline.messages()));
}

#[test]
fn a_room_that_was_saved_later_than_the_rest_keeps_its_own_cursor() {
    let mut client = open(3);
    let old = client.state.to_snapshot().expect("it can be saved");
    apply(&mut client, ROOM, created(4, GRACE));
    let restored = Client::restored(old, THEN, vec![room_of(&client)]);
    assert_eq!(restored.state.cursors[&ROOM], 4);
    assert_eq!(restored.state.rooms[&EVERYONE].unread(), 1);
}

#[test]
fn nothing_is_saved_while_a_count_is_ahead_of_the_room() {
    let mut client = open(3);
    apply(&mut client, MINE, moved(1, 3, 0, 4));
    assert_eq!(client.state.to_snapshot(), None);
    apply(&mut client, ROOM, created(4, GRACE));
    assert!(client.state.to_snapshot().is_some());
}

#[test]
fn the_newest_two_hundred_messages_are_saved() {
    let room = room_of(&open(250));
    assert_eq!(room.messages.len(), 200);
    assert_eq!(room.messages[0].seq, 51);
    assert!(room.older);
}

#[test]
fn a_room_that_the_person_left_is_not_restored() {
    let client = open(3);
    let room = room_of(&client);
    let mut snapshot = client.state.to_snapshot().expect("it can be saved");
    snapshot.rooms.clear();
    snapshot.cursors.remove(&ROOM);
    let restored = Client::restored(snapshot, THEN, vec![room]);
    assert!(restored.state.rooms.is_empty());
}

#[test]
fn a_client_shows_a_saved_copy_until_it_is_welcomed() {
    let client = open(0);
    let mut restored = saved(&client, Vec::new());
    assert!(restored.is_offline_copy());
    restored.opened(THEN);
    restored.received(crate::fixtures::welcome(), THEN);
    assert!(!restored.is_offline_copy() && restored.saved_at(None).is_none());
}
