//! The logs on the disk, as they are read.

use super::{SimulatedDisk, StreamLog};
use crate::store::{EventPage, supersede};
use protocol::{Event, EventKind, StreamId, UserId};

/// Events in a page of a log.
const LOG_PAGE: usize = 3;

impl SimulatedDisk {
    /// Returns a page of a log. `None` if the person may not see the stream.
    pub(crate) fn page(&self, user: UserId, stream: StreamId, after: u64) -> Option<EventPage> {
        let visible = match stream {
            StreamId::Workspace => true,
            StreamId::User(owner) => owner == user,
            StreamId::Room(room) => self.is_member(room, user),
        };
        if !visible {
            return None;
        }
        let Some(log) = self.logs.get(&stream) else {
            let (events, head) = (Vec::new(), 0);
            return Some(EventPage { events, head });
        };
        let from = after.saturating_sub(log.trimmed) as usize;
        let places = (from..log.events.len()).take(LOG_PAGE);
        let mut events: Vec<_> = places.map(|place| self.as_now(user, log, place)).collect();
        supersede(&mut events);
        let head = log.head();
        Some(EventPage { events, head })
    }

    /// Returns an event as the log gives it: with the current text, in one event only, and without reactions.
    fn as_now(&self, user: UserId, log: &StreamLog, place: usize) -> Event {
        let mut event = log.events[place].clone();
        let later = &log.events[place + 1..];
        if later
            .iter()
            .any(|later| supersedes(&later.kind, &event.kind))
        {
            event.kind = EventKind::Superseded;
        }
        match &mut event.kind {
            EventKind::MessageCreated { message } => {
                if let Some(now) = self.message(message.id) {
                    message.clone_from(now);
                    message.reactions.clear();
                    let root = message.reply_to;
                    message.thread = root.and_then(|root| self.thread(message.room, root));
                }
            }
            EventKind::MessageEdited { message, body } => {
                if let Some(now) = self.message(*message) {
                    body.clone_from(&now.body);
                }
            }
            EventKind::DraftChanged { draft } => {
                if let Some(now) = self.drafts.get(&(user, draft.room)) {
                    draft.clone_from(now);
                }
            }
            _ => {}
        }
        event
    }

    /// Returns the event at `seq` as it was written.
    pub(crate) fn event(&self, stream: StreamId, seq: u64) -> Option<&Event> {
        let log: &StreamLog = self.logs.get(&stream)?;
        log.events.get(seq.checked_sub(log.trimmed + 1)? as usize)
    }
}

/// Returns whether a later event gives the text of an earlier one, or removes it.
pub(crate) fn supersedes(later: &EventKind, earlier: &EventKind) -> bool {
    match (earlier, later) {
        (
            EventKind::MessageEdited { message, .. },
            EventKind::MessageEdited { message: later, .. },
        ) => message == later,
        (EventKind::DraftChanged { draft }, EventKind::DraftChanged { draft: later }) => {
            draft.conversation() == later.conversation()
        }
        (EventKind::DraftChanged { draft }, EventKind::RoomRemoved { room, .. }) => {
            draft.room == *room
        }
        _ => false,
    }
}
