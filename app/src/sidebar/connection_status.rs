//! The banner about trouble with the connection.

use crate::{chat::use_chat, erased::when};
use client::ConnectionState;
use leptos::prelude::*;

const CANNOT_SAVE: &str = "Hubbub cannot save right now";

/// Says that the connection is in trouble, or that the server cannot save.
#[component]
pub(crate) fn ConnectionStatus() -> impl IntoView {
    let chat = use_chat();
    let trouble = Memo::new(move |_| {
        let what = match chat.look(|client| (client.connection, client.cannot_save)) {
            (ConnectionState::Reconnecting, _) => "Reconnecting…",
            (ConnectionState::Offline, _) => "Offline",
            (ConnectionState::Live, true) => CANNOT_SAVE,
            (ConnectionState::Connecting | ConnectionState::Live, _) => "",
        };
        what.to_owned()
    });
    let hint = move || match trouble.with(|what| what == CANNOT_SAVE) {
        true => "Your messages are kept on this device and will be sent as soon as possible.",
        false => "Your messages are kept on this device and will be sent when you are back online.",
    };
    view! {
        <div class="connection" role="status">
            {when(move || trouble.with(|what| !what.is_empty()), move || view! {
                <p class="connection-banner">
                    <strong>{move || trouble.get()}</strong>
                    <span>{move || hint().to_owned()}</span>
                </p>
            }.into_any())}
        </div>
    }
}
