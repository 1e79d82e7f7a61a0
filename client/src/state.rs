//! The client's copy of its streams: a pure reducer, the same in the browser, in server-side rendering and in tests.

mod choices;
mod drafts;
mod emoji;
mod names;
mod offline;
mod other_rooms;
mod page_request;
mod room;
mod schedule;
mod thread;
mod timeline;
mod unread;

pub use choices::OwnChoices;
pub use page_request::PageRequest;
pub use room::{OpenThread, RoomState};
pub use timeline::Timeline;

use protocol::{
    Conversation, Cursors, CustomEmoji, Draft, Epoch, Event, EventKind, Follow, MessagePage,
    NotificationSettings, OtherRoom, Person, Room, RoomId, RoomMembers, Saved, Scheduled, Sidebar,
    Snapshot, StreamId, User, UserId,
};
use std::collections::BTreeMap;

/// Everything that a client knows, as of its cursors.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub epoch: Epoch,
    pub me: User,
    pub workspace: String,
    pub people: BTreeMap<UserId, Person>,
    /// The emoji of the workspace, by name.
    pub emoji: Vec<CustomEmoji>,
    pub rooms: BTreeMap<RoomId, RoomState>,
    /// Open rooms that the person is not in, as of the last request for them.
    pub others: Vec<OtherRoom>,
    /// Rooms that the person has followed a link to and that the server has not listed: they may not see them.
    pub unlisted: Vec<RoomId>,
    /// The person's drafts, as far as they are known: at most one for each conversation. An empty one records when the draft
    /// was removed.
    pub drafts: Vec<Draft>,
    /// The messages that the person has saved, in that order.
    pub saved: Vec<Saved>,
    /// The person's scheduled messages, in no order.
    pub scheduled: Vec<Scheduled>,
    /// Rooms that were deleted since this client started.
    pub deleted: Vec<RoomId>,
    /// The person's state in threads, as far as it is known. Nothing is unread in the others.
    pub follows: Vec<Follow>,
    /// The person's choices for the list of rooms.
    pub sidebar: Sidebar,
    pub own: OwnChoices,
    pub notifications: NotificationSettings,
    /// The BCP 47 code of the language that the person has chosen.
    pub language: Option<String>,
    /// The tips that the person has not dismissed, in their order.
    pub tips: Vec<String>,
    pub cursors: Cursors,
}

/// An event is missing after the cursor: the client must reconnect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event is missing")]
pub struct Gap;

impl State {
    /// Creates the state from a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        let mut state = Self {
            epoch: snapshot.epoch,
            me: snapshot.me,
            workspace: snapshot.workspace,
            people: BTreeMap::new(),
            emoji: snapshot.emoji,
            rooms: BTreeMap::new(),
            others: Vec::new(),
            unlisted: Vec::new(),
            drafts: snapshot.drafts,
            saved: snapshot.saved,
            deleted: Vec::new(),
            scheduled: snapshot.scheduled,
            follows: snapshot.threads,
            sidebar: snapshot.sidebar,
            own: OwnChoices::default(),
            notifications: snapshot.notifications,
            language: snapshot.language,
            tips: snapshot.tips,
            cursors: snapshot.cursors,
        };
        // Not `collect`, which would add sorting code to the wasm for each type.
        for person in snapshot.people {
            state.people.insert(person.id, person);
        }
        for room in snapshot.rooms {
            state.rooms.insert(room.id, RoomState::new(room));
        }
        if let Some(open) = snapshot.open
            && let Some(room) = state.rooms.get_mut(&open.room)
        {
            room.fill(open);
        }
        state
    }

    /// Applies events of one stream in order. Skips those that were applied before, and streams that this client does not
    /// follow.
    ///
    /// # Errors
    /// [`Gap`] if an event is missing; the ones before it are applied.
    pub fn apply(&mut self, stream: StreamId, events: Vec<Event>) -> Result<(), Gap> {
        for event in events {
            let Some(cursor) = self.cursors.get_mut(&stream) else {
                return Ok(());
            };
            if event.seq <= *cursor {
                continue;
            }
            if event.seq != *cursor + 1 {
                return Err(Gap);
            }
            *cursor = event.seq;
            self.apply_one(stream, event);
        }
        Ok(())
    }

    /// Returns the last event of a stream that was applied.
    pub(crate) fn cursor(&self, stream: StreamId) -> Option<u64> {
        self.cursors.get(&stream).copied()
    }

    fn apply_one(&mut self, stream: StreamId, event: Event) {
        match stream {
            StreamId::Room(room) => {
                if let Some(room) = self.rooms.get_mut(&room) {
                    room.apply(event, self.me.id);
                }
            }
            StreamId::User(_) => self.apply_own(event),
            StreamId::Workspace => self.apply_workspace(event),
        }
    }

    fn apply_own(&mut self, event: Event) {
        match event.kind {
            EventKind::RoomAdded { room } => self.add_room(room),
            EventKind::RoomRemoved { room, deleted } => {
                self.remove_room(room);
                if deleted {
                    self.deleted.push(room);
                }
            }
            EventKind::HiddenChanged { room, hidden } => {
                if let Some(room) = self.rooms.get_mut(&room) {
                    room.hidden = hidden;
                }
            }
            EventKind::ReadMoved {
                room,
                read_seq,
                unread,
                mentions,
                room_seq,
            } => {
                if let Some(room) = self.rooms.get_mut(&room) {
                    room.read_moved(read_seq, unread, mentions, room_seq);
                }
            }
            EventKind::SavedChanged { saved, on } => self.save(saved, on),
            EventKind::ScheduledChanged { id, scheduled } => self.schedule(id, scheduled),
            EventKind::LevelChanged { room, level } => {
                if let Some(room) = self.rooms.get_mut(&room) {
                    room.level = level;
                }
            }
            EventKind::FavouritesChanged { rooms } => self.favourites_stored(rooms),
            EventKind::SidebarChanged { sidebar } => self.sidebar_stored(sidebar),
            EventKind::NotificationsChanged { settings } => self.notifications = settings,
            EventKind::EmailChanged { email } => self.me.email = email,
            EventKind::TipDismissed { tip } => self.tips.retain(|other| *other != tip),
            EventKind::ThreadChanged { follow } => self.set_follow(follow),
            EventKind::DraftChanged { draft } => self.set_draft(draft),
            EventKind::DraftDropped { room, thread } => {
                self.remove_draft(Conversation { room, thread });
                if let (Some(room), None) = (self.rooms.get_mut(&room), thread) {
                    room.drafted = false;
                }
            }
            // A guest's own stream also carries the workspace events that concern them.
            _ => self.apply_workspace(event),
        }
    }

    fn apply_workspace(&mut self, event: Event) {
        match event.kind {
            EventKind::PersonChanged { person } => {
                if person.id == self.me.id {
                    self.me.name.clone_from(&person.name);
                    self.me.role = person.role;
                }
                self.people.insert(person.id, person);
            }
            EventKind::WorkspaceChanged { name } => self.workspace = name,
            EventKind::EmojiAdded { emoji } => self.add_emoji(emoji),
            EventKind::EmojiRemoved { name } => self.remove_emoji(&name),
            _ => {}
        }
    }

    /// Follows a room from `room.seq` on, unless it is followed already.
    fn add_room(&mut self, room: Room) {
        let stream = StreamId::Room(room.id);
        if !self.rooms.contains_key(&room.id) {
            self.cursors.insert(stream, room.seq);
            self.rooms.insert(room.id, RoomState::new(room));
        }
    }

    /// Removes a room, its stream and its drafts.
    pub(crate) fn remove_room(&mut self, room: RoomId) {
        self.cursors.remove(&StreamId::Room(room));
        self.rooms.remove(&room);
        self.drafts.retain(|draft| draft.room != room);
        // A person who is not in the room follows none of its threads.
        for follow in &mut self.follows {
            if follow.room == room {
                follow.following = false;
                follow.unread = 0;
            }
        }
    }

    pub(crate) fn set_follow(&mut self, follow: Follow) {
        let mut known = self.follows.iter_mut();
        match known.find(|known| known.thread == follow.thread) {
            Some(known) => *known = follow,
            None => self.follows.push(follow),
        }
    }

    /// Removes the rooms whose streams the person may no longer see.
    pub fn keep_streams(&mut self, streams: &Cursors) {
        let gone = |id: &RoomId| !streams.contains_key(&StreamId::Room(*id));
        let rooms: Vec<RoomId> = self.rooms.keys().copied().filter(gone).collect();
        for room in rooms {
            self.remove_room(room);
        }
    }

    /// Adds a page of history. Returns `false` if it is older than a change that was applied, and must be requested again.
    pub fn load(
        &mut self,
        conversation: impl Into<Conversation>,
        mut page: MessagePage,
        load: PageRequest,
    ) -> bool {
        let Conversation { room, thread } = conversation.into();
        let draft = page.draft.take();
        let fresh = match self.rooms.get_mut(&room) {
            Some(state) if page.epoch == self.epoch => state.load(thread, page, load),
            _ => return true,
        };
        if let Some(draft) = draft.filter(|_| fresh) {
            self.set_draft(draft);
        }
        fresh
    }

    /// Returns the window of a conversation, if it is open.
    pub fn timeline(&self, conversation: Conversation) -> Option<&Timeline> {
        self.rooms
            .get(&conversation.room)?
            .window(conversation.thread)
    }

    /// As [`State::timeline`], mutable.
    pub fn timeline_mut(&mut self, conversation: Conversation) -> Option<&mut Timeline> {
        self.rooms
            .get_mut(&conversation.room)?
            .window_mut(conversation.thread)
    }

    /// Stores a room's members. Returns `false` if they changed since they were read, and must be requested again.
    pub fn load_members(&mut self, detail: RoomMembers) -> bool {
        match self.rooms.get_mut(&detail.id) {
            Some(state) if detail.epoch == self.epoch => state.load_members(detail),
            _ => true,
        }
    }

    /// Returns the number of unread messages in all rooms, by the rooms' notification levels.
    pub fn unread(&self) -> u64 {
        let counts = self.rooms.values().map(|room| room.badge_counts().0);
        counts.fold(0, u64::saturating_add)
    }

    /// Returns the number of unread replies in all threads that the person follows.
    pub fn unread_replies(&self) -> u64 {
        self.follows.iter().map(|follow| follow.unread).sum()
    }
}

#[cfg(test)]
mod tests;
