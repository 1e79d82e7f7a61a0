//! What counts as read.

use super::*;
use crate::{connection::ConnectionState, fixtures::*, state::PageRequest};
use protocol::{EventKind, MessagePage, Room, Snapshot};

/// Number of messages in the first page.
const PAGE: u64 = 25;

/// Ada's client, with a room of 200 messages by Grace of which the last 138 are unread, and the newest page loaded.
fn client() -> Client {
    let mut client = Client::new(Snapshot {
        rooms: vec![Room {
            read_seq: 62,
            unread: 138,
            ..room(200)
        }],
        ..snapshot(200)
    });
    client.connection = ConnectionState::Live;
    load(
        &mut client,
        176,
        200,
        PageRequest::Newest {
            limit: PAGE as usize,
        },
    );
    client
}

fn load(client: &mut Client, first: u64, last: u64, request: PageRequest) {
    let page = MessagePage {
        messages: (first..=last).map(|seq| message(seq, GRACE)).collect(),
        epoch: EPOCH,
        seq: 200,
        draft: None,
        cut: false,
    };
    assert!(client.state.load(EVERYONE, page, request));
}

fn view(first: u64, last: u64) -> RoomView {
    RoomView {
        messages: Some((first, last)),
        at_newest: false,
        watched: true,
    }
}

fn at_newest(first: u64, last: u64) -> RoomView {
    RoomView {
        at_newest: true,
        ..view(first, last)
    }
}

/// Moves the read position, as the server confirms it.
fn read_moved(client: &mut Client, seq: u64, read_seq: u64, unread: u64) {
    client.received(events(MINE, moved(seq, read_seq, unread, 200)), NOW);
}

fn arrives(client: &mut Client, seq: u64) {
    let message = message(seq, GRACE);
    client.received(
        events(
            ROOM,
            event(seq, GRACE, EventKind::MessageCreated { message }),
        ),
        NOW,
    );
}

#[test]
fn opening_a_room_at_its_newest_message_does_not_read_what_is_above_the_view() {
    let client = client();
    let mut reader = RoomReader::new(&client, EVERYONE);
    assert_eq!(reader.line(), Some(62));
    let progress = reader.look(&client, at_newest(190, 200));
    assert_eq!(
        progress,
        ReadingProgress {
            read_to: None,
            caught_up: false,
            unread_above: true
        }
    );
}

#[test]
fn the_read_position_follows_the_view_down_and_joins_what_was_shown_before() {
    let mut client = client();
    let mut reader = RoomReader::new(&client, EVERYONE);
    reader.look(&client, at_newest(190, 200));
    load(
        &mut client,
        51,
        100,
        PageRequest::Around { seq: 63, limit: 50 },
    );
    let progress = reader.look(&client, view(60, 72));
    assert_eq!(progress.read_to, Some(72));
    assert!(!progress.unread_above);
    // A leap leaves messages out.
    assert_eq!(reader.look(&client, view(80, 92)).read_to, Some(72));
    assert!(reader.look(&client, view(80, 92)).unread_above);
    assert_eq!(reader.look(&client, view(70, 82)).read_to, Some(92));
    load(
        &mut client,
        101,
        200,
        PageRequest::Newer {
            after: 100,
            limit: 200,
        },
    );
    for first in (90..190).step_by(10) {
        reader.look(&client, view(first, first + 12));
    }
    assert_eq!(reader.look(&client, view(180, 191)).read_to, Some(200));
    assert_eq!(reader.line(), Some(62), "it stays until the room is left");
}

#[test]
fn nothing_is_read_in_a_page_that_nobody_looks_at() {
    let client = client();
    let mut reader = RoomReader::new(&client, EVERYONE);
    let hidden = RoomView {
        watched: false,
        ..at_newest(63, 200)
    };
    assert_eq!(reader.look(&client, hidden).read_to, None);
}

#[test]
fn a_room_without_unread_messages_stays_read_when_many_arrive_before_the_first_look() {
    let mut client = client();
    read_moved(&mut client, 1, 200, 0);
    let mut elsewhere = RoomReader::new(&client, EVERYONE);
    let mut reader = RoomReader::new(&client, EVERYONE);
    for seq in 201..=240 {
        arrives(&mut client, seq);
    }
    let progress = reader.look(&client, at_newest(230, 240));
    assert_eq!((progress.read_to, progress.caught_up), (Some(240), true));
    let unwatched = RoomView {
        watched: false,
        ..at_newest(230, 240)
    };
    assert!(!elsewhere.look(&client, unwatched).caught_up);
    assert_eq!(elsewhere.look(&client, at_newest(230, 240)).read_to, None);
}

#[test]
fn a_room_whose_unread_messages_are_all_in_view_is_read_and_stays_read_while_it_is_watched() {
    let mut client = client();
    read_moved(&mut client, 1, 195, 5);
    let mut reader = RoomReader::new(&client, EVERYONE);
    let progress = reader.look(&client, at_newest(190, 200));
    assert_eq!(progress.read_to, Some(200));
    assert!(progress.caught_up);
    arrives(&mut client, 201);
    assert_eq!(reader.look(&client, at_newest(190, 200)).read_to, Some(201));
    assert_eq!(reader.line(), Some(195));
}

#[test]
fn the_line_stays_for_one_who_has_scrolled_up_and_moves_for_one_who_was_away() {
    let mut client = client();
    read_moved(&mut client, 1, 195, 5);
    let mut reader = RoomReader::new(&client, EVERYONE);
    reader.look(&client, at_newest(190, 200));
    read_moved(&mut client, 2, 200, 0);
    reader.look(&client, view(180, 190));
    arrives(&mut client, 201);
    reader.look(&client, view(180, 190));
    assert_eq!(reader.line(), Some(195));

    reader.look(&client, at_newest(192, 201));
    client.received(events(MINE, moved(3, 201, 0, 201)), NOW);
    let away = RoomView {
        watched: false,
        ..at_newest(192, 201)
    };
    reader.look(&client, away);
    arrives(&mut client, 202);
    assert_eq!(reader.look(&client, away).read_to, None);
    assert_eq!(reader.line(), Some(201));
}

#[test]
fn marking_all_as_read_takes_the_line_away() {
    let mut client = client();
    let mut reader = RoomReader::new(&client, EVERYONE);
    reader.look(&client, at_newest(190, 200));
    reader.mark_all_read(&client);
    assert!(!reader.look(&client, at_newest(190, 200)).unread_above);
    read_moved(&mut client, 1, 200, 0);
    assert!(reader.look(&client, at_newest(190, 200)).caught_up);
    assert_eq!(reader.line(), None);
}

#[test]
fn a_message_marked_as_unread_gets_the_line_and_is_not_read_again_by_looking() {
    let mut client = client();
    read_moved(&mut client, 1, 200, 0);
    let mut reader = RoomReader::new(&client, EVERYONE);
    assert!(reader.look(&client, at_newest(190, 200)).caught_up);
    read_moved(&mut client, 2, 195, 5);
    let progress = reader.look(&client, at_newest(190, 200));
    assert_eq!(progress, ReadingProgress::default());
    assert_eq!(reader.line(), Some(195));
}

#[test]
fn the_first_unread_message_is_known_only_if_its_part_is_loaded() {
    let mut client = client();
    assert_eq!(client.first_unread(EVERYONE), None);
    load(
        &mut client,
        51,
        100,
        PageRequest::Around { seq: 63, limit: 50 },
    );
    assert_eq!(client.first_unread(EVERYONE), Some(63));
}
