use super::*;
use crate::{boot::Boot, *};
use serde::Serialize;
use uuid::Uuid;

const ADA: UserId = UserId(Uuid::from_u128(1));
const EVERYONE: RoomId = RoomId(Uuid::from_u128(10));

/// What the server writes with serde, the client reads.
fn reads_back<T: Serialize + Read + PartialEq + std::fmt::Debug>(written: T) {
    let json = serde_json::to_string(&written).expect("serializes");
    assert_eq!(read::<T>(&json).as_ref(), Some(&written), "{json}");
}

fn room() -> Room {
    Room {
        id: EVERYONE,
        name: "Everyone".into(),
        kind: RoomKind::Open,
        seq: 1,
        read_seq: 0,
        unread: 1,
        mentions: 1,
        topic: "What all should know".into(),
        archived: true,
        permanent: true,
        posting: Posting::Administrators,
        people: vec![ADA],
        level: Level::Mentions,
        favourite: Some(1),
        pins: 3,
        hidden: true,
    }
}

fn thread() -> Thread {
    Thread {
        replies: 3,
        people: vec![ADA],
        last_at: Timestamp(9),
        last_seq: 12,
    }
}

fn follow() -> Follow {
    Follow {
        thread: message().id,
        room: EVERYONE,
        following: true,
        read_seq: 4,
        unread: 2,
    }
}

fn saved() -> Saved {
    Saved {
        message: message().id,
        remind_at: Some(Timestamp(5_000)),
        due: true,
    }
}

fn scheduled() -> Scheduled {
    Scheduled {
        id: ClientId(Uuid::from_u128(12)),
        room: EVERYONE,
        body: "Later".into(),
        at: Timestamp(9_000),
        obstacle: Some("The room was archived.".into()),
        ..Scheduled::default()
    }
}

fn message() -> Message {
    Message {
        id: MessageId(Uuid::from_u128(3)),
        seq: 1,
        room: EVERYONE,
        author: ADA,
        client_id: ClientId(Uuid::from_u128(4)),
        body: "hello \"you\" \u{1f389}\n".into(),
        at: Timestamp(5),
        ..Message::default()
    }
}

fn edited_message() -> Message {
    Message {
        edited_at: Some(Timestamp(6)),
        reactions: vec![Reaction {
            emoji: "🎉".into(),
            users: vec![ADA],
        }],
        mentions: vec![ADA],
        everyone: true,
        previews: vec![Preview::default(), preview()],
        pinned: true,
        reply_to: Some(message().id),
        thread: Some(thread()),
        ..message()
    }
}

fn preview() -> Preview {
    Preview {
        number: 2,
        url: "https://example.org/engine".into(),
        site: "example.org".into(),
        title: "The Engine".into(),
        text: "Notes on it".into(),
        picture: Some(Picture {
            name: "abc".into(),
            width: 480,
            height: 252,
        }),
    }
}

fn deleted_message() -> Message {
    Message {
        body: String::new(),
        deleted: true,
        ..message()
    }
}

fn draft() -> Draft {
    Draft {
        room: EVERYONE,
        thread: Some(MessageId(Uuid::from_u128(5))),
        body: "Dear".into(),
        edited_at: Timestamp(7),
    }
}

fn person() -> Person {
    Person {
        id: ADA,
        name: "Ada".into(),
        title: Some("Analyst".into()),
        role: Role::Guest,
        deactivated: true,
        status: Some(Status {
            emoji: "🌴".into(),
            text: "Away".into(),
            until: Some(Timestamp(5)),
        }),
        time_zone: Some("Europe/Berlin".into()),
        ..Person::default()
    }
}

#[test]
fn every_frame_reads_back_as_it_was_written() {
    let stream = StreamId::Room(EVERYONE);
    let id = CommandId::Text("a".into());
    let message = MessageId(Uuid::from_u128(3));
    reads_back(ServerFrame::Welcome {
        epoch: Epoch(Uuid::from_u128(9)),
        user: ADA,
        streams: [(stream, 4), (StreamId::Workspace, 0)].into(),
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
        code: ErrorCode::Busy,
        message: "No.".into(),
        retry_ms: None,
    });
    for thread in [None, Some(MessageId(Uuid::from_u128(5)))] {
        reads_back(ServerFrame::Signal(Signal::Typing {
            room: EVERYONE,
            thread,
            user: ADA,
        }));
    }
    for (all, users) in [(true, vec![ADA]), (false, vec![])] {
        reads_back(ServerFrame::Signal(Signal::Presence {
            all,
            active: users.clone(),
            away: users.clone(),
            offline: users,
        }));
    }
    reads_back(ServerFrame::Resync {
        reason: ResyncReason::CursorAhead,
    });
    reads_back(ServerFrame::Pong { id });
}

#[test]
fn every_kind_of_event_reads_back_as_it_was_written() {
    let kinds = [
        EventKind::MessageCreated { message: message() },
        EventKind::MessageCreated {
            message: edited_message(),
        },
        EventKind::MessageEdited {
            message: message().id,
            body: "hello again".into(),
        },
        EventKind::MessageDeleted {
            message: message().id,
            message_seq: 1,
            author: ADA,
            reply_to: Some(message().id),
            thread: Some(thread()),
        },
        EventKind::ThreadChanged { follow: follow() },
        EventKind::ReactionChanged {
            message: message().id,
            user: ADA,
            emoji: "🎉".into(),
            on: true,
        },
        EventKind::ReactionChanged {
            message: message().id,
            user: ADA,
            emoji: "🎉".into(),
            on: false,
        },
        EventKind::PreviewChanged {
            message: message().id,
            previews: vec![preview()],
        },
        EventKind::PreviewChanged {
            message: message().id,
            previews: Vec::new(),
        },
        EventKind::PinChanged {
            message: message().id,
            on: true,
        },
        EventKind::SavedChanged {
            saved: saved(),
            on: true,
        },
        EventKind::SavedChanged {
            saved: Saved {
                message: message().id,
                ..Saved::default()
            },
            on: false,
        },
        EventKind::ScheduledChanged {
            id: scheduled().id,
            scheduled: Some(scheduled()),
        },
        EventKind::ScheduledChanged {
            id: scheduled().id,
            scheduled: None,
        },
        EventKind::MemberJoined { user: ADA },
        EventKind::MemberLeft { user: ADA },
        EventKind::RoomChanged {
            name: "Engines".into(),
            room_kind: RoomKind::Closed,
            topic: "Plans".into(),
            archived: true,
            posting: Posting::default(),
            description: "All our plans".into(),
        },
        EventKind::RoomAdded { room: room() },
        EventKind::RoomRemoved {
            room: EVERYONE,
            deleted: false,
        },
        EventKind::RoomRemoved {
            room: EVERYONE,
            deleted: true,
        },
        EventKind::HiddenChanged {
            room: EVERYONE,
            hidden: true,
        },
        EventKind::ReadMoved {
            room: EVERYONE,
            read_seq: 2,
            mentions: 2,
            unread: 3,
            room_seq: 5,
        },
        EventKind::DraftChanged { draft: draft() },
        EventKind::DraftDropped {
            room: EVERYONE,
            thread: Some(MessageId(Uuid::from_u128(3))),
        },
        EventKind::PersonChanged { person: person() },
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
fn what_comes_over_http_and_in_the_page_reads_back_as_it_was_written() {
    let epoch = Epoch(Uuid::from_u128(9));
    let snapshot = Snapshot {
        epoch,
        me: User {
            id: ADA,
            name: "Ada".into(),
            email: "ada@example.com".into(),
            role: Role::Member,
        },
        workspace: "Engines".into(),
        people: vec![person()],
        rooms: vec![room()],
        cursors: [(StreamId::User(ADA), 2)].into(),
        drafts: vec![draft()],
        saved: vec![saved()],
        scheduled: vec![scheduled()],
        threads: vec![follow()],
        open: Some(OpenRoom {
            room: EVERYONE,
            members: vec![ADA],
            description: "For all".into(),
            messages: vec![message(), edited_message(), deleted_message()],
            older: true,
            newer: false,
        }),
    };
    reads_back(Boot {
        path: "/".into(),
        workspace: Some("Engines".into()),
        snapshot: Some(snapshot),
        not_found: false,
    });
    reads_back(Boot::default());
    reads_back(MessagePage {
        messages: vec![message()],
        epoch,
        seq: 4,
        draft: Some(draft()),
        cut: true,
    });
    reads_back(VersionPage {
        versions: vec![MessageVersion {
            number: 3,
            body: "Tea at fuor".into(),
            at: Timestamp(5),
        }],
        more: true,
    });
    reads_back(Workspace {
        name: "Engines".into(),
        link_previews: true,
        file_limit_mb: 25,
        person_quota_mb: 5_000,
        total_quota_mb: 50_000,
        used_mb: None,
        join_code: None,
    });
    reads_back(Workspace {
        name: "Engines".into(),
        link_previews: false,
        file_limit_mb: 25,
        person_quota_mb: 5_000,
        total_quota_mb: 50_000,
        used_mb: Some(12),
        join_code: Some("abc".into()),
    });
    reads_back(Problem {
        code: ErrorCode::Unauthorized,
        detail: "Sign in.".into(),
    });
}

#[test]
fn an_event_of_a_kind_from_the_future_is_unknown_whatever_it_holds() {
    let json = format!(
        r#"{{"type":"events","stream":"w","events":[{{"seq":1,"at":"2026-11-24T02:42:14.007Z","actor":"{ADA}",
            "kind":"message_framed","message":"{ADA}","room":7,"frame":{{"gold":1.5}}}}]}}"#
    );
    let frame = read::<ServerFrame>(&json);
    assert!(
        matches!(frame, Some(ServerFrame::Events { events, .. }) if events[0].kind == EventKind::Unknown)
    );
}

#[test]
fn what_lacks_its_fields_is_refused() {
    for json in [
        r#"{"type":"ack"}"#,
        r#"{"type":"fanfare"}"#,
        r#"{"type":"pong","id":{}}"#,
        "[]",
        "7",
        "",
        "{",
    ] {
        assert_eq!(read::<ServerFrame>(json), None, "{json}");
    }
}

#[test]
fn what_a_room_leaves_out_reads_as_empty() {
    let plain = Room {
        topic: String::new(),
        archived: false,
        permanent: false,
        posting: Posting::Everyone,
        people: Vec::new(),
        level: Level::Everything,
        favourite: None,
        pins: 0,
        hidden: false,
        ..room()
    };
    let json = serde_json::to_string(&plain).expect("JSON");
    assert!(!json.contains("topic"), "{json}");
    assert_eq!(read::<Room>(&json), Some(plain));
}
