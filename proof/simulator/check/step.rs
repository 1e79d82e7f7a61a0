//! Checks at every step.

use super::Found;
use crate::simulator::{model::browser::TabId, world::World};
use protocol::{ClientId, Cursors, EventKind, ServerFrame, UserId};
use std::collections::BTreeSet;

impl World {
    fn note(&mut self, found: Found) {
        if let Err(violation) = found {
            self.trace(|| format!("VIOLATION: {violation}"));
            self.violation.get_or_insert(violation);
        }
    }

    /// Checks that what the server sends is on disk, and that the person may see it.
    pub(crate) fn check_sent(&mut self, user: UserId, frame: &ServerFrame) {
        let found = self.sent_is_true(user, frame);
        self.note(found);
    }

    fn sent_is_true(&self, user: UserId, frame: &ServerFrame) -> Found {
        match frame {
            ServerFrame::Events { stream, events } => {
                for event in events {
                    let (seq, kind) = (event.seq, &event.kind);
                    ensure!(
                        seq <= self.disk.head(*stream),
                        "{stream}:{seq} is sent before it is on disk"
                    );
                    let stored = self.disk.event(*stream, seq);
                    // The log gives a superseded event without its content.
                    let superseded =
                        *kind == EventKind::Superseded && self.disk.is_superseded(*stream, seq);
                    ensure!(
                        superseded || stored.is_none_or(|stored| same(&stored.kind, kind)),
                        "{stream}:{seq} is sent as {kind:?}, but is {stored:?}"
                    );
                    ensure!(
                        self.disk.may_see(user, *stream, seq),
                        "{user} is sent {stream}:{seq} without being in the room"
                    );
                }
            }
            ServerFrame::Ack {
                message: Some(message),
                ..
            } => ensure!(
                self.disk.message(*message).is_some(),
                "{message} is acknowledged before it is on disk"
            ),
            ServerFrame::Ack {
                stream: Some(stream),
                seq: Some(seq),
                ..
            } => ensure!(
                *seq <= self.disk.head(*stream),
                "{stream}:{seq} is acknowledged before it is on disk"
            ),
            _ => {}
        }
        Ok(())
    }

    /// Checks that a message leaves the outbox only when it is stored or discarded.
    pub(crate) fn check_forgotten(&mut self, browser: usize, id: ClientId) {
        let user = self.browsers[browser].user;
        let sent = self.book.sends.get(&id);
        let excused = sent.is_some_and(|sent| sent.discarded || sent.excused);
        if !excused && !self.disk.sent.contains_key(&(user, id)) {
            self.note(Err(format!("{id} leaves the outbox but is not on disk")));
        }
    }

    /// Checks that a cursor moves only over events that were received.
    pub(crate) fn check_cursors(&mut self, id: TabId, before: &Cursors, frame: &ServerFrame) {
        let (Some(tab), ServerFrame::Events { stream, events }) = (self.tabs.get(&id), frame)
        else {
            return;
        };
        let after = tab.client.state.cursors.get(stream);
        let (Some(before), Some(after)) = (before.get(stream), after) else {
            return;
        };
        let brought: BTreeSet<u64> = events.iter().map(|event| event.seq).collect();
        let moved = (before + 1..=*after).all(|seq| brought.contains(&seq));
        if after < before || !moved {
            let words = format!("{id:?} moves its cursor of {stream} from {before} to {after}");
            self.note(Err(words));
        }
    }
}

/// Returns whether an event is the stored one, whatever its text is by now.
fn same(stored: &EventKind, sent: &EventKind) -> bool {
    match (stored, sent) {
        (
            EventKind::MessageCreated { message: stored },
            EventKind::MessageCreated { message: sent },
        ) => (stored.id, stored.seq) == (sent.id, sent.seq),
        (
            EventKind::MessageEdited {
                message: stored, ..
            },
            EventKind::MessageEdited { message: sent, .. },
        ) => stored == sent,
        (EventKind::DraftChanged { draft: stored }, EventKind::DraftChanged { draft: sent }) => {
            stored.room == sent.room
        }
        (stored, sent) => stored == sent,
    }
}
