//! How far the person has read, and what they keep unread on purpose.

use super::{Action, Client, Link};
use crate::{
    model::{Conversation, RoomId, StreamId},
    protocol::{ClientFrame, CommandId, Event, EventKind},
};

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
        if self.link != Link::Live || state.unread() == 0 || known || self.holds_unread(room.into())
        {
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
    pub(super) fn hold_moved_back(&mut self, stream: StreamId, events: &[Event]) {
        let cursor = self.state.cursors.get(&stream).copied();
        for event in events {
            let moved_back = match &event.kind {
                EventKind::ReadMoved {
                    room,
                    read_seq,
                    room_seq,
                    ..
                } => {
                    let known = self.state.rooms.get(room);
                    let back =
                        known.is_some_and(|it| *read_seq < it.read_seq && it.is_news(*room_seq));
                    back.then_some((*room).into())
                }
                EventKind::ThreadChanged { follow } if Some(event.seq) > cursor => {
                    let known = self.state.follow(follow.thread);
                    let back = known.is_some_and(|known| follow.read_seq < known.read_seq);
                    back.then_some(follow.at())
                }
                _ => None,
            };
            if let Some(at) = moved_back {
                self.hold(at);
            }
        }
    }

    pub(super) fn hold(&mut self, at: Conversation) {
        if !self.held.contains(&at) {
            self.held.push(at);
        }
    }

    /// Whether a room or a thread was marked unread on purpose.
    pub fn holds_unread(&self, at: Conversation) -> bool {
        self.held.contains(&at)
    }

    /// The person has come there anew, or speaks there: what they see is read again.
    pub fn release(&mut self, at: Conversation) {
        self.held.retain(|held| *held != at);
    }
}

pub(super) fn read_id() -> CommandId {
    CommandId::Text("read".into())
}
