//! How far the person has read, and what they keep unread on purpose.

use super::{Action, Client};
use protocol::{ClientFrame, CommandId, Event, EventKind, RoomId, StreamId};

impl Client {
    /// The person has read the room up to its newest message.
    pub fn read(&mut self, room: RoomId) -> Vec<Action> {
        let Some(state) = self.state.rooms.get(&room) else {
            return Vec::new();
        };
        let seq = self
            .state
            .cursors
            .get(&StreamId::Room(room))
            .copied()
            .unwrap_or_default();
        let known = seq <= state.read_seq || self.reading == Some((room, seq));
        if !self.is_live() || state.unread() == 0 || known || self.is_kept_unread(room) {
            return Vec::new();
        }
        self.reading = Some((room, seq));
        vec![Action::Transmit(ClientFrame::Read {
            id: read_id(),
            room,
            seq,
        })]
    }

    /// A read position that moves back was moved by the person, maybe on another device.
    pub(super) fn hold_moved_back(&mut self, events: &[Event]) {
        for event in events {
            if let EventKind::ReadMoved {
                room,
                read_seq,
                room_seq,
                ..
            } = event.kind
                && let Some(state) = self.state.rooms.get(&room)
                && read_seq < state.read_seq
                && state.is_news(room_seq)
            {
                self.hold(room);
            }
        }
    }

    pub(super) fn hold(&mut self, room: RoomId) {
        if !self.held.contains(&room) {
            self.held.push(room);
        }
    }

    /// Whether the room was marked unread on purpose.
    pub fn is_kept_unread(&self, room: RoomId) -> bool {
        self.held.contains(&room)
    }

    /// The person has come to the room anew, or speaks in it: what they see there is read again.
    pub fn resume_reading(&mut self, room: RoomId) {
        self.held.retain(|held| *held != room);
    }
}

pub(super) fn read_id() -> CommandId {
    CommandId::Text("read".into())
}
