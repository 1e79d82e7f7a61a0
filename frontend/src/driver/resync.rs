//! A new snapshot in the place of a copy that the server cannot bring up to date.

use super::Driver;
use crate::http;
use leptos::prelude::*;
use protocol::{RoomId, Snapshot, read::read, route::Route};
use wasm_bindgen_futures::spawn_local;

impl Driver {
    /// Fetches a snapshot, with the open room if that is still there for this person.
    pub(super) fn resync(&self) {
        let driver = self.me.clone();
        let room = self
            .chat
            .path
            .with_untracked(|path| Route::parse(path).room_id());
        let place = self.chat.place.get_value();
        spawn_local(async move {
            let snapshot = match snapshot(room, place).await {
                None if room.is_some() => snapshot(None, None).await,
                snapshot => snapshot,
            };
            let Some(driver) = driver.upgrade() else {
                return;
            };
            match snapshot {
                Some(snapshot) => driver.chat.act(|client| client.reset(snapshot)),
                None => driver.disconnect(),
            }
        });
    }
}

/// Fetches a snapshot, with a room around the message `place`, or at its newest message.
async fn snapshot(room: Option<RoomId>, place: Option<u64>) -> Option<Snapshot> {
    let around = place.map(|seq| format!("&around={seq}"));
    let around = around.unwrap_or_default();
    let query = room.map(|room| format!("?room={room}{around}"));
    let path = format!("/api/snapshot{}", query.unwrap_or_default());
    read(&http::request("GET", &path, None).await.ok()?)
}
