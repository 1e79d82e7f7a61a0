use super::{
    timeline::{Load, Timeline},
    unread::Unread,
};
use crate::{
    model::{
        Level, Message, MessageId, MessagePage, OpenRoom, Posting, Reaction, Room, RoomKind,
        RoomMembers, UserId,
    },
    protocol::{Event, EventKind},
};

/// One room as this client knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomState {
    pub name: String,
    pub kind: RoomKind,
    /// What the room is about; empty where nobody has said so.
    pub topic: String,
    /// It can be read, but nothing new is written there.
    pub archived: bool,
    /// Everyone is in it, and it is neither left nor archived.
    pub permanent: bool,
    /// How many messages it keeps at hand.
    pub pins: u64,
    pub posting: Posting,
    /// Who a direct room is for; empty for the other kinds.
    pub people: Vec<UserId>,
    /// What of it the person wants to be told of.
    pub level: Level,
    /// Its place among the person's favourites.
    pub favourite: Option<u64>,
    /// The last event that the person has read, on any device.
    pub read_seq: u64,
    /// Who is in the room; `None` until it was asked for.
    pub members: Option<Vec<UserId>>,
    pub timeline: Timeline,
    unread: Unread,
    /// The last event that may have changed who is in the room.
    members_seq: u64,
}

impl RoomState {
    pub(super) fn new(room: Room) -> Self {
        Self {
            name: room.name,
            kind: room.kind,
            topic: room.topic,
            archived: room.archived,
            permanent: room.permanent,
            pins: room.pins,
            posting: room.posting,
            people: room.people,
            level: room.level,
            favourite: room.favourite,
            read_seq: room.read_seq,
            members: None,
            timeline: Timeline::unloaded(room.seq),
            unread: Unread::new(room.unread, room.mentions, room.seq),
            members_seq: room.seq,
        }
    }

    /// Fills the room with the page of it that came with a snapshot.
    pub(super) fn fill(&mut self, open: OpenRoom) {
        self.members = Some(open.members);
        self.timeline.open(open.messages, open.older, open.newer);
    }

    /// Messages by others after the read position, but for those that are deleted.
    pub fn unread(&self) -> u64 {
        self.unread.count(self.read_seq)
    }

    /// Whether a move of the read position, when the room's stream stood at `room_seq`, is not older than what is known.
    pub(crate) fn is_news(&self, room_seq: u64) -> bool {
        room_seq >= self.unread.at()
    }

    /// Those of the unread that mention the person.
    pub fn mentions(&self) -> u64 {
        self.unread.mentions()
    }

    /// Unread messages that the person wants to be told of, and those of them that mention the person.
    pub fn counted(&self) -> (u64, u64) {
        match self.level {
            _ if self.archived => (0, 0),
            Level::Everything => (self.unread(), self.mentions()),
            Level::Mentions => (self.mentions(), self.mentions()),
            Level::Nothing => (0, 0),
        }
    }

    pub(super) fn apply(&mut self, event: Event, me: UserId) {
        let Event { seq, at, kind, .. } = event;
        match kind {
            EventKind::MessageCreated { message } => self.created(message, me),
            EventKind::MessageEdited { message, body } => {
                if let Some(message) = self.timeline.changed_by(seq, message) {
                    message.body = body;
                    message.edited_at = Some(at);
                }
            }
            EventKind::MessageDeleted {
                message,
                message_seq,
                author,
            } => {
                if author != me {
                    self.unread.deleted(message_seq, seq);
                }
                self.deleted(message, seq);
            }
            EventKind::ReactionChanged {
                message,
                user,
                emoji,
                on,
            } => {
                if let Some(message) = self.timeline.changed_by(seq, message) {
                    Reaction::set(&mut message.reactions, &emoji, user, on);
                }
            }
            EventKind::PreviewChanged { message, previews } => {
                if let Some(message) = self.timeline.changed_by(seq, message) {
                    message.previews = previews;
                }
            }
            EventKind::PinChanged { message, on } => {
                self.pins = if on {
                    self.pins + 1
                } else {
                    self.pins.saturating_sub(1)
                };
                if let Some(message) = self.timeline.changed_by(seq, message) {
                    message.pinned = on;
                }
            }
            EventKind::MemberJoined { user } => {
                self.members_seq = seq;
                if let Some(members) = &mut self.members
                    && !members.contains(&user)
                {
                    members.push(user);
                }
            }
            EventKind::MemberLeft { user } => {
                self.members_seq = seq;
                if let Some(members) = &mut self.members {
                    members.retain(|member| *member != user);
                }
            }
            EventKind::RoomChanged {
                name,
                room_kind,
                topic,
                archived,
                posting,
            } => {
                self.name = name;
                self.kind = room_kind;
                self.topic = topic;
                self.archived = archived;
                self.posting = posting;
            }
            _ => {}
        }
    }

    fn created(&mut self, mut message: Message, me: UserId) {
        // Only to count: a page of history does not have them.
        let people = std::mem::take(&mut message.mentions);
        let mentions_me = std::mem::take(&mut message.everyone) || people.contains(&me);
        if message.author == me {
            // A move that the server made with this message there already is the later one.
            if message.seq > self.unread.at() {
                self.read_moved(message.seq, 0, 0, message.seq);
            }
        } else if !message.deleted {
            self.unread.created(message.seq, mentions_me);
        }
        self.timeline.live(message);
    }

    fn deleted(&mut self, message: MessageId, seq: u64) {
        if let Some(message) = self.timeline.changed_by(seq, message) {
            message.deleted = true;
            message.body.clear();
            message.edited_at = None;
            message.reactions.clear();
            message.previews.clear();
        }
    }

    /// The person's read position moved when the room's stream stood at `room_seq`. Two streams carry this news: what
    /// is older than what is known already must not undo it.
    pub(super) fn read_moved(&mut self, read_seq: u64, count: u64, mentions: u64, room_seq: u64) {
        if self.is_news(room_seq) {
            self.read_seq = read_seq;
            self.unread.counted(count, mentions, room_seq);
        }
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
