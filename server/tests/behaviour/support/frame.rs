//! Frames that a client sends. [`TestClient::asks`](super::TestClient::asks) numbers them.

use super::client_id;
use protocol::{Draft, FileId, Message, MessageId, RoomId};
use serde_json::{Value, json};

/// Returns a `send` under a new `client_id`.
pub(crate) fn send(room: RoomId, body: impl Into<String>) -> Value {
    json!({ "type": "send", "client_id": client_id(), "room": room, "body": body.into() })
}

/// Returns a `send` in the thread of a message.
pub(crate) fn reply(root: &Message, body: impl Into<String>) -> Value {
    let mut frame = send(root.room, body);
    frame["reply_to"] = json!(root.id);
    frame
}

/// Returns a `send` in the thread of a message, and to the room too.
pub(crate) fn reply_to_room(root: &Message, body: impl Into<String>) -> Value {
    let mut frame = reply(root, body);
    frame["also_in_room"] = json!(true);
    frame
}

/// Returns a `send` with files.
pub(crate) fn send_files(room: RoomId, body: &str, files: &[FileId]) -> Value {
    let mut frame = send(room, body);
    frame["attachments"] = json!(files);
    frame
}

pub(crate) fn draft(draft: &Draft) -> Value {
    json!({ "type": "draft", "draft": draft })
}

pub(crate) fn edit(message: MessageId, body: impl Into<String>) -> Value {
    json!({ "type": "edit", "message": message, "body": body.into() })
}

pub(crate) fn delete(message: MessageId) -> Value {
    json!({ "type": "delete", "message": message })
}

pub(crate) fn react(message: MessageId, emoji: &str, on: bool) -> Value {
    json!({ "type": "react", "message": message, "emoji": emoji, "on": on })
}

pub(crate) fn read(room: RoomId, seq: u64) -> Value {
    json!({ "type": "read", "room": room, "seq": seq })
}

pub(crate) fn mark_unread(room: RoomId, seq: u64) -> Value {
    json!({ "type": "mark_unread", "room": room, "seq": seq })
}

pub(crate) fn follow(root: MessageId, on: bool) -> Value {
    json!({ "type": "follow", "message": root, "on": on })
}

pub(crate) fn read_thread(root: MessageId, seq: u64) -> Value {
    json!({ "type": "read_thread", "message": root, "seq": seq })
}

pub(crate) fn typing(room: RoomId) -> Value {
    json!({ "type": "typing", "room": room })
}

pub(crate) fn presence(active: bool) -> Value {
    json!({ "type": "presence", "active": active })
}

pub(crate) fn ping(id: u32) -> Value {
    json!({ "type": "ping", "id": id })
}
