//! A person's own settings of a room: whether it is a favourite, and what they are notified of.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{memo, when},
    kit::{
        form_request::{FormRequest, RequestProblem},
        radio::{RadioCard, RadioGroup},
        saving::Saving,
    },
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
    let saving = Saving::new();
    let level = memo(move || chat.look_room(room, |room| room.level));
    let choose = move |level| {
        let sent = api::submit(chat.browser, "PUT", api::level(room), &NewLevel { level });
        saving.send(sent);
    };
    let card = move |value: Level, label, hint| {
        let checked = Signal::derive(move || level.get() == value);
        view! { <RadioCard name="level" label hint checked choose=Box::new(move || choose(value))>""</RadioCard> }.into_any()
    };
    view! {
        <FavouriteSetting room request />
        <RequestProblem request />
        <RadioGroup legend="Notify me about" sign=saving row=true>
            {card(Level::Everything, "Everything", "Each unread message counts.")}
            {card(Level::Mentions, "Mentions", "Only what mentions you.")}
            {card(Level::Nothing, "Nothing", "The room is muted.")}
        </RadioGroup>
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
        <div class="setting-buttons">
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
