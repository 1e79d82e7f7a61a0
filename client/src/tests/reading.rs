//! Read positions.

use super::*;
use protocol::{RoomId, StreamId};
use uuid::Uuid;

#[test]
fn a_refused_read_position_is_sent_again() {
    let mut client = Client::new(Snapshot {
        rooms: vec![unread_room()],
        ..snapshot(4)
    });
    client.opened(NOW);
    client.received(welcome_to(ADA, [(ROOM, 4)].into()), NOW);
    let read = Action::Transmit(ClientFrame::Command {
        id: read_id(),
        command: Command::Read {
            room: EVERYONE,
            seq: 4,
        },
    });
    assert_eq!(client.read(EVERYONE), std::slice::from_ref(&read));
    assert_eq!(client.read(EVERYONE), [], "told once");
    let busy = error(read_id(), ErrorCode::Busy, "Busy.", None);
    assert_eq!(client.received(busy, NOW), [Action::RetryIn(1_000)]);
    assert_eq!(client.read(EVERYONE), [read]);
}

#[test]
fn a_room_that_was_marked_unread_can_be_read_again_to_the_same_place() {
    let mut client = Client::new(Snapshot {
        rooms: vec![unread_room()],
        ..snapshot(4)
    });
    client.connection = ConnectionState::Live;
    let read = client.read(EVERYONE);
    assert_eq!(read.len(), 1);
    for (seq, read_seq, unread) in [(1, 4, 0), (2, 1, 3)] {
        client.received(events(MINE, moved(seq, read_seq, unread, 4)), NOW);
    }
    assert_eq!(client.state.unread(), 3);
    // The room is not marked as read while the person keeps it unread, only when they open it again.
    assert_eq!(client.read(EVERYONE), []);
    client.resume_reading(EVERYONE);
    assert_eq!(client.read(EVERYONE), read);
}

#[test]
fn everything_is_read_at_once_also_rooms_that_are_kept_unread_and_threads() {
    let kitchen = RoomId(Uuid::from_u128(11));
    let in_kitchen = Room {
        id: kitchen,
        ..unread_room()
    };
    let follow = Follow {
        thread: message_id(2),
        room: EVERYONE,
        following: true,
        read_seq: 1,
        unread: 1,
    };
    let mut client = Client::new(Snapshot {
        rooms: vec![unread_room(), in_kitchen],
        cursors: [(ROOM, 4), (StreamId::Room(kitchen), 4), (MINE, 0)].into(),
        threads: vec![follow],
        ..snapshot(4)
    });
    client.connection = ConnectionState::Live;
    client.keep_unread(kitchen);
    let commands = client
        .read_everything()
        .into_iter()
        .filter_map(|it| match it {
            Action::Transmit(ClientFrame::Command { command, .. }) => Some(command),
            _ => None,
        });
    let read = |room| Command::Read { room, seq: 4 };
    let thread = Command::ReadThread {
        message: message_id(2),
        seq: 4,
    };
    let commands: Vec<_> = commands.collect();
    for expected in [read(EVERYONE), read(kitchen), thread] {
        assert!(commands.contains(&expected), "{expected:?} in {commands:?}");
    }
}

fn unread_room() -> Room {
    Room {
        read_seq: 1,
        unread: 3,
        ..room(4)
    }
}
