use super::*;

#[test]
fn a_read_position_that_was_refused_is_told_again() {
    let mut client = Client::new(Snapshot {
        rooms: vec![unread_room()],
        ..snapshot(4)
    });
    client.opened(NOW);
    let streams = [(ROOM, 4)].into();
    let ServerFrame::Welcome {
        epoch,
        user,
        heartbeat_ms,
        version,
        ..
    } = welcome()
    else {
        unreachable!()
    };
    client.received(
        ServerFrame::Welcome {
            epoch,
            user,
            streams,
            heartbeat_ms,
            version,
        },
        NOW,
    );
    let read = Action::Transmit(ClientFrame::Read {
        id: read_id(),
        room: EVERYONE,
        seq: 4,
    });
    assert_eq!(client.read(EVERYONE), std::slice::from_ref(&read));
    assert_eq!(client.read(EVERYONE), [], "told once");
    let busy = ServerFrame::Error {
        id: Some(read_id()),
        code: ErrorCode::Busy,
        message: "Busy.".into(),
        retry_ms: None,
    };
    assert_eq!(client.received(busy, NOW), [Action::RetryIn(1_000)]);
    assert_eq!(client.read(EVERYONE), [read]);
}

#[test]
fn a_room_that_was_marked_unread_can_be_read_again_to_the_same_place() {
    let mine = StreamId::User(ADA);
    let mut client = Client::new(Snapshot {
        rooms: vec![unread_room()],
        cursors: [(ROOM, 4), (mine, 0)].into(),
        ..snapshot(4)
    });
    client.connection = ConnectionState::Live;
    let read = client.read(EVERYONE);
    assert_eq!(read.len(), 1);
    for (seq, read_seq, unread) in [(1, 4, 0), (2, 1, 3)] {
        let kind = EventKind::ReadMoved {
            room: EVERYONE,
            read_seq,
            mentions: 0,
            unread,
            room_seq: 4,
        };
        let (at, actor) = (NOW, ADA);
        let moved = Event {
            seq,
            at,
            actor,
            kind,
        };
        let frame = ServerFrame::Events {
            stream: mine,
            events: vec![moved],
        };
        client.received(frame, NOW);
    }
    assert_eq!(client.state.unread(), 3);
    // Not while it is kept so on purpose, but when the person comes back to it.
    assert_eq!(client.read(EVERYONE), []);
    client.resume_reading(EVERYONE);
    assert_eq!(client.read(EVERYONE), read);
}

fn unread_room() -> Room {
    Room {
        id: EVERYONE,
        name: "Everyone".into(),
        kind: RoomKind::Open,
        seq: 4,
        read_seq: 1,
        unread: 3,
        ..Room::default()
    }
}
