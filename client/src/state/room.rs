use super::{
    timeline::{PageRequest, Timeline},
    unread::Unread,
};
use protocol::{
    Event, EventKind, Level, Message, MessageId, MessagePage, OpenRoom, Posting, Reaction, Room,
    RoomKind, RoomMembers, Thread, UserId,
};

/// A window over a message and the replies to it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenThread {
    pub root: MessageId,
    pub timeline: Timeline,
}

/// One room as this client knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomState {
    pub name: String,
    pub kind: RoomKind,
    /// What the room is about; empty where nobody has said so.
    pub topic: String,
    /// What it is for, at greater length; empty until who is in it is known too.
    pub description: String,
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
    /// Whether the person keeps it out of their list until its next message.
    pub hidden: bool,
    /// The last event that the person has read, on any device.
    pub read_seq: u64,
    /// Who is in the room; `None` until it was asked for.
    pub members: Option<Vec<UserId>>,
    pub timeline: Timeline,
    /// The thread that was looked at last.
    pub thread: Option<OpenThread>,
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
            description: String::new(),
            archived: room.archived,
            permanent: room.permanent,
            pins: room.pins,
            posting: room.posting,
            people: room.people,
            level: room.level,
            favourite: room.favourite,
            hidden: room.hidden,
            read_seq: room.read_seq,
            members: None,
            timeline: Timeline::unloaded(room.seq),
            thread: None,
            unread: Unread::new(room.unread, room.mentions, room.seq),
            members_seq: room.seq,
        }
    }

    /// Fills the room with the page of it that came with a snapshot.
    pub(super) fn fill(&mut self, open: OpenRoom) {
        self.members = Some(open.members);
        self.description = open.description;
        self.timeline.open(open.messages, open.older, open.newer);
    }

    /// Opens the window on a thread, of which nothing was read yet, when the room's stream stands at `seq`. What the room
    /// shows of its root is there at once.
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

    /// The window over the room itself, or over one of its threads while that is open.
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
                thread,
            } => {
                match reply_to {
                    Some(root) => self.replies_changed(seq, root, &thread),
                    None if author != me => self.unread.deleted(message_seq, seq),
                    None => {}
                }
                self.change(seq, message, &|message| {
                    message.deleted = true;
                    message.body.clear();
                    message.edited_at = None;
                    message.reactions.clear();
                    message.attachments.clear();
                    message.previews.clear();
                });
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
                self.name = name;
                self.kind = room_kind;
                self.topic = topic;
                self.archived = archived;
                self.posting = posting;
                self.description = description;
            }
            _ => {}
        }
    }

    /// Changes a message by the event `seq` wherever it is held.
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
        if let Some(root) = message.reply_to {
            let thread = message.thread.take();
            self.replies_changed(message.seq, root, &thread);
            if let Some(timeline) = self.window_mut(Some(root)) {
                timeline.live(message);
            }
            return;
        }
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

    /// The person's read position moved when the room's stream stood at `room_seq`. Two streams carry this news: what
    /// is older than what is known already must not undo it.
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
