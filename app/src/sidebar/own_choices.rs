//! Sends the person's choices for the list of rooms, which show at once.

use crate::{api, chat::Chat};
use client::{Client, OwnChoice, state::OwnChoices};
use leptos::{prelude::*, task::spawn_local};
use protocol::{RoomId, Sidebar, request::Favourites};
use serde::Serialize;

/// Shows the favourites in this order, and stores it for all devices.
pub(crate) fn choose_favourites(chat: Chat, rooms: Vec<RoomId>) {
    chat.client
        .update(|client| client.state.choose_favourites(rooms));
    send(
        chat,
        api::FAVOURITES,
        |own| &mut own.favourites,
        |rooms| Favourites { rooms },
        |client, is_accepted| client.state.favourites_answered(is_accepted),
    );
}

/// Shows the list in this way, and stores that for all devices.
pub(crate) fn choose_sidebar(chat: Chat, sidebar: Sidebar) {
    chat.client
        .update(|client| client.state.choose_sidebar(sidebar));
    send_sidebar(chat);
}

/// Sends how the list is shown, if the person has changed it.
pub(super) fn send_sidebar(chat: Chat) {
    send(
        chat,
        api::SIDEBAR,
        |own| &mut own.sidebar,
        |sidebar| sidebar,
        |client, is_accepted| client.state.sidebar_answered(is_accepted),
    );
}

/// Sends a choice, and then what was chosen while it was on its way.
fn send<T: Clone + PartialEq + 'static, Body: Serialize + 'static>(
    chat: Chat,
    path: &'static str,
    choice: fn(&mut OwnChoices) -> &mut OwnChoice<T>,
    body: fn(T) -> Body,
    answered: fn(&mut Client, bool),
) {
    let take = move |client: &mut Client| choice(&mut client.state.own).take_unsent();
    spawn_local(async move {
        while let Some(Some(chosen)) = chat.client.try_update(take) {
            let answer = api::submit(chat.browser, "PUT", path.to_owned(), &body(chosen)).await;
            let is_accepted = answer.is_ok();
            chat.client
                .try_update(|client| answered(client, is_accepted));
            if let Err(refusal) = answer {
                chat.notify(&refusal.detail);
            }
        }
    });
}
