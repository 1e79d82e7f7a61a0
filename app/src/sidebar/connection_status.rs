//! The banner about trouble with the connection.

use crate::{
    chat::use_chat,
    erased::{memo, when},
};
use client::ConnectionState;
use leptos::prelude::*;

const CANNOT_SAVE: &str = "Hubbub cannot save right now";

/// Says that the connection is in trouble, or that the server cannot save.
#[component]
pub(crate) fn ConnectionStatus() -> impl IntoView {
    let chat = use_chat();
    let trouble = memo(
        move || match chat.look(|client| (client.connection, client.cannot_save)) {
            (ConnectionState::Reconnecting, _) => Some("Reconnecting…"),
            (ConnectionState::Offline, _) => Some("Offline"),
            (ConnectionState::Live, true) => Some(CANNOT_SAVE),
            (ConnectionState::Connecting | ConnectionState::Live, _) => None,
        },
    );
    let hint = move || match trouble.get() == Some(CANNOT_SAVE) {
        true => "Your messages are kept on this device and will be sent as soon as possible.",
        false => "Your messages are kept on this device and will be sent when you are back online.",
    };
    view! {
        <div class="connection" role="status">
            {when(move || trouble.get().is_some(), move || view! {
                <p class="connection-banner">
                    <strong>{move || trouble.get().unwrap_or_default().to_owned()}</strong>
                    <span>{move || hint().to_owned()}</span>
                </p>
            }.into_any())}
        </div>
    }
}
