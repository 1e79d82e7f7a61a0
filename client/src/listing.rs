//! The list of rooms in the sidebar.

use crate::Client;
use protocol::{Command, RoomId, RoomKind, Section};
use std::cmp::Reverse;

/// The list of rooms: the rooms of each section, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomListing {
    sections: [ListedSection; SECTIONS.len()],
}

/// One section of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedSection {
    /// The rooms that are shown.
    pub rooms: Vec<RoomId>,
    /// Whether the section is collapsed.
    pub collapsed: bool,
    /// Number of rooms that are not shown because the section is collapsed.
    pub folded: usize,
}

impl ListedSection {
    /// Returns whether the section has no rooms at all.
    pub fn is_empty(&self) -> bool {
        self.rooms.is_empty() && self.folded == 0
    }
}

const SECTIONS: [Section; 4] = [
    Section::Favourites,
    Section::Unread,
    Section::Rooms,
    Section::Direct,
];

/// Place of a room in its section: by its place among the favourites, then by its last message, then by its name.
type Place = (u64, Reverse<i64>, String);

impl RoomListing {
    /// Returns one section.
    pub fn section(&self, section: Section) -> &ListedSection {
        &self.sections[index(section)]
    }
}

fn index(section: Section) -> usize {
    match section {
        Section::Favourites => 0,
        Section::Unread => 1,
        Section::Rooms => 2,
        Section::Direct => 3,
    }
}

impl Client {
    /// Returns the rooms that the person is no longer in, but has messages for in the outbox.
    pub fn lost_rooms(&self) -> Vec<RoomId> {
        let mut lost = Vec::new();
        for room in self.outbox.rooms() {
            if !self.state.rooms.contains_key(&room) && !lost.contains(&room) {
                lost.push(room);
            }
        }
        lost
    }

    /// Returns the rooms to list. An archived or hidden room is listed only while it is `open` or the outbox holds messages
    /// for it; a room that the person is no longer in, only while the outbox does.
    pub fn listed_rooms(&self, open: Option<RoomId>) -> Vec<RoomId> {
        let mut listed = Vec::new();
        for (id, room) in &self.state.rooms {
            let here = open == Some(*id) || self.outbox.rooms().any(|other| other == *id);
            if here || !(room.archived || room.hidden) {
                listed.push(*id);
            }
        }
        listed.extend(self.lost_rooms());
        listed
    }

    /// Returns the list of rooms. `open` is the room that is shown, `fold` makes names comparable.
    ///
    /// The open room stays in the section where it was in the list `before`: a room that is read while it is open does not
    /// move away from the pointer.
    pub fn room_listing(
        &self,
        open: Option<RoomId>,
        before: Option<&RoomListing>,
        fold: impl Fn(&str) -> String,
    ) -> RoomListing {
        let unread_before = |room: RoomId| {
            before.is_some_and(|before| before.section(Section::Unread).rooms.contains(&room))
        };
        let mut places: [Vec<Place>; SECTIONS.len()] = Default::default();
        let mut listing = RoomListing::default();
        for section in &self.state.sidebar.collapsed {
            listing.sections[index(*section)].collapsed = true;
        }
        for room in self.listed_rooms(open) {
            let is_open = open == Some(room);
            let is_unread = match is_open {
                true => unread_before(room),
                false => self.is_unread(room),
            };
            let section = self.section_of(room, is_unread);
            let listed = &mut listing.sections[index(section)];
            let is_folded = listed.collapsed
                && !is_open
                && self.state.rooms.contains_key(&room)
                && (section == Section::Unread || !is_unread);
            if is_folded {
                listed.folded += 1;
                continue;
            }
            // Not a sort, which would add its code to the wasm for this type.
            let place = self.place(room, section, &fold);
            let places = &mut places[index(section)];
            let at = places.partition_point(|other| *other <= place);
            places.insert(at, place);
            listed.rooms.insert(at, room);
        }
        listing
    }

    /// Returns whether the person has a draft of a message in a room, with unconfirmed commands applied.
    pub fn has_draft(&self, room: RoomId) -> bool {
        let conversation = room.into();
        let sent = self.commands.last(|command| match command {
            Command::Draft { draft } if draft.conversation() == conversation => {
                Some(!draft.body.is_empty())
            }
            _ => None,
        });
        let known = || {
            let draft = self.state.draft(conversation)?;
            Some(!draft.body.is_empty())
        };
        let told = || Some(self.state.rooms.get(&room)?.drafted);
        sent.or_else(known).or_else(told).unwrap_or_default()
    }

    fn is_unread(&self, room: RoomId) -> bool {
        let room = self.state.rooms.get(&room);
        room.is_some_and(|room| room.badge_counts().0 > 0)
    }

    fn section_of(&self, room: RoomId, is_unread: bool) -> Section {
        match self.state.rooms.get(&room) {
            Some(room) if room.favourite.is_some() => Section::Favourites,
            Some(_) if is_unread => Section::Unread,
            Some(room) if room.kind == RoomKind::Direct => Section::Direct,
            _ => Section::Rooms,
        }
    }

    fn place(&self, room: RoomId, section: Section, fold: impl Fn(&str) -> String) -> Place {
        let state = self.state.rooms.get(&room);
        let favourite = state.and_then(|state| state.favourite);
        let active_at = state.and_then(|state| state.active_at);
        let by_time = self.state.sidebar.recent_first && section != Section::Favourites;
        let at = active_at.filter(|_| by_time).unwrap_or_default();
        let name = self.state.room_name(room).unwrap_or_default();
        (
            favourite.unwrap_or_default(),
            Reverse(at.millis()),
            fold(&name),
        )
    }
}
