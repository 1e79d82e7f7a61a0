//! Replies beside the room, and what each of its people makes of them.

mod composing;
mod following;
mod links;
mod replies;

use crate::support::{Person, Screen, client_id};
use client::state::PageRequest;
use protocol::{Conversation, Follow, Message, MessagePage, RoomId};
use reqwest::StatusCode;
use serde_json::{Value, json};

fn reply(root: &Message, body: &str) -> Value {
    json!({
        "type": "send", "client_id": client_id(), "room": root.room, "body": body, "reply_to": root.id,
    })
}

fn delete(message: &Message) -> Value {
    json!({ "type": "delete", "message": message.id })
}

fn thread_path(root: &Message) -> String {
    format!("/api/rooms/{}/threads/{}", root.room, root.id)
}

impl Person {
    /// Replies to a message over HTTP.
    async fn replies(&self, root: &Message, body: &str) -> Message {
        let path = format!("/api/rooms/{}/messages", root.room);
        let form = json!({ "body": body, "reply_to": root.id });
        let response = self.post(&path, &form).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json().await.expect("a message")
    }

    /// A message and all replies to it.
    async fn thread(&self, root: &Message) -> Vec<Message> {
        self.thread_page(root, "").await.messages
    }

    async fn thread_page(&self, root: &Message, bounds: &str) -> MessagePage {
        let page = self
            .get_json(&format!("{}?{bounds}", thread_path(root)))
            .await;
        serde_json::from_value(page).expect("a page")
    }

    async fn follow(&self, root: &Message) -> Follow {
        let path = format!("{}/follow", thread_path(root));
        let state = self.get_json(&path).await;
        serde_json::from_value(state["follow"].clone()).expect("a follow")
    }

    /// What a person has not read of all threads, as their next page would show.
    async fn unread_threads(&self) -> Vec<Follow> {
        let snapshot = self.get_json("/api/snapshot").await;
        let threads = snapshot.get("threads").cloned().unwrap_or(json!([]));
        serde_json::from_value(threads).expect("follows")
    }

    async fn room_unread(&self, room: RoomId) -> u64 {
        let rooms = self.rooms().await;
        let room = rooms.iter().find(|known| known.id == room);
        room.expect("the room").unread
    }
}

fn bodies(messages: &[Message]) -> Vec<&str> {
    messages
        .iter()
        .map(|message| message.body.as_str())
        .collect()
}

/// The place of a thread.
fn at(root: &Message) -> Conversation {
    Conversation {
        room: root.room,
        thread: Some(root.id),
    }
}

impl Screen {
    /// Opens a thread beside the room.
    async fn opens(&mut self, person: &Person, root: &Message) {
        self.state.open_thread(root.room, root.id);
        let page = person.thread_page(root, "").await;
        assert!(
            self.state
                .load(at(root), page, PageRequest::Newest { limit: 50 })
        );
    }

    /// What it shows of a thread.
    fn thread(&self, root: &Message) -> Vec<Message> {
        let timeline = self.state.timeline(at(root)).expect("an open thread");
        timeline.messages().cloned().collect()
    }
}
