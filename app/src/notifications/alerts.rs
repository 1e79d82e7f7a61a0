//! Shows the notifications that the server sends to this page, and closes those of messages that were read, here or on
//! another device.

use super::{Sound, ThisDevice, badge, worker};
use crate::{
    chat::{Chat, use_chat},
    erased::{effect, memo},
};
use client::Client;
use leptos::prelude::*;
use protocol::{Conversation, Notification, route::permalink};
use serde_json::json;
use std::collections::BTreeMap;

/// The key in this browser of the message of which a sound was played last.
const SOUNDED: &str = "sounded";

/// Shows notifications, without an element of its own.
#[component]
pub(crate) fn Alerts() -> impl IntoView {
    let chat = use_chat();
    let device = ThisDevice::get();
    effect(move || {
        worker::on_open(move |path| chat.go(&path));
        device.resume();
    });
    effect(move || {
        let alerts = chat.alerts.get();
        if alerts.is_empty() {
            return;
        }
        chat.alerts.set(Vec::new());
        for notification in alerts {
            show(chat, &notification);
        }
    });
    effect(move || badge::show(chat.unread()));
    // It changes whenever anything is read.
    let read = memo(move || chat.look(read_sum));
    effect(move || {
        // `track` would not compute it.
        let _ = read.get();
        if device.on.get() {
            worker::send(json!({ "read": chat.peek(read_positions) }).to_string());
        }
    });
}

/// Plays the sound, and shows the notification unless the person looks at this page.
fn show(chat: Chat, notification: &Notification) {
    let browser = chat.browser.get();
    // All tabs of this browser are told, and one of them plays the sound.
    let message = notification.message.to_string();
    if browser.stored(SOUNDED).as_ref() != Some(&message) {
        browser.store(SOUNDED, &message);
        Sound::of_device(chat).play();
    }
    if browser.is_watched() {
        return;
    }
    let conversation = Conversation {
        room: notification.room,
        thread: notification.thread,
    };
    let path = permalink(conversation, notification.seq);
    let shown = json!({ "notification": notification, "path": path });
    worker::send(json!({ "show": shown }).to_string());
}

fn read_sum(client: &Client) -> u64 {
    let rooms = client.state.rooms.values().map(|room| room.read_seq);
    let threads = client.state.follows.iter().map(|follow| follow.read_seq);
    rooms.chain(threads).fold(0, u64::wrapping_add)
}

/// Returns the read positions in rooms and in threads, by their ids.
fn read_positions(client: &Client) -> serde_json::Value {
    let rooms = client.state.rooms.iter();
    let rooms: BTreeMap<String, u64> = rooms
        .map(|(id, room)| (id.to_string(), room.read_seq))
        .collect();
    let threads = client.state.follows.iter();
    let threads: BTreeMap<String, u64> = threads
        .map(|follow| (follow.thread.to_string(), follow.read_seq))
        .collect();
    json!({ "rooms": rooms, "threads": threads })
}
