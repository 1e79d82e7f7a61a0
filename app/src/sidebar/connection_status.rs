//! The banner about trouble with the connection.

use crate::{
    chat::{Chat, use_chat},
    erased::{memo, when},
};
use client::{Client, ConnectionState};
use leptos::prelude::*;

const OFFLINE: &str = "Offline";
const CANNOT_SAVE: &str = "Hubbub cannot save right now";

/// Says that the connection is in trouble, or that the server cannot save.
#[component]
pub(crate) fn ConnectionStatus() -> impl IntoView {
    let chat = use_chat();
    let trouble = memo(move || {
        let state = chat.look(|client| (client.connection, client.cannot_save));
        match state {
            _ if chat.look(Client::is_saved_copy) => Some(OFFLINE),
            (ConnectionState::Reconnecting, _) => Some("Reconnecting…"),
            (ConnectionState::Offline, _) => Some(OFFLINE),
            (ConnectionState::Live, true) => Some(CANNOT_SAVE),
            (ConnectionState::Connecting | ConnectionState::Live, _) => None,
        }
    });
    let text = move || match saved_time(chat) {
        Some(time) => format!("{OFFLINE}, as of {time}"),
        None => trouble.get().unwrap_or_default().to_owned(),
    };
    let hint = move || match trouble.get() == Some(CANNOT_SAVE) {
        true => "Your messages are kept on this device and will be sent as soon as possible.",
        false => "Your messages are kept on this device and will be sent when you are back online.",
    };
    view! {
        <div class="connection" role="status">
            {when(move || trouble.get().is_some(), move || view! {
                <p class="connection-banner" class:is-saved=move || chat.look(Client::is_saved_copy)>
                    <strong>{text}</strong>
                    <span>{move || hint().to_owned()}</span>
                </p>
            }.into_any())}
        </div>
    }
}

/// Returns the time of the saved copy of the room that is shown, with the day unless it is today. `None` if the client is not
/// such a copy.
fn saved_time(chat: Chat) -> Option<String> {
    let room = chat.route().room_id();
    let at = chat.look(|client| client.saved_at(room))?;
    let at = chat.local_time(at);
    let now = chat.clock.get().map(|now| chat.local_time(now).day());
    Some(match now {
        Some(today) if today != at.day() => {
            format!("{}, {}", at.day().label(Some(today)), at.clock())
        }
        _ => at.clock(),
    })
}
