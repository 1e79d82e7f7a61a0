//! Test fixtures: Ada's client, and the room Everyone.

use crate::{Action, Client, PendingMessage};
use protocol::{
    ClientFrame, ClientId, CommandId, Cursors, Draft, Epoch, ErrorCode, Event, EventKind, Message,
    MessageId, Person, Room, RoomId, ServerFrame, Snapshot, StreamId, Timestamp, User, UserId,
};
use uuid::Uuid;

pub(crate) const ADA: UserId = UserId(Uuid::from_u128(1));
pub(crate) const GRACE: UserId = UserId(Uuid::from_u128(2));
pub(crate) const LINUS: UserId = UserId(Uuid::from_u128(3));
pub(crate) const EVERYONE: RoomId = RoomId(Uuid::from_u128(10));
pub(crate) const ROOM: StreamId = StreamId::Room(EVERYONE);
/// Ada's own stream.
pub(crate) const MINE: StreamId = StreamId::User(ADA);
pub(crate) const EPOCH: Epoch = Epoch(Uuid::from_u128(99));
pub(crate) const NOW: Timestamp = Timestamp(1_000);

/// The room, read up to the event `seq`.
pub(crate) fn room(seq: u64) -> Room {
    Room {
        id: EVERYONE,
        name: Some("Everyone".into()),
        seq,
        read_seq: seq,
        ..Room::default()
    }
}

/// Ada's snapshot when the room's stream is at `seq`.
pub(crate) fn snapshot(seq: u64) -> Snapshot {
    let person = |id, name: &str| Person {
        id,
        name: name.into(),
        ..Person::default()
    };
    Snapshot {
        epoch: EPOCH,
        me: User {
            id: ADA,
            name: "Ada".into(),
            ..User::default()
        },
        people: vec![person(ADA, "Ada"), person(GRACE, "Grace")],
        rooms: vec![room(seq)],
        cursors: [(ROOM, seq), (MINE, 0), (StreamId::Workspace, 0)].into(),
        ..Snapshot::default()
    }
}

/// The message that event `seq` creates.
pub(crate) fn message(seq: u64, author: UserId) -> Message {
    let id = u128::from(seq);
    Message {
        id: message_id(id),
        seq,
        room: EVERYONE,
        author,
        client_id: client_id(id),
        body: format!("message {seq}"),
        at: NOW,
        ..Message::default()
    }
}

pub(crate) fn message_id(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(n))
}

pub(crate) fn client_id(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

pub(crate) fn event(seq: u64, actor: UserId, kind: EventKind) -> Event {
    let at = NOW;
    Event {
        seq,
        at,
        actor,
        kind,
    }
}

pub(crate) fn created(seq: u64, author: UserId) -> Event {
    let message = message(seq, author);
    event(seq, author, EventKind::MessageCreated { message })
}

pub(crate) fn events(stream: StreamId, event: Event) -> ServerFrame {
    let events = vec![event];
    ServerFrame::Events { stream, events }
}

/// Ada's read position in the room moves: `unread` counts up to `room_seq`.
pub(crate) fn moved(seq: u64, read_seq: u64, unread: u64, room_seq: u64) -> Event {
    let moved = EventKind::ReadMoved {
        room: EVERYONE,
        read_seq,
        mentions: 0,
        unread,
        room_seq,
    };
    event(seq, ADA, moved)
}

pub(crate) fn draft(body: &str, at: i64) -> Draft {
    Draft {
        room: EVERYONE,
        body: body.into(),
        edited_at: Timestamp(at),
        ..Draft::default()
    }
}

pub(crate) fn error(
    id: CommandId,
    code: ErrorCode,
    message: &str,
    retry_ms: Option<u64>,
) -> ServerFrame {
    ServerFrame::Error {
        id: Some(id),
        code,
        message: message.into(),
        retry_ms,
    }
}

/// A message that Ada has written, before it is acknowledged.
pub(crate) fn written(n: u128) -> PendingMessage {
    PendingMessage {
        client_id: client_id(n),
        room: EVERYONE,
        body: format!("message {n}"),
        at: NOW,
        ..PendingMessage::default()
    }
}

pub(crate) fn welcome() -> ServerFrame {
    welcome_to(ADA, [(ROOM, 0)].into())
}

pub(crate) fn welcome_to(user: UserId, streams: Cursors) -> ServerFrame {
    ServerFrame::Welcome {
        epoch: EPOCH,
        user,
        streams,
        heartbeat_ms: 25_000,
        version: "1".into(),
    }
}

/// A client that is connected, in a tab that does not send the outbox.
pub(crate) fn beside() -> Client {
    let mut client = Client::new(snapshot(0));
    client.opened(NOW);
    client.received(welcome(), NOW);
    client
}

/// A client that is connected, in the tab that sends the outbox.
pub(crate) fn live() -> Client {
    let mut client = beside();
    client.become_sender(Vec::new());
    client
}

pub(crate) fn transmitted(actions: &[Action]) -> Vec<ClientFrame> {
    let frame = |action: &Action| match action {
        Action::Transmit(frame) => Some(frame.clone()),
        _ => None,
    };
    actions.iter().filter_map(frame).collect()
}
