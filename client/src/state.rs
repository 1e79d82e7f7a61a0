//! The client's copy of what the streams say: a pure reducer, the same in the browser, on the server's first
//! rendering and in tests.

mod names;
mod room;
mod schedule;
mod thread;
mod timeline;
mod unread;

pub use room::{OpenThread, RoomState};
pub use timeline::{PageRequest, Timeline};

use litemap::LiteMap;
use markdown::Spelling;
use protocol::{
    Conversation, Cursors, Draft, Epoch, Event, EventKind, Follow, MessagePage, OtherRoom, Person,
    Room, RoomId, RoomKind, RoomMembers, Saved, Scheduled, Snapshot, Status, StreamId, User,
    UserId,
};

/// Everything that a client knows, true for exactly its cursors.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub epoch: Epoch,
    pub me: User,
    pub workspace: String,
    pub people: LiteMap<UserId, Person>,
    pub rooms: LiteMap<RoomId, RoomState>,
    /// Rooms that something led to and that the person is not in, as they were when it was asked for them. One that is not
    /// for them has no name.
    pub others: Vec<OtherRoom>,
    /// What the person has begun to write, as far as it is known here: one for each place. An empty one is no draft, but
    /// tells when it became empty.
    pub drafts: Vec<Draft>,
    /// The messages that the person has put aside, the last one last.
    pub saved: Vec<Saved>,
    /// What the server is to send for the person, in no order.
    pub scheduled: Vec<Scheduled>,
    /// Rooms that were deleted while this client looked on.
    pub deleted: Vec<RoomId>,
    /// How threads stand for the person, as far as it is known here; of what is not, nothing is unread.
    pub follows: Vec<Follow>,
    pub cursors: Cursors,
}

/// An event is missing between the cursor and what arrived: the connection must start over from the cursors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event is missing")]
pub struct Gap;

impl State {
    /// Starts from a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        let mut state = Self {
            epoch: snapshot.epoch,
            me: snapshot.me,
            workspace: snapshot.workspace,
            people: LiteMap::new(),
            rooms: LiteMap::new(),
            others: Vec::new(),
            drafts: snapshot.drafts,
            saved: snapshot.saved,
            deleted: Vec::new(),
            scheduled: snapshot.scheduled,
            follows: snapshot.threads,
            cursors: snapshot.cursors,
        };
        // One by one: to collect them would bring sorting, a copy for each type, into the wasm.
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

    /// Applies one stream's events in order. Those that were applied before are passed over; so are those of a
    /// stream that this client does not follow.
    ///
    /// # Errors
    /// [`Gap`] when an event is missing; what came before it has been applied.
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

    fn apply_one(&mut self, stream: StreamId, event: Event) {
        match stream {
            StreamId::Room(room) => {
                if let Some(room) = self.rooms.get_mut(&room) {
                    room.apply(event, self.me.id);
                }
            }
            StreamId::User(_) => self.apply_mine(event),
            StreamId::Workspace => self.apply_workspace(event),
        }
    }

    fn apply_mine(&mut self, event: Event) {
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
            EventKind::SavedChanged { saved, on } => self.put_aside(saved, on),
            EventKind::ScheduledChanged { id, scheduled } => self.schedule(id, scheduled),
            EventKind::LevelChanged { room, level } => {
                if let Some(room) = self.rooms.get_mut(&room) {
                    room.level = level;
                }
            }
            EventKind::FavouritesChanged { rooms } => self.set_favourites(&rooms),
            EventKind::ThreadChanged { follow } => self.know_follow(follow),
            EventKind::DraftChanged { draft } => self.know_draft(draft),
            EventKind::DraftDropped { room, thread } => {
                self.forget_draft(Conversation { room, thread });
            }
            // A guest is told here what of the workspace concerns them.
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
            _ => {}
        }
    }

    fn set_favourites(&mut self, rooms: &[RoomId]) {
        for (id, room) in self.rooms.iter_mut() {
            let place = rooms.iter().position(|other| other == id);
            room.favourite = place.map(|place| place as u64 + 1);
        }
    }

    /// Follows a room from where its stream stands in `room`; a room that is followed already stays as it is.
    fn add_room(&mut self, room: Room) {
        let stream = StreamId::Room(room.id);
        if !self.rooms.contains_key(&room.id) {
            self.cursors.insert(stream, room.seq);
            self.rooms.insert(room.id, RoomState::new(room));
        }
    }

    /// Forgets a room, its stream and what was begun there.
    pub(crate) fn remove_room(&mut self, room: RoomId) {
        self.cursors.remove(&StreamId::Room(room));
        self.rooms.remove(&room);
        self.drafts.retain(|draft| draft.room != room);
        // Who is not in the room follows nothing there.
        for follow in &mut self.follows {
            if follow.room == room {
                follow.following = false;
                follow.unread = 0;
            }
        }
    }

    pub(crate) fn know_follow(&mut self, follow: Follow) {
        let mut known = self.follows.iter_mut();
        match known.find(|known| known.thread == follow.thread) {
            Some(known) => *known = follow,
            None => self.follows.push(follow),
        }
    }

    /// Takes a draft in, unless a later one is known.
    fn know_draft(&mut self, draft: Draft) {
        let at = draft.at();
        if self
            .draft(at)
            .is_none_or(|known| known.edited_at < draft.edited_at)
        {
            self.forget_draft(at);
            self.drafts.push(draft);
        }
    }

    fn forget_draft(&mut self, at: Conversation) {
        self.drafts.retain(|known| known.at() != at);
    }

    /// Whether the server has said what it knows of a draft in a place.
    pub fn is_draft_known(&self, at: Conversation) -> bool {
        self.draft(at).is_some() || self.timeline(at).is_some_and(|timeline| timeline.loaded)
    }

    /// What the person has begun to write in a place; none where nothing is known of it.
    pub fn draft(&self, at: Conversation) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.at() == at)
    }

    /// Drops the rooms whose streams the server no longer shows to this person.
    pub fn keep_streams(&mut self, streams: &Cursors) {
        let gone = |id: &RoomId| !streams.contains_key(&StreamId::Room(*id));
        let rooms: Vec<RoomId> = self.rooms.keys().copied().filter(gone).collect();
        for room in rooms {
            self.remove_room(room);
        }
    }

    /// Takes a page of history in. Returns whether it was fresh enough: one read before a change that this client
    /// has applied since must be asked for again.
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
            self.know_draft(draft);
        }
        fresh
    }

    /// The window over a conversation; none while it is not open.
    pub fn timeline(&self, at: Conversation) -> Option<&Timeline> {
        self.rooms.get(&at.room)?.window(at.thread)
    }

    /// As [`State::timeline`], to change it.
    pub fn timeline_mut(&mut self, at: Conversation) -> Option<&mut Timeline> {
        self.rooms.get_mut(&at.room)?.window_mut(at.thread)
    }

    /// Takes a room's members in, unless they changed here since they were read.
    pub fn load_members(&mut self, detail: RoomMembers) -> bool {
        match self.rooms.get_mut(&detail.id) {
            Some(state) if detail.epoch == self.epoch => state.load_members(detail),
            _ => true,
        }
    }

    /// The name to show for a person; someone whom the workspace stream has not brought yet is "Someone".
    pub fn name_of(&self, user: UserId) -> &str {
        self.people
            .get(&user)
            .map_or("Someone", |person| &person.name)
    }

    /// Who and what has a name to be mentioned by in a room: its people, and one's own rooms.
    pub fn spellings(&self, room: RoomId) -> Vec<Spelling> {
        let members = self.rooms.get(&room).and_then(|room| room.members.as_ref());
        let mut spellings = Vec::new();
        for (id, person) in &self.people {
            let here = !person.banned && members.is_none_or(|members| members.contains(id));
            spellings.push(Spelling::person(*id, &person.name, here));
        }
        for (id, room) in &self.rooms {
            spellings.push(Spelling::room(*id, &room.name));
        }
        spellings
    }

    /// How a person is, as they say; it may have ended by now.
    pub fn status_of(&self, user: UserId) -> Option<&Status> {
        self.people.get(&user)?.status.as_ref()
    }

    /// What a room is called: by its name, or a direct one by the others in it. None where it is not there for this
    /// person.
    pub fn room_name(&self, room: RoomId) -> Option<String> {
        let room = self.rooms.get(&room)?;
        if room.kind != RoomKind::Direct {
            return Some(room.name.clone());
        }
        let mut name = String::new();
        for user in &room.people {
            if *user != self.me.id {
                if !name.is_empty() {
                    name.push_str(", ");
                }
                name.push_str(self.name_of(*user));
            }
        }
        if name.is_empty() {
            // A room for oneself alone.
            name.clone_from(&self.me.name);
        }
        Some(name)
    }

    /// Unread messages in all rooms together, as far as the person wants to be told of them.
    pub fn unread(&self) -> u64 {
        let counts = self.rooms.values().map(|room| room.badge_counts().0);
        counts.fold(0, u64::saturating_add)
    }

    /// Unread replies in all threads that the person follows.
    pub fn unread_replies(&self) -> u64 {
        self.follows.iter().map(|follow| follow.unread).sum()
    }
}

#[cfg(test)]
mod tests;
