use crate::{
    model::{RoomId, UserId},
    state::State,
};

/// Who and what is mentioned, as the reader knows it.
pub trait Names {
    /// The reader.
    fn me(&self) -> UserId;
    /// A person's name; none for one whom the reader does not know.
    fn person(&self, user: UserId) -> Option<&str>;
    /// A room's name; none for one that the reader is not in.
    fn room(&self, room: RoomId) -> Option<&str>;
}

impl Names for State {
    fn me(&self) -> UserId {
        self.me.id
    }

    fn person(&self, user: UserId) -> Option<&str> {
        self.people.get(&user).map(|person| person.name.as_str())
    }

    fn room(&self, room: RoomId) -> Option<&str> {
        // A direct room has no name.
        let name = self.rooms.get(&room).map(|room| room.name.as_str());
        name.filter(|name| !name.is_empty())
    }
}
