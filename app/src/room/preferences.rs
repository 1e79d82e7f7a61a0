//! A person's own settings of a room: whether it is a favourite, and what they are notified of.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{memo, when},
    kit::form_request::{FormRequest, RequestProblem},
};
use client::Client;
use leptos::prelude::*;
use protocol::{
    Level, RoomId,
    request::{Favourites, NewLevel},
};

/// Form for a person's own settings of a room.
#[component]
pub(crate) fn Preferences(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let level = memo(move || chat.look_room(room, |room| room.level));
    let choose = move |level| {
        let sent = api::submit(chat.browser, "PUT", api::level(room), &NewLevel { level });
        request.run(sent, |()| ());
    };
    let choice = move |label, value| {
        let checked = move || level.get() == value;
        view! { <RadioOption name="level" label checked=Box::new(checked) choose=Box::new(move || choose(value)) /> }.into_any()
    };
    view! {
        <FavouriteSetting room request />
        <fieldset class="setting choices-row">
            <legend class="field-label">"Notify me about"</legend>
            {choice("Everything", Level::Everything)}
            {choice("Mentions", Level::Mentions)}
            {choice("Nothing", Level::Nothing)}
        </fieldset>
        <RequestProblem request />
    }
}

/// Buttons that make the room a favourite, and move it up and down among the favourites.
#[component]
fn FavouriteSetting(room: RoomId, request: FormRequest) -> impl IntoView {
    let chat = use_chat();
    let favourites = memo(move || chat.look(Client::favourites));
    let is_favourite = move || favourites.with(|rooms| rooms.contains(&room));
    let toggle = move |_| {
        let mut rooms = favourites.get_untracked();
        if rooms.contains(&room) {
            rooms.retain(|other| *other != room);
        } else {
            rooms.push(room);
        }
        save_favourites(chat, rooms, request);
    };
    let shift = move |up: bool| {
        move |_| {
            let rooms = favourites.get_untracked();
            save_favourites(chat, moved(rooms, room, up), request);
        }
    };
    let first = move || favourites.with(|rooms| rooms.first() == Some(&room));
    let last = move || favourites.with(|rooms| rooms.last() == Some(&room));
    let move_buttons = move || {
        view! {
            <button class="button" type="button" disabled=first on:click=shift(true)>"Move up"</button>
            <button class="button" type="button" disabled=last on:click=shift(false)>"Move down"</button>
        }.into_any()
    };
    view! {
        <div class="setting choices-row">
            <button class="button" type="button" aria-pressed=move || is_favourite().to_string() on:click=toggle>
                {move || if is_favourite() { "★ Favourite" } else { "☆ Favourite" }}
            </button>
            {when(is_favourite, move_buttons)}
        </div>
    }
}

/// Returns the rooms with `room` one place further up or down; unchanged if it is at that end already.
fn moved(mut rooms: Vec<RoomId>, room: RoomId, up: bool) -> Vec<RoomId> {
    let index = rooms.iter().position(|other| *other == room);
    let other = index.and_then(|index| index.checked_add_signed(if up { -1 } else { 1 }));
    if let (Some(index), Some(other)) = (index, other)
        && other < rooms.len()
    {
        rooms.swap(index, other);
    }
    rooms
}

/// Stores the favourites in this order. The change shows when the person's stream says so.
fn save_favourites(chat: Chat, rooms: Vec<RoomId>, request: FormRequest) {
    let path = "/api/me/favourites".to_owned();
    let sent = api::submit(chat.browser, "PUT", path, &Favourites { rooms });
    request.run(sent, |()| ());
}

/// Radio button with its label.
#[component]
pub(crate) fn RadioOption(
    name: &'static str,
    label: &'static str,
    checked: Box<dyn Fn() -> bool + Send + Sync>,
    choose: Box<dyn Fn() + Send + Sync>,
) -> impl IntoView {
    view! {
        <label class="choice-inline">
            <input type="radio" name=name aria-label=label prop:checked=checked on:change=move |_| choose() />
            <span>{label}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_favourite_moves_up_and_down_but_not_out() {
        let [a, b, c] = [1, 2, 3].map(|id| RoomId(Uuid::from_u128(id)));
        let rooms = || vec![a, b, c];
        assert_eq!(moved(rooms(), b, true), [b, a, c]);
        assert_eq!(moved(rooms(), b, false), [a, c, b]);
        assert_eq!(moved(rooms(), a, true), rooms());
        assert_eq!(moved(rooms(), c, false), rooms());
    }
}
