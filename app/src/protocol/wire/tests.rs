use crate::{
    model::{
        ClientId, Epoch, Message, MessageId, Person, Role, Room, RoomId, RoomKind, StreamId,
        Timestamp, UserId,
    },
    protocol::{CommandId, ErrorCode, Event, EventKind, ResyncReason, ServerFrame, Signal},
};
use uuid::Uuid;

const ADA: UserId = UserId(Uuid::from_u128(1));
const EVERYONE: RoomId = RoomId(Uuid::from_u128(10));

fn reads_back(frame: ServerFrame) {
    let json = serde_json::to_string(&frame).expect("a frame serializes");
    assert_eq!(
        serde_json::from_str::<ServerFrame>(&json).expect(&json),
        frame
    );
}

#[test]
fn every_frame_reads_back_as_it_was_written() {
    let stream = StreamId::Room(EVERYONE);
    let id = CommandId::Text("a".into());
    let message = MessageId(Uuid::from_u128(3));
    reads_back(ServerFrame::Welcome {
        epoch: Epoch(Uuid::from_u128(9)),
        user: ADA,
        streams: [(stream, 4)].into(),
        heartbeat_ms: 25_000,
        version: "1".into(),
    });
    reads_back(ServerFrame::Ack {
        id: id.clone(),
        stream: Some(stream),
        seq: Some(7),
        message: Some(message),
    });
    reads_back(ServerFrame::Ack {
        id: CommandId::Number(1),
        stream: None,
        seq: None,
        message: None,
    });
    reads_back(ServerFrame::Error {
        id: None,
        code: ErrorCode::BadFrame,
        message: "No.".into(),
    });
    reads_back(ServerFrame::Signal(Signal::Typing {
        room: EVERYONE,
        user: ADA,
    }));
    reads_back(ServerFrame::Resync {
        reason: ResyncReason::CursorAhead,
    });
    reads_back(ServerFrame::Pong { id });
}

#[test]
fn every_kind_of_event_reads_back_as_it_was_written() {
    let room = Room {
        id: EVERYONE,
        name: "Everyone".into(),
        kind: RoomKind::Open,
        seq: 1,
        read_seq: 0,
        unread: 1,
    };
    let message = Message {
        id: MessageId(Uuid::from_u128(3)),
        seq: 1,
        room: EVERYONE,
        author: ADA,
        client_id: ClientId(Uuid::from_u128(4)),
        body: "hello".into(),
        at: Timestamp(5),
    };
    let kinds = [
        EventKind::MessageCreated { message },
        EventKind::MemberJoined { user: ADA },
        EventKind::MemberLeft { user: ADA },
        EventKind::RoomChanged {
            name: "Engines".into(),
            room_kind: RoomKind::Closed,
        },
        EventKind::RoomAdded { room },
        EventKind::RoomRemoved { room: EVERYONE },
        EventKind::ReadMoved {
            room: EVERYONE,
            read_seq: 2,
            unread: 3,
            room_seq: 5,
        },
        EventKind::PersonChanged {
            person: Person {
                id: ADA,
                name: "Ada".into(),
                role: Role::Member,
            },
        },
        EventKind::WorkspaceChanged {
            name: "Engines".into(),
        },
    ];
    let event = |kind| Event {
        seq: 1,
        at: Timestamp(5),
        actor: ADA,
        kind,
    };
    let events = kinds.into_iter().map(event).collect();
    reads_back(ServerFrame::Events {
        stream: StreamId::Workspace,
        events,
    });
}

#[test]
fn an_event_of_a_kind_from_the_future_is_unknown_whatever_it_holds() {
    let json = format!(
        r#"{{"type":"events","stream":"w","events":[{{"seq":1,"at":"2026-11-24T02:42:14.007Z","actor":"{ADA}",
            "kind":"message_framed","message":"{ADA}","frame":{{"gold":true}}}}]}}"#
    );
    let frame = serde_json::from_str::<ServerFrame>(&json).expect("reads");
    assert!(
        matches!(frame, ServerFrame::Events { events, .. } if events[0].kind == EventKind::Unknown)
    );
}

#[test]
fn a_frame_without_its_fields_is_refused() {
    for json in [
        r#"{"type":"ack"}"#,
        r#"{"type":"fanfare"}"#,
        r#"{"type":"pong","id":{}}"#,
        "[]",
        "7",
    ] {
        assert!(serde_json::from_str::<ServerFrame>(json).is_err(), "{json}");
    }
}
