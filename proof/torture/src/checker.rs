//! Compares the clients' journals with the stored data.

mod replay;
mod report;
mod stored;

pub(crate) use report::{Breach, Report};

use crate::{
    journal::{JournalEntry, RecordedJournal},
    truth::{Memberships, Truth},
};
use protocol::{ClientId, Command, Event, EventKind, Message, MessageId, RoomId, StreamId, UserId};
use replay::JournalReplay;
use std::collections::{BTreeMap, BTreeSet};

/// Reads journals one by one, and reports at the end.
pub(crate) struct Checker<'a> {
    truth: &'a Truth,
    memberships: Memberships,
    stored: BTreeMap<(UserId, ClientId), &'a Message>,
    /// Messages that clients sent.
    sent: BTreeSet<(UserId, ClientId)>,
    /// The texts of acked edits, by event.
    edits: BTreeMap<(StreamId, u64), String>,
    report: Report,
}

/// Answers to one message in a journal.
#[derive(Default)]
struct Sending {
    acked: BTreeSet<(MessageId, u64)>,
    refused: bool,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(truth: &'a Truth) -> Self {
        let memberships = Memberships::of(truth);
        let mut report = Report::default();
        stored::check(truth, &memberships, &mut report);
        let by_sender = |message: &'a Message| ((message.author, message.client_id), message);
        Self {
            truth,
            memberships,
            stored: truth.messages.iter().map(by_sender).collect(),
            sent: BTreeSet::new(),
            edits: BTreeMap::new(),
            report,
        }
    }

    pub(crate) fn read(&mut self, journal: &RecordedJournal) {
        self.report.clients += 1;
        self.read_sends(journal);
        self.read_changes(journal);
        let mut replay = JournalReplay::new(self.truth, &self.memberships, journal);
        for entry in &journal.entries {
            replay.read(entry, &mut self.report);
        }
        replay.finish(&mut self.report);
    }

    /// Completes the report after all journals.
    pub(crate) fn finish(mut self) -> Report {
        for message in &self.truth.messages {
            if !self.sent.contains(&(message.author, message.client_id)) {
                let detail = format!("message {} is stored, and nobody sent it", message.id);
                self.report.add(Breach::Doubled, detail);
            }
        }
        self.check_last_edits();
        self.report
    }

    /// Checks that every acked message is stored once, as its ack says, that a client's messages in a room are stored in the
    /// order of sending, and that each was answered.
    fn read_sends(&mut self, journal: &RecordedJournal) {
        let mut sendings: BTreeMap<ClientId, Sending> = BTreeMap::new();
        let mut order: Vec<(ClientId, RoomId)> = Vec::new();
        for entry in &journal.entries {
            match entry {
                JournalEntry::Sends {
                    client_id, room, ..
                } => {
                    self.sent.insert((journal.user, *client_id));
                    sendings.entry(*client_id).or_default();
                    order.push((*client_id, *room));
                }
                JournalEntry::Sent {
                    client_id,
                    seq,
                    message,
                } => {
                    let sending = sendings.entry(*client_id).or_default();
                    sending.acked.insert((*message, *seq));
                }
                JournalEntry::Refused { client_id } => {
                    sendings.entry(*client_id).or_default().refused = true;
                }
                _ => {}
            }
        }
        for (client_id, sending) in &sendings {
            self.check_sending(journal, *client_id, sending);
        }
        self.check_order(journal, &order);
    }

    fn check_sending(&mut self, journal: &RecordedJournal, client_id: ClientId, sending: &Sending) {
        let name = &journal.name;
        let stored = self.stored.get(&(journal.user, client_id));
        self.report.sent += 1;
        self.report.acked += u64::from(!sending.acked.is_empty());
        self.report.refused += u64::from(sending.refused);
        if sending.acked.len() > 1 {
            let detail = format!("{name}: {client_id} was acked as several messages");
            self.report.add(Breach::Doubled, detail);
        }
        for (message, seq) in &sending.acked {
            let kept = stored.is_some_and(|stored| (stored.id, stored.seq) == (*message, *seq));
            if !kept {
                let detail = format!(
                    "{name}: {client_id} was acked as message {message} at {seq}, and is not stored so"
                );
                self.report.add(Breach::Lost, detail);
            }
        }
        if sending.refused && stored.is_some() {
            let detail = format!("{name}: {client_id} was refused, and is stored");
            self.report.add(Breach::Doubled, detail);
        }
        if !sending.refused && sending.acked.is_empty() {
            let detail = format!("{name}: {client_id} was never answered");
            self.report.add(Breach::Lost, detail);
        }
    }

    fn check_order(&mut self, journal: &RecordedJournal, order: &[(ClientId, RoomId)]) {
        let mut last: BTreeMap<RoomId, u64> = BTreeMap::new();
        for (client_id, room) in order {
            let Some(message) = self.stored.get(&(journal.user, *client_id)) else {
                continue;
            };
            let before = last.insert(*room, message.seq).unwrap_or(0);
            if message.seq <= before {
                let (name, seq) = (&journal.name, message.seq);
                let detail = format!(
                    "{name}: {client_id} is at {seq}, and was sent after the one at {before}"
                );
                self.report.add(Breach::Disordered, detail);
            }
        }
    }

    fn read_changes(&mut self, journal: &RecordedJournal) {
        for entry in &journal.entries {
            match entry {
                JournalEntry::Changed {
                    change,
                    stream,
                    seq,
                } => {
                    self.report.changed += 1;
                    if let (Some(stream), Some(seq)) = (stream, seq) {
                        self.check_change(journal, change, *stream, *seq);
                    }
                }
                JournalEntry::Declined { .. } => self.report.declined += 1,
                JournalEntry::Welcomed => self.report.links += 1,
                JournalEntry::Repeats { .. } => self.report.repeats += 1,
                _ => {}
            }
        }
    }

    /// Checks that the event of an acked command is in the log where its ack says.
    fn check_change(
        &mut self,
        journal: &RecordedJournal,
        change: &Command,
        stream: StreamId,
        seq: u64,
    ) {
        let event = self.truth.event(stream, seq);
        if !event
            .is_some_and(|event| event.actor == journal.user && matches_event(change, &event.kind))
        {
            let name = &journal.name;
            let detail =
                format!("{name}: {change:?} was acked as {stream} {seq}, and is not there");
            self.report.add(Breach::Lost, detail);
        }
        if let Command::Edit { body, .. } = change {
            self.edits.insert((stream, seq), body.clone());
        }
    }

    /// Checks that an edited message has the text of its last edit, if the ack of that edit arrived.
    fn check_last_edits(&mut self) {
        let mut last: BTreeMap<MessageId, (StreamId, u64)> = BTreeMap::new();
        for (stream, events) in &self.truth.streams {
            for Event { seq, kind, .. } in events {
                if let EventKind::MessageEdited { message, .. } = kind {
                    last.insert(*message, (*stream, *seq));
                }
            }
        }
        for message in &self.truth.messages {
            let edit = last
                .get(&message.id)
                .and_then(|event| self.edits.get(event));
            if edit.is_some_and(|body| !message.deleted && *body != message.body) {
                let detail = format!("message {} has not the text of its last edit", message.id);
                self.report.add(Breach::Lost, detail);
            }
        }
    }
}

/// Returns whether the event is what the command asks for.
fn matches_event(change: &Command, event: &EventKind) -> bool {
    match (change, event) {
        (Command::Edit { message, .. }, EventKind::MessageEdited { message: of, .. })
        | (Command::Delete { message }, EventKind::MessageDeleted { message: of, .. }) => {
            message == of
        }
        (
            Command::React { message, emoji, on },
            EventKind::ReactionChanged {
                message: of,
                emoji: with,
                on: now,
                ..
            },
        ) => (message, emoji, on) == (of, with, now),
        (
            Command::Read { room, .. } | Command::MarkUnread { room, .. },
            EventKind::ReadMoved { room: of, .. },
        ) => room == of,
        (Command::Draft { draft }, EventKind::DraftChanged { draft: of }) => draft.room == of.room,
        _ => false,
    }
}

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;
