//! A person's requests about rooms.

use super::TestPerson;
use protocol::{Room, RoomId, UserId};
use reqwest::StatusCode;
use serde_json::{Value, json};

impl TestPerson {
    pub(crate) async fn rooms(&self) -> Vec<Room> {
        self.get_as("/api/rooms").await
    }

    /// Returns one of the person's rooms as it is now.
    pub(crate) async fn room_now(&self, room: RoomId) -> Room {
        let mut rooms = self.rooms().await.into_iter();
        rooms.find(|known| known.id == room).expect("the room")
    }

    /// Returns the number of unread messages of a room, and how many of them mention the person.
    pub(crate) async fn counts(&self, room: RoomId) -> (u64, u64) {
        let room = self.room_now(room).await;
        (room.unread, room.mentions)
    }

    /// Returns the room that everyone is in from the start.
    pub(crate) async fn everyone(&self) -> RoomId {
        self.rooms().await.first().expect("a room").id
    }

    /// Makes a closed room with other people.
    pub(crate) async fn closed_room_with(&self, name: &str, people: &[&Self]) -> RoomId {
        let room = self.closed_room(name).await;
        for person in people {
            assert_eq!(self.add(room, person).await, StatusCode::NO_CONTENT);
        }
        room
    }

    pub(crate) async fn closed_room(&self, name: &str) -> RoomId {
        self.room(name, "closed").await
    }

    pub(crate) async fn open_room(&self, name: &str) -> RoomId {
        self.room(name, "open").await
    }

    async fn room(&self, name: &str, kind: &str) -> RoomId {
        let form = json!({ "name": name, "kind": kind });
        let response = self.post("/api/rooms", &form).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json::<Room>().await.expect("a room").id
    }

    /// Opens the direct room with others.
    pub(crate) async fn direct_room(&self, others: &[&Self]) -> Room {
        let people: Vec<UserId> = others.iter().map(|other| other.user.id).collect();
        let form = json!({ "people": people });
        let response = self.post("/api/rooms/direct", &form).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.expect("a room")
    }

    pub(crate) async fn add(&self, room: RoomId, person: &Self) -> StatusCode {
        self.sets_member(room, person, true).await
    }

    pub(crate) async fn remove(&self, room: RoomId, person: &Self) -> StatusCode {
        self.sets_member(room, person, false).await
    }

    async fn sets_member(&self, room: RoomId, person: &Self, on: bool) -> StatusCode {
        let path = format!("/api/rooms/{room}/members/{}", person.user.id);
        self.marks(&path, on).await
    }

    /// Changes a room's settings.
    pub(crate) async fn changes(&self, room: RoomId, changes: &Value) -> StatusCode {
        self.patch(&format!("/api/rooms/{room}"), changes).await
    }
}
