//! What is pushed to a device: the service worker (`assets/service-worker.js`) reads it.

use protocol::{Conversation, Notification, route::permalink};
use serde_json::json;

/// Returns the path of a notification's message.
pub(crate) fn path_of(notification: &Notification) -> String {
    let conversation = Conversation {
        room: notification.room,
        thread: notification.thread,
    };
    permalink(conversation, notification.seq)
}

/// Returns the content of a push. The service worker opens `path` when the person clicks on the notification.
pub(crate) fn payload(notification: &Notification, path: &str) -> Vec<u8> {
    json!({ "notification": notification, "path": path })
        .to_string()
        .into_bytes()
}
