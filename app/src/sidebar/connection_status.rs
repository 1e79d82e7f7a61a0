//! The banner about trouble with the connection.

use crate::{
    chat::{Chat, use_chat},
    erased::{memo, when},
};
use client::{Client, ConnectionState};
use leptos::prelude::*;
use locale::text;

/// Trouble with the connection or the server.
#[derive(Clone, Copy, PartialEq)]
enum Trouble {
    Reconnecting,
    Offline,
    CannotSave,
}

impl Trouble {
    /// Returns what the trouble is, and what becomes of messages meanwhile.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Reconnecting => (text().connection_reconnecting(), text().connection_hint()),
            Self::Offline => (text().connection_offline(), text().connection_hint()),
            Self::CannotSave => (text().cannot_save(), text().cannot_save_hint()),
        }
    }
}

/// Says that the connection is in trouble, or that the server cannot save.
#[component]
pub(crate) fn ConnectionStatus() -> impl IntoView {
    let chat = use_chat();
    let trouble = memo(move || {
        let state = chat.look(|client| (client.connection, client.cannot_save));
        match state {
            _ if chat.look(Client::is_offline_copy) => Some(Trouble::Offline),
            (ConnectionState::Reconnecting, _) => Some(Trouble::Reconnecting),
            (ConnectionState::Offline, _) => Some(Trouble::Offline),
            (ConnectionState::Live, true) => Some(Trouble::CannotSave),
            (ConnectionState::Connecting | ConnectionState::Live, _) => None,
        }
    });
    let words = move || trouble.get().map(Trouble::words).unwrap_or_default();
    let title = move || match saved_time(chat) {
        Some(time) => text().offline_as_of(&time),
        None => words().0.to_owned(),
    };
    view! {
        <div class="connection" role="status">
            {when(move || trouble.get().is_some(), move || view! {
                <p class="connection-banner" class:is-saved=move || chat.look(Client::is_offline_copy)>
                    <strong>{title}</strong>
                    <span>{move || words().1.to_owned()}</span>
                </p>
            }.into_any())}
        </div>
    }
}

/// Returns the time of the offline copy of the room that is shown, with the day unless it is today. `None` if the client is not
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
