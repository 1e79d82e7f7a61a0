//! The banner about trouble with the connection.

use crate::{
    chat::use_chat,
    erased::{memo, when},
};
use client::ConnectionState;
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
    let trouble = memo(
        move || match chat.look(|client| (client.connection, client.cannot_save)) {
            (ConnectionState::Reconnecting, _) => Some(Trouble::Reconnecting),
            (ConnectionState::Offline, _) => Some(Trouble::Offline),
            (ConnectionState::Live, true) => Some(Trouble::CannotSave),
            (ConnectionState::Connecting | ConnectionState::Live, _) => None,
        },
    );
    let words = move || trouble.get().map(Trouble::words).unwrap_or_default();
    view! {
        <div class="connection" role="status">
            {when(move || trouble.get().is_some(), move || view! {
                <p class="connection-banner">
                    <strong>{move || words().0.to_owned()}</strong>
                    <span>{move || words().1.to_owned()}</span>
                </p>
            }.into_any())}
        </div>
    }
}
