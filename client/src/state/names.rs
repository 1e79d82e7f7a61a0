//! Names of people and rooms.

use super::State;
use locale::text;
use markdown::{Names, Spelling};
use protocol::{RoomId, Status, UserId};

impl State {
    /// Returns a person's name, or a word for someone if their event has not arrived yet.
    pub fn name_of(&self, user: UserId) -> &str {
        match self.people.get(&user) {
            Some(person) => &person.name,
            None => text().someone(),
        }
    }

    /// Returns the names that can be mentioned in a room: people, and the rooms of this person.
    pub fn spellings(&self, room: RoomId) -> Vec<Spelling> {
        let members = self.rooms.get(&room).and_then(|room| room.members.as_ref());
        let mut spellings = Vec::new();
        for (id, person) in &self.people {
            let here = !person.banned && members.is_none_or(|members| members.contains(id));
            spellings.push(Spelling::person(*id, &person.name, here));
        }
        for (id, room) in &self.rooms {
            if let Some(name) = &room.name {
                spellings.push(Spelling::room(*id, name));
            }
        }
        spellings
    }

    /// Returns a person's status, which may have expired.
    pub fn status_of(&self, user: UserId) -> Option<&Status> {
        self.people.get(&user)?.status.as_ref()
    }

    /// Returns the name of a room; of a direct room, the names of the others in it. `None` if the person is not in it.
    pub fn room_name(&self, room: RoomId) -> Option<String> {
        let room = self.rooms.get(&room)?;
        if let Some(name) = &room.name {
            return Some(name.clone());
        }
        let others = room.people.iter().filter(|user| **user != self.me.id);
        let name = others.map(|user| self.name_of(*user).to_owned());
        let name = name.reduce(|list, name| text().list_middle(&list, &name));
        // A direct room with nobody else has the person's own name.
        Some(name.unwrap_or_else(|| self.me.name.clone()))
    }
}

impl Names for State {
    fn me(&self) -> UserId {
        self.me.id
    }

    fn person(&self, user: UserId) -> Option<&str> {
        self.people.get(&user).map(|person| person.name.as_str())
    }

    fn room(&self, room: RoomId) -> Option<&str> {
        if let Some(room) = self.rooms.get(&room) {
            return room.name.as_deref();
        }
        let other = self.others.iter().find(|other| other.id == room)?;
        Some(other.name.as_str())
    }

    fn emoji(&self, name: &str) -> Option<&str> {
        let found = self.emoji.iter().find(|emoji| emoji.name == name);
        found.map(|emoji| emoji.picture.as_str())
    }
}
