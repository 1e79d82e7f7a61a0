//! Unsent messages of a room that the person is no longer in.

use super::{
    message::{MessageItem, MessageTools},
    row_signals::RowSignals,
};
use crate::{
    chat::use_chat,
    erased::{each, memo},
};
use client::rows::{RowKey, RowOptions, Rows};
use leptos::prelude::*;
use locale::text;
use protocol::RoomId;

/// Shows what the person wrote in a room but could not send before they lost access to it. It is shown nowhere else.
#[component]
pub(crate) fn Unsent(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    provide_context(MessageTools::default());
    let rows = memo(move || {
        let browser = chat.browser.get();
        let look = RowOptions {
            unread_after: None,
            offset_minutes: &move |at| browser.offset_minutes(at),
            now: None,
        };
        chat.look(|client| Rows::new(client, room, &look))
    });
    let rows = RowSignals::new(rows);
    let row = move |key| match key {
        RowKey::Message(author, id) => {
            view! { <MessageItem conversation=room.into() author id rows /> }.into_any()
        }
        RowKey::Day(_) | RowKey::New => ().into_any(),
    };
    view! {
        <div class="unsent">
            <p class="timeline-start">{text().unsent()}</p>
            <div role="log" aria-label=text().timeline_messages()>{each(move || rows.keys(), row)}</div>
        </div>
    }
}
