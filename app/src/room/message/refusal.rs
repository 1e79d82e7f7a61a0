//! Line below a message that the server refused.

use crate::{chat::use_chat, later::lazy};
use leptos::prelude::*;
use locale::text;
use protocol::ClientId;

lazy!(pub(crate) fn refusal = Refusal(id: ClientId, why: Memo<Option<String>>));

/// Says why a message was not sent, with buttons to try again and to discard it.
#[component]
pub(crate) fn Refusal(id: ClientId, why: Memo<Option<String>>) -> impl IntoView {
    let chat = use_chat();
    view! {
        <div class="message-refusal">
            <span>{move || text().message_not_sent(&why.get().unwrap_or_default())}</span>
            <button class="button-link" type="button" on:click=move |_| chat.act(|client| client.try_again(id))>{text().try_again()}</button>
            <button class="button-link" type="button" on:click=move |_| chat.act(|client| client.discard(id))>{text().message_discard()}</button>
        </div>
    }
}
