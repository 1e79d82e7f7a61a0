//! Read positions of rooms, and rooms that the person keeps unread.

use crate::{Action, Client, commands::read_id};
use protocol::{ClientFrame, Command, Event, EventKind, Message, RoomId, StreamId};

/// Number of rooms that are marked as read at once: fewer than the commands that the server takes at once.
const READ_AT_ONCE: usize = 200;

impl Client {
    /// Marks the room as read up to its newest message.
    pub fn read(&mut self, room: RoomId) -> Vec<Action> {
        let end = self.state.cursor(StreamId::Room(room));
        self.read_to(room, end.unwrap_or_default())
    }

    /// Marks all rooms and threads as read. Of a great many unread rooms some are left, so that no flood of commands ends the
    /// connection.
    pub fn read_everything(&mut self) -> Vec<Action> {
        let rooms = self.state.rooms.iter();
        let unread = rooms.filter(|(_, room)| room.unread() > 0);
        let unread: Vec<RoomId> = unread.map(|(id, _)| *id).take(READ_AT_ONCE).collect();
        let mut actions = Vec::new();
        for room in unread {
            self.resume_reading(room);
            actions.extend(self.read(room));
        }
        actions.extend(self.read_all_threads());
        actions
    }

    /// Marks the room as read up to `seq`.
    pub fn read_to(&mut self, room: RoomId, seq: u64) -> Vec<Action> {
        let Some(state) = self.state.rooms.get(&room) else {
            return Vec::new();
        };
        let is_asked = |(other, asked): (RoomId, u64)| other == room && asked >= seq;
        let known = seq <= state.read_seq || self.reading.is_some_and(is_asked);
        if !self.is_live() || state.unread() == 0 || known || self.is_kept_unread(room) {
            return Vec::new();
        }
        self.reading = Some((room, seq));
        vec![Action::Transmit(ClientFrame::Command {
            id: read_id(),
            command: Command::Read { room, seq },
        })]
    }

    /// Returns the `seq` of the first unread message of a room in the window. `None` if it is not loaded.
    pub fn first_unread(&self, room: RoomId) -> Option<u64> {
        let state = self.state.rooms.get(&room)?;
        let timeline = &state.timeline;
        let is_unread = |message: &&Message| {
            message.seq > state.read_seq && message.author != self.state.me.id && !message.deleted
        };
        timeline
            .holds_position(state.read_seq)
            .then(|| timeline.messages().find(is_unread))
            .flatten()
            .map(|message| message.seq)
    }

    /// Keeps a room unread whose read position moves back: the person has marked it unread, maybe on another device.
    pub(crate) fn keep_unread_if_moved_back(&mut self, events: &[Event]) {
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
                self.keep_unread(room);
            }
        }
    }

    pub(crate) fn keep_unread(&mut self, room: RoomId) {
        if !self.kept_unread.contains(&room) {
            self.kept_unread.push(room);
        }
    }

    /// Returns whether the room was marked unread and not opened since.
    pub fn is_kept_unread(&self, room: RoomId) -> bool {
        self.kept_unread.contains(&room)
    }

    /// The person has opened the room, or sends a message to it: from now on looking at it marks it as read again.
    pub fn resume_reading(&mut self, room: RoomId) {
        self.kept_unread.retain(|kept| *kept != room);
    }
}
