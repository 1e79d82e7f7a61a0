use super::timeline::{Load, Timeline};
use crate::{
    model::{Message, MessagePage, Room, RoomKind, RoomMembers, UserId},
    protocol::{Event, EventKind},
};

/// One room as this client knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomState {
    pub name: String,
    pub kind: RoomKind,
    /// The last event that the person has read, on any device.
    pub read_seq: u64,
    /// Who is in the room; `None` until it was asked for.
    pub members: Option<Vec<UserId>>,
    pub timeline: Timeline,
    unread: Unread,
    members_seq: u64,
}

/// Unread messages: a count that the server made at `at`, and what has come since.
#[derive(Clone, Debug, PartialEq)]
struct Unread {
    count: u64,
    at: u64,
    since: Vec<u64>,
}

impl RoomState {
    pub(super) fn new(room: Room) -> Self {
        Self {
            name: room.name,
            kind: room.kind,
            read_seq: room.read_seq,
            members: None,
            timeline: Timeline::unloaded(),
            unread: Unread {
                count: room.unread,
                at: room.seq,
                since: Vec::new(),
            },
            members_seq: 0,
        }
    }

    /// Messages by others after the read position.
    pub fn unread(&self) -> u64 {
        self.unread
            .count
            .saturating_add(self.unread.since.len() as u64)
    }

    pub(super) fn apply(&mut self, event: Event, me: UserId) {
        match event.kind {
            EventKind::MessageCreated { message } => self.created(message, me),
            EventKind::MemberJoined { user } => {
                self.members_seq = event.seq;
                if let Some(members) = &mut self.members
                    && !members.contains(&user)
                {
                    members.push(user);
                }
            }
            EventKind::MemberLeft { user } => {
                self.members_seq = event.seq;
                if let Some(members) = &mut self.members {
                    members.retain(|member| *member != user);
                }
            }
            EventKind::RoomChanged { name, room_kind } => {
                self.name = name;
                self.kind = room_kind;
            }
            _ => {}
        }
    }

    fn created(&mut self, message: Message, me: UserId) {
        if message.author == me {
            self.read_moved(message.seq, 0, message.seq);
        } else if message.seq > self.unread.at {
            self.unread.since.push(message.seq);
        }
        self.timeline.live(message);
    }

    pub(super) fn read_moved(&mut self, read_seq: u64, count: u64, room_seq: u64) {
        // Two streams carry this news: what is older than what is known already must not undo it.
        if read_seq < self.read_seq {
            return;
        }
        self.read_seq = read_seq;
        self.unread.count = count;
        self.unread.at = room_seq;
        self.unread.since.retain(|seq| *seq > room_seq);
    }

    pub(super) fn load(&mut self, page: MessagePage, load: Load) -> bool {
        self.timeline.load(page.messages, page.seq, load)
    }

    pub(super) fn load_members(&mut self, detail: RoomMembers) -> bool {
        if detail.seq < self.members_seq {
            return false;
        }
        self.members = Some(detail.members);
        true
    }
}
