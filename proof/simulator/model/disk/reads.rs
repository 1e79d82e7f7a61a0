//! Read positions and drafts.

use super::{
    SimulatedDisk,
    change::{ChangeResult, Tx},
};
use crate::live::connection::work::Acked;
use protocol::{Draft, EventKind, RoomId, StreamId, Timestamp, UserId};

impl SimulatedDisk {
    /// Moves a read position forward, never back.
    pub(crate) fn advance(&mut self, room: RoomId, user: UserId, seq: u64) {
        let position = self.reads.entry((room, user)).or_default();
        *position = seq.max(*position);
    }
}

impl Tx<'_> {
    pub(crate) fn read(&mut self, user: UserId, room: RoomId, seq: u64) -> ChangeResult {
        self.require(room, user)?;
        let read_seq = seq.min(self.disk.head(StreamId::Room(room)));
        if read_seq <= self.disk.position(room, user) {
            return Ok(Acked::default());
        }
        Ok(self.move_to(user, room, read_seq))
    }

    pub(crate) fn mark_unread(&mut self, user: UserId, room: RoomId, seq: u64) -> ChangeResult {
        self.require(room, user)?;
        let head = self.disk.head(StreamId::Room(room));
        let read_seq = seq.saturating_sub(1).min(head);
        if read_seq == self.disk.position(room, user) {
            return Ok(Acked::default());
        }
        Ok(self.move_to(user, room, read_seq))
    }

    fn move_to(&mut self, user: UserId, room: RoomId, read_seq: u64) -> Acked {
        self.disk.reads.insert((room, user), read_seq);
        let moved = EventKind::ReadMoved {
            room,
            read_seq,
            unread: self.disk.unread(room, user),
            mentions: 0,
            room_seq: self.disk.head(StreamId::Room(room)),
        };
        self.emit(StreamId::User(user), user, moved)
    }

    pub(crate) fn keep_draft(&mut self, user: UserId, draft: Draft) -> ChangeResult {
        self.require(draft.room, user)?;
        let known = self.disk.drafts.get(&(user, draft.room));
        let mut edited_at = draft.edited_at.min(self.at);
        if let Some(known) = known {
            let same = draft.edited_at == known.edited_at && draft.body == known.body;
            if same || draft.edited_at < known.edited_at {
                return Ok(Acked::default());
            }
            edited_at = edited_at.max(Timestamp(known.edited_at.millis() + 1));
        }
        let draft = Draft { edited_at, ..draft };
        self.disk.drafts.insert((user, draft.room), draft.clone());
        let changed = EventKind::DraftChanged { draft };
        Ok(self.emit(StreamId::User(user), user, changed))
    }
}
