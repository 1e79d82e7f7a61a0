//! Replay of one client's journal.

use super::{Breach, Report};
use crate::{
    journal::{JournalEntry, RecordedJournal},
    replica::{MessageView, Replica},
    truth::{Memberships, Truth},
};
use protocol::{Event, EventKind, MessageId, MessagePage, RoomId, StreamId, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// Replays a client's journal, stream by stream.
pub(super) struct JournalReplay<'a> {
    truth: &'a Truth,
    memberships: &'a Memberships,
    user: UserId,
    name: &'a str,
    streams: BTreeMap<StreamId, StreamProgress>,
    rooms: BTreeMap<RoomId, Replica>,
}

/// Progress of the client in a stream that it follows.
#[derive(Debug)]
struct StreamProgress {
    /// The event after which the client follows the stream.
    from: u64,
    /// The highest event that arrived.
    cursor: u64,
    /// Events below the cursor that have not arrived.
    missing: BTreeSet<u64>,
}

impl<'a> JournalReplay<'a> {
    pub(super) fn new(
        truth: &'a Truth,
        memberships: &'a Memberships,
        journal: &'a RecordedJournal,
    ) -> Self {
        Self {
            truth,
            memberships,
            user: journal.user,
            name: &journal.name,
            streams: BTreeMap::new(),
            rooms: BTreeMap::new(),
        }
    }

    pub(super) fn read(&mut self, entry: &JournalEntry, report: &mut Report) {
        match entry {
            JournalEntry::Placed { stream, seq } => self.start(*stream, *seq, report),
            JournalEntry::Left { stream } => self.leave(*stream, report),
            JournalEntry::Loaded { room, page, whole } => self.load(*room, page, *whole, report),
            JournalEntry::Saw { stream, event } => self.see(*stream, event, report),
            _ => {}
        }
    }

    /// Checks that everything the person may see has arrived, and that every screen matches the stored data.
    pub(super) fn finish(mut self, report: &mut Report) {
        let mut streams: BTreeSet<StreamId> = self.truth.streams.keys().copied().collect();
        streams.extend(self.streams.keys());
        for stream in streams {
            let mine = match stream {
                StreamId::Workspace => true,
                StreamId::User(user) => user == self.user,
                StreamId::Room(room) => self.memberships.is_member(self.user, room),
            };
            match (mine, self.streams.remove(&stream)) {
                (true, Some(progress)) => self.end(stream, progress, report),
                (true, None) => self.add(report, Breach::Lost, format!("never followed {stream}")),
                (false, Some(_)) => {
                    self.add(report, Breach::Differs, format!("still follows {stream}"));
                }
                (false, None) => {}
            }
        }
    }

    fn start(&mut self, stream: StreamId, seq: u64, report: &mut Report) {
        self.leave(stream, report);
        let progress = StreamProgress {
            from: seq,
            cursor: seq,
            missing: BTreeSet::new(),
        };
        self.streams.insert(stream, progress);
        if let StreamId::Room(room) = stream {
            self.rooms.insert(room, Replica::placed(seq));
        }
    }

    fn leave(&mut self, stream: StreamId, report: &mut Report) {
        if let Some(progress) = self.streams.remove(&stream) {
            self.miss(stream, &progress, report);
        }
        if let StreamId::Room(room) = stream {
            self.rooms.remove(&room);
        }
    }

    fn load(&mut self, room: RoomId, page: &MessagePage, whole: bool, report: &mut Report) {
        if !self.memberships.may_read(self.user, room, page.seq) {
            let seq = page.seq;
            let detail = format!("read the history of {room} as of {seq}");
            self.add(report, Breach::Leaked, detail);
        }
        if let Some(replica) = self.rooms.get_mut(&room) {
            replica.load(page, whole);
        }
    }

    fn see(&mut self, stream: StreamId, event: &Event, report: &mut Report) {
        report.seen += 1;
        let seq = event.seq;
        if !self.memberships.may_see(self.user, stream, seq) {
            self.add(report, Breach::Leaked, format!("saw {stream} {seq}"));
        }
        match self.truth.event(stream, seq) {
            None => {
                let detail = format!("saw {stream} {seq}, which is not stored");
                self.add(report, Breach::Lost, detail);
            }
            Some(stored) if event.kind == EventKind::Superseded => {
                let same = (event.seq, event.actor) == (stored.seq, stored.actor);
                if !same || !self.is_superseded(stream, stored) {
                    let detail = format!("saw {stream} {seq} as superseded, stored is {stored:?}");
                    self.add(report, Breach::Differs, detail);
                }
            }
            Some(stored) if !is_same(event, stored) => {
                let detail = format!("saw {stream} {seq} as {event:?}, stored is {stored:?}");
                self.add(report, Breach::Differs, detail);
            }
            Some(_) => {}
        }
        self.advance(stream, seq, report);
        if let StreamId::Room(room) = stream
            && let Some(replica) = self.rooms.get_mut(&room)
        {
            replica.apply(event);
        }
    }

    /// Returns whether a later event of the stream replaces or removes the text of this one.
    fn is_superseded(&self, stream: StreamId, event: &Event) -> bool {
        let events = self.truth.streams.get(&stream).into_iter().flatten();
        let mut later = events.filter(|later| later.seq > event.seq);
        later.any(|later| match (&event.kind, &later.kind) {
            (
                EventKind::MessageEdited { message, .. },
                EventKind::MessageEdited { message: later, .. },
            ) => message == later,
            (EventKind::DraftChanged { draft }, EventKind::DraftChanged { draft: later }) => {
                draft.room == later.room
            }
            (EventKind::DraftChanged { draft }, EventKind::DraftDropped { room, .. })
            | (EventKind::DraftChanged { draft }, EventKind::RoomRemoved { room, .. }) => {
                draft.room == *room
            }
            _ => false,
        })
    }

    fn advance(&mut self, stream: StreamId, seq: u64, report: &mut Report) {
        let Some(progress) = self.streams.get_mut(&stream) else {
            let detail = format!("saw {stream} {seq} without following it");
            return self.add(report, Breach::Disordered, detail);
        };
        if seq > progress.cursor {
            progress.missing.extend(progress.cursor + 1..seq);
            progress.cursor = seq;
        } else if progress.missing.remove(&seq) {
            let detail = format!("saw {stream} {seq} late");
            self.add(report, Breach::Disordered, detail);
        } else if seq > progress.from {
            self.add(report, Breach::Doubled, format!("saw {stream} {seq} again"));
        } else {
            let (from, detail) = (progress.from, "which it was placed beyond");
            let detail = format!("saw {stream} {seq}, {detail} at {from}");
            self.add(report, Breach::Disordered, detail);
        }
    }

    /// Checks the end of a stream that the client followed to the last.
    fn end(&self, stream: StreamId, mut progress: StreamProgress, report: &mut Report) {
        let head = self.truth.head(stream);
        progress.missing.extend(progress.cursor + 1..=head);
        self.miss(stream, &progress, report);
        if let StreamId::Room(room) = stream {
            self.compare(room, report);
        }
    }

    fn miss(&self, stream: StreamId, progress: &StreamProgress, report: &mut Report) {
        for seq in &progress.missing {
            self.add(report, Breach::Lost, format!("never saw {stream} {seq}"));
        }
    }

    /// Compares a room on the client's screen with the stored data.
    fn compare(&self, room: RoomId, report: &mut Report) {
        let Some(replica) = self.rooms.get(&room) else {
            return;
        };
        report.screens += 1;
        let mut shown: BTreeMap<MessageId, &MessageView> = replica.views();
        let stored = self.truth.messages.iter();
        for message in stored.filter(|message| message.room == room) {
            let view = shown.remove(&message.id);
            if message.seq < replica.floor() {
                continue;
            }
            let wanted = MessageView::of(message);
            if view != Some(&wanted) {
                let id = message.id;
                let detail = format!("shows message {id} as {view:?}, stored is {wanted:?}");
                self.add(report, Breach::Differs, detail);
            }
        }
        for id in shown.keys() {
            let detail = format!("shows message {id}, which is not stored in {room}");
            self.add(report, Breach::Differs, detail);
        }
    }

    fn add(&self, report: &mut Report, breach: Breach, detail: String) {
        report.add(breach, format!("{} {detail}", self.name));
    }
}

/// Returns whether two copies of an event are the same, apart from texts, which the log gives as they are now.
fn is_same(one: &Event, other: &Event) -> bool {
    let (EventKind::MessageCreated { message: a }, EventKind::MessageCreated { message: b }) =
        (&one.kind, &other.kind)
    else {
        return (one.seq, one.actor) == (other.seq, other.actor)
            && without_text(&one.kind) == without_text(&other.kind);
    };
    (
        one.seq,
        one.actor,
        a.id,
        a.room,
        a.author,
        a.client_id,
        a.seq,
    ) == (
        other.seq,
        other.actor,
        b.id,
        b.room,
        b.author,
        b.client_id,
        b.seq,
    )
}

fn without_text(kind: &EventKind) -> EventKind {
    let mut kind = kind.clone();
    match &mut kind {
        EventKind::MessageEdited { body, .. } => body.clear(),
        EventKind::DraftChanged { draft } => {
            draft.body.clear();
            draft.edited_at = protocol::Timestamp(0);
        }
        _ => {}
    }
    kind
}
