//! Stored data and journals of a small run that kept the promise.

use crate::{journal::JournalEntry, truth::Truth};
use protocol::{
    ClientId, Command, Event, EventKind, Message, MessageId, MessagePage, RoomId, StreamId,
    Timestamp, UserId,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub(super) const ADA: UserId = UserId(Uuid::from_u128(1));
pub(super) const GRACE: UserId = UserId(Uuid::from_u128(2));
pub(super) const ROOM: RoomId = RoomId(Uuid::from_u128(10));
pub(super) const STREAM: StreamId = StreamId::Room(ROOM);

/// Ada joins (1), Grace joins (2), Ada sends "one" (3) and "two" (4), and edits "two" into "too" (5); Grace likes it (6).
pub(super) fn truth() -> Truth {
    let mut two = message(4, "too");
    two.edited_at = Some(Timestamp(5));
    two.reactions = vec![protocol::Reaction {
        emoji: "👍".into(),
        users: vec![GRACE],
    }];
    Truth {
        streams: BTreeMap::from([(STREAM, log())]),
        messages: vec![message(3, "one"), two],
        members: BTreeMap::from([(ROOM, BTreeSet::from([ADA, GRACE]))]),
    }
}

pub(super) fn log() -> Vec<Event> {
    let message = message(4, "").id;
    let body = "too".into();
    let reaction = EventKind::ReactionChanged {
        message,
        user: GRACE,
        emoji: "👍".into(),
        on: true,
    };
    vec![
        event(1, ADA, EventKind::MemberJoined { user: ADA }),
        event(2, ADA, EventKind::MemberJoined { user: GRACE }),
        created(3, "one"),
        created(4, "two"),
        event(5, ADA, EventKind::MessageEdited { message, body }),
        event(6, GRACE, reaction),
    ]
}

/// Ada's message at `seq`.
pub(super) fn message(seq: u64, body: &str) -> Message {
    Message {
        id: MessageId(Uuid::from_u128(100 + u128::from(seq))),
        seq,
        room: ROOM,
        author: ADA,
        client_id: client_id(seq),
        body: body.into(),
        at: Timestamp(0),
        ..Message::default()
    }
}

pub(super) fn client_id(seq: u64) -> ClientId {
    ClientId(Uuid::from_u128(200 + u128::from(seq)))
}

pub(super) fn event(seq: u64, actor: UserId, kind: EventKind) -> Event {
    let at = Timestamp(0);
    Event {
        seq,
        at,
        actor,
        kind,
    }
}

pub(super) fn created(seq: u64, body: &str) -> Event {
    let message = message(seq, body);
    event(seq, ADA, EventKind::MessageCreated { message })
}

pub(super) fn placed(seq: u64) -> JournalEntry {
    let stream = STREAM;
    JournalEntry::Placed { stream, seq }
}

pub(super) fn saw(event: &Event) -> JournalEntry {
    JournalEntry::Saw {
        stream: STREAM,
        event: event.clone(),
    }
}

pub(super) fn sends(seq: u64, body: &str) -> JournalEntry {
    JournalEntry::Sends {
        client_id: client_id(seq),
        room: ROOM,
        body: body.into(),
    }
}

pub(super) fn sent(seq: u64) -> JournalEntry {
    JournalEntry::Sent {
        client_id: client_id(seq),
        seq,
        message: message(seq, "").id,
    }
}

pub(super) fn edited() -> JournalEntry {
    let message = message(4, "").id;
    let body = "too".into();
    JournalEntry::Changed {
        change: Command::Edit { message, body },
        stream: Some(STREAM),
        seq: Some(5),
    }
}

/// The journal of Ada's client in a correct run.
pub(super) fn of_ada() -> Vec<JournalEntry> {
    let mut entries = vec![
        placed(1),
        sends(3, "one"),
        sends(4, "two"),
        sent(3),
        sent(4),
    ];
    entries.extend(log()[1..].iter().map(saw));
    entries.push(edited());
    entries
}

/// The journal of Grace's client in a correct run.
pub(super) fn of_grace() -> Vec<JournalEntry> {
    let mut entries = vec![placed(2)];
    entries.extend(log()[2..].iter().map(saw));
    entries
}

/// As [`truth`], but Grace leaves (7), and Ada sends "three" (8).
pub(super) fn truth_without_grace() -> Truth {
    let mut truth = truth();
    let events = truth.streams.entry(STREAM).or_default();
    events.push(event(7, ADA, EventKind::MemberLeft { user: GRACE }));
    events.push(created(8, "three"));
    truth.messages.push(message(8, "three"));
    truth.members = BTreeMap::from([(ROOM, BTreeSet::from([ADA]))]);
    truth
}

pub(super) fn of_ada_without_grace(truth: &Truth) -> Vec<JournalEntry> {
    let mut ada = of_ada();
    ada.extend(truth.streams[&STREAM][6..].iter().map(saw));
    ada.extend([sends(8, "three"), sent(8)]);
    ada
}

pub(super) fn loaded(page: MessagePage) -> JournalEntry {
    let (room, whole) = (ROOM, true);
    JournalEntry::Loaded { room, page, whole }
}

pub(super) fn page(seq: u64, messages: &[Message]) -> MessagePage {
    MessagePage {
        messages: messages.to_vec(),
        epoch: protocol::Epoch(Uuid::nil()),
        seq,
        draft: None,
        cut: false,
    }
}
