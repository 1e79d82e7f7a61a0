//! One room as this client knows it.

use super::{page_request::PageRequest, timeline::Timeline, unread::Unread};
use protocol::{
    Event, EventKind, Level, Message, MessageId, MessagePage, OpenRoom, Posting, Reaction, Room,
    RoomId, RoomKind, RoomMembers, Thread, Timestamp, UserId,
};

/// The window of a thread: its root and the replies.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenThread {
    pub root: MessageId,
    pub timeline: Timeline,
}

/// One room as this client knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomState {
    /// `None` for a direct room.
    pub name: Option<String>,
    pub kind: RoomKind,
    pub topic: Option<String>,
    /// `None` also until the members are loaded.
    pub description: Option<String>,
    /// It can be read, but not written in.
    pub archived: bool,
    /// Everyone is in it; it cannot be left or archived.
    pub permanent: bool,
    /// Number of pinned messages.
    pub pins: u64,
    pub posting: Posting,
    /// The people of a direct room; empty for other kinds.
    pub people: Vec<UserId>,
    /// The person's notification level.
    pub level: Level,
    /// Its position among the person's favourites.
    pub favourite: Option<u64>,
    /// Whether the person has hidden it until its next message.
    pub hidden: bool,
    /// When the last message that its history shows was written.
    pub active_at: Option<Timestamp>,
    /// Whether the person has a draft in it, unless the state knows the draft itself.
    pub drafted: bool,
    /// The last event that the person has read, on any device.
    pub read_seq: u64,
    /// The people in the room; `None` until they are loaded.
    pub members: Option<Vec<UserId>>,
    pub timeline: Timeline,
    /// The thread that was opened last.
    pub thread: Option<OpenThread>,
    unread: Unread,
    /// The last event that may have changed the members or the description.
    members_seq: u64,
}

impl RoomState {
    pub(super) fn new(room: Room) -> Self {
        Self {
            name: room.name,
            kind: room.kind,
            topic: room.topic,
            description: None,
            archived: room.archived,
            permanent: room.permanent,
            pins: room.pins,
            posting: room.posting,
            people: room.people,
            level: room.level,
            favourite: room.favourite,
            hidden: room.hidden,
            active_at: room.active_at,
            drafted: room.drafted,
            read_seq: room.read_seq,
            members: None,
            timeline: Timeline::unloaded(room.seq),
            thread: None,
            unread: Unread::new(room.unread, room.mentions, room.seq),
            members_seq: room.seq,
        }
    }

    /// Returns the room as of the event `seq`, its cursor. `None` if the count of unread messages is ahead of it.
    pub(crate) fn to_room(&self, id: RoomId, seq: u64) -> Option<Room> {
        if self.unread.as_of() > seq {
            return None;
        }
        Some(Room {
            id,
            name: self.name.clone(),
            kind: self.kind,
            seq,
            read_seq: self.read_seq,
            unread: self.unread(),
            mentions: self.mentions(),
            topic: self.topic.clone(),
            archived: self.archived,
            permanent: self.permanent,
            posting: self.posting,
            people: self.people.clone(),
            level: self.level,
            favourite: self.favourite,
            pins: self.pins,
            hidden: self.hidden,
            active_at: self.active_at,
            drafted: self.drafted,
        })
    }

    /// Adds the members and messages of a snapshot.
    pub(super) fn fill(&mut self, open: OpenRoom) {
        self.members = Some(open.members);
        self.description = open.description;
        self.timeline.open(open.messages, open.older, open.newer);
    }

    /// Opens the window of a thread, with its root if the room's window contains it. `seq` is the room's cursor.
    pub(super) fn open_thread(&mut self, root: MessageId, seq: u64) {
        if self.window(Some(root)).is_some() {
            return;
        }
        let mut timeline = Timeline::unloaded(seq);
        let shown = self.timeline.messages().find(|message| message.id == root);
        if let Some(shown) = shown {
            timeline.acknowledged(shown.clone());
        }
        self.thread = Some(OpenThread { root, timeline });
    }

    /// Returns the window of the room itself, or of a thread if it is open.
    pub fn window(&self, thread: Option<MessageId>) -> Option<&Timeline> {
        let Some(root) = thread else {
            return Some(&self.timeline);
        };
        let open = self.thread.as_ref().filter(|open| open.root == root);
        open.map(|open| &open.timeline)
    }

    pub(crate) fn window_mut(&mut self, thread: Option<MessageId>) -> Option<&mut Timeline> {
        let Some(root) = thread else {
            return Some(&mut self.timeline);
        };
        let open = self.thread.as_mut().filter(|open| open.root == root);
        open.map(|open| &mut open.timeline)
    }

    /// Returns the number of unread messages: by others, not deleted, after the read position.
    pub fn unread(&self) -> u64 {
        self.unread.count(self.read_seq)
    }

    /// Returns whether a move of the read position, made when the room's stream was at `room_seq`, is the latest known.
    pub(crate) fn is_news(&self, room_seq: u64) -> bool {
        room_seq >= self.unread.as_of()
    }

    /// Returns how many unread messages mention the person.
    pub fn mentions(&self) -> u64 {
        self.unread.mentions()
    }

    /// Returns the unread messages and mentions to show, by the notification level.
    pub fn badge_counts(&self) -> (u64, u64) {
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
                self.change(seq, message, &|message| {
                    if !message.deleted {
                        message.body.clone_from(&body);
                        message.edited_at = Some(at);
                    }
                });
            }
            EventKind::MessageDeleted {
                message,
                message_seq,
                author,
                reply_to,
                also_in_room,
                thread,
            } => {
                if let Some(root) = reply_to {
                    self.replies_changed(seq, root, &thread);
                }
                if author != me && (reply_to.is_none() || also_in_room) {
                    self.unread.deleted(message_seq, seq);
                }
                self.change(seq, message, &Message::delete);
            }
            EventKind::ReactionChanged {
                message,
                user,
                emoji,
                on,
            } => {
                self.change(seq, message, &|message| {
                    if !message.deleted {
                        Reaction::set(&mut message.reactions, &emoji, user, on);
                    }
                });
            }
            EventKind::PreviewChanged { message, previews } => {
                self.change(seq, message, &|message| {
                    if !message.deleted {
                        message.previews.clone_from(&previews);
                    }
                });
            }
            EventKind::PinChanged { message, on } => {
                self.pins = if on {
                    self.pins + 1
                } else {
                    self.pins.saturating_sub(1)
                };
                self.change(seq, message, &|message| message.pinned = on);
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
                description,
            } => {
                self.members_seq = seq;
                self.name = Some(name);
                self.kind = room_kind;
                self.topic = topic;
                self.archived = archived;
                self.posting = posting;
                self.description = description;
            }
            _ => {}
        }
    }

    /// Applies a change of the event `seq` to a message in each window that contains it.
    fn change(&mut self, seq: u64, message: MessageId, change: &dyn Fn(&mut Message)) {
        if let Some(message) = self.timeline.changed_by(seq, message) {
            change(message);
        }
        let thread = self.thread.as_mut();
        if let Some(message) = thread.and_then(|open| open.timeline.changed_by(seq, message)) {
            change(message);
        }
    }

    fn replies_changed(&mut self, seq: u64, root: MessageId, thread: &Option<Thread>) {
        self.change(seq, root, &|root| root.thread.clone_from(thread));
    }

    fn created(&mut self, mut message: Message, me: UserId) {
        // Only for counting: a page of history does not have them.
        let people = std::mem::take(&mut message.mentions);
        let mentions_me = std::mem::take(&mut message.everyone) || people.contains(&me);
        if let Some(root) = message.reply_to {
            let thread = message.thread.take();
            self.replies_changed(message.seq, root, &thread);
            if let Some(timeline) = self.window_mut(Some(root)) {
                timeline.live(message.clone());
            }
        } else if let Some(timeline) = self.window_mut(Some(message.id)) {
            // Its thread was opened after its ack: the window has it with the time of the browser's clock.
            timeline.live(message.clone());
        }
        if !message.is_in_room() {
            return;
        }
        self.active_at = self.active_at.max(Some(message.at));
        if message.author == me {
            // A reply does not move the read position. A later move by the server already includes this message.
            if message.reply_to.is_none() && message.seq > self.unread.as_of() {
                self.read_moved(message.seq, 0, 0, message.seq);
            }
        } else if !message.deleted {
            self.unread.created(message.seq, mentions_me);
        }
        self.timeline.live(message);
    }

    /// Moves the read position, as of the event `room_seq`. Both streams move it, so an older move must not undo a later one.
    pub(super) fn read_moved(&mut self, read_seq: u64, count: u64, mentions: u64, room_seq: u64) {
        if self.is_news(room_seq) {
            self.read_seq = read_seq;
            self.unread.counted(count, mentions, room_seq);
        }
    }

    pub(super) fn load(
        &mut self,
        thread: Option<MessageId>,
        page: MessagePage,
        load: PageRequest,
    ) -> bool {
        self.window_mut(thread)
            .is_none_or(|timeline| timeline.load(page, load))
    }

    pub(super) fn load_members(&mut self, detail: RoomMembers) -> bool {
        if detail.seq < self.members_seq {
            return false;
        }
        self.members = Some(detail.members);
        self.description = detail.description;
        true
    }
}
