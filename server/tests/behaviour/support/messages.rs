//! A person's requests about messages.

use super::TestPerson;
use protocol::{FileId, Message, MessagePage, RoomId, Timestamp};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

pub(crate) const HOUR_MS: i64 = 3_600_000;

/// Far enough in the future for a busy server.
pub(crate) const SOON_MS: i64 = 2_000;

/// Returns the time so many milliseconds from now.
pub(crate) fn soon(milliseconds: i64) -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis() + milliseconds)
}

/// Returns a mention of a person, as it is stored.
pub(crate) fn mention(person: &TestPerson) -> String {
    format!("<@{}>", person.user.id)
}

/// Returns the texts of messages.
pub(crate) fn bodies(messages: &[Message]) -> Vec<&str> {
    let bodies = messages.iter().map(|message| message.body.as_str());
    bodies.collect()
}

/// Returns the path of a message in the API.
pub(crate) fn path_of(message: &Message) -> String {
    format!("/api/rooms/{}/messages/{}", message.room, message.id)
}

impl TestPerson {
    /// Sends a message.
    pub(crate) async fn says(&self, room: RoomId, body: &str) -> Message {
        self.posts(room, &json!({ "body": body })).await
    }

    /// Replies to a message.
    pub(crate) async fn replies(&self, root: &Message, body: &str) -> Message {
        let form = json!({ "body": body, "reply_to": root.id });
        self.posts(root.room, &form).await
    }

    /// Replies to a message, and to the room too.
    pub(crate) async fn replies_to_room(&self, root: &Message, body: &str) -> Message {
        let form = json!({ "body": body, "reply_to": root.id, "also_in_room": true });
        self.posts(root.room, &form).await
    }

    /// Sends a message with files.
    pub(crate) async fn shares(&self, room: RoomId, body: &str, files: &[FileId]) -> Message {
        let form = json!({ "body": body, "attachments": files });
        self.posts(room, &form).await
    }

    /// Uploads a file and sends it.
    pub(crate) async fn sends_file(
        &self,
        room: RoomId,
        name: &str,
        bytes: impl Into<reqwest::Body>,
    ) -> Message {
        let file = self.uploads(room, name, bytes).await;
        self.shares(room, "", &[file.id]).await
    }

    async fn posts(&self, room: RoomId, form: &Value) -> Message {
        let response = self.tries_to_post(room, form).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json().await.expect("a message")
    }

    pub(crate) async fn tries_to_post(&self, room: RoomId, form: &Value) -> Response {
        let path = format!("/api/rooms/{room}/messages");
        self.post(&path, form).await
    }

    /// Edits a message.
    pub(crate) async fn edits(&self, message: &Message, body: &str) {
        let edited = self
            .patch(&path_of(message), &json!({ "body": body }))
            .await;
        assert!(edited.is_success(), "{edited}");
    }

    /// Deletes a message.
    pub(crate) async fn deletes(&self, message: &Message) {
        let deleted = self.send(Method::DELETE, &path_of(message)).await;
        assert_eq!(deleted, StatusCode::NO_CONTENT);
    }

    /// Pins or unpins a message.
    pub(crate) async fn pins(&self, message: &Message, on: bool) -> StatusCode {
        let path = format!("/api/messages/{}/pin", message.id);
        self.marks(&path, on).await
    }

    /// Saves a message, or removes it from the saved ones.
    pub(crate) async fn saves(&self, message: &Message, on: bool) -> StatusCode {
        let path = format!("/api/messages/{}/saved", message.id);
        self.marks(&path, on).await
    }

    /// Sets a reminder of a message.
    pub(crate) async fn is_reminded_of(&self, message: &Message, at: Timestamp) -> StatusCode {
        let path = format!("/api/messages/{}/reminder", message.id);
        self.put(&path, &json!({ "at": at })).await
    }

    /// Returns all messages of a room's history.
    pub(crate) async fn history(&self, room: RoomId) -> Vec<Message> {
        let mut messages: Vec<Message> = Vec::new();
        loop {
            let after = messages.last().map_or(0, |message| message.seq);
            let path = format!("/api/rooms/{room}/messages?after={after}&limit=200");
            let page: MessagePage = self.get_as(&path).await;
            if page.messages.is_empty() {
                return messages;
            }
            messages.extend(page.messages);
        }
    }
}
