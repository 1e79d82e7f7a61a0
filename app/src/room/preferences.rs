//! A person's own settings of a room: whether it is a favourite, and what they are notified of.

use crate::{
    api,
    chat::use_chat,
    erased::{memo, when},
    kit::{
        radio::{RadioCard, RadioGroup},
        saving::Saving,
    },
    sidebar::favourites,
};
use leptos::prelude::*;
use protocol::{Level, RoomId, request::NewLevel};

/// Form for a person's own settings of a room.
#[component]
pub(crate) fn Preferences(room: RoomId) -> impl IntoView {
    let chat = use_chat();
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
        <FavouriteSetting room />
        <RadioGroup legend="Notify me about" sign=saving row=true>
            {card(Level::Everything, "Everything", "Each unread message counts.")}
            {card(Level::Mentions, "Mentions", "Only what mentions you.")}
            {card(Level::Nothing, "Nothing", "The room is muted.")}
        </RadioGroup>
    }
}

/// Buttons that make the room a favourite, and move it up and down among the favourites.
#[component]
fn FavouriteSetting(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let favourites = memo(move || chat.look(|client| client.state.favourites()));
    let is_favourite = move || favourites.read().contains(&room);
    let shift = move |by| {
        move |_| {
            favourites::shift(chat, room, by);
        }
    };
    let first = move || favourites.read().first() == Some(&room);
    let last = move || favourites.read().last() == Some(&room);
    let move_buttons = move || {
        view! {
            <button class="button" type="button" disabled=first on:click=shift(-1)>"Move up"</button>
            <button class="button" type="button" disabled=last on:click=shift(1)>"Move down"</button>
        }.into_any()
    };
    view! {
        <div class="setting-buttons">
            <button class="button" type="button" aria-pressed=move || is_favourite().to_string() on:click=move |_| favourites::toggle(chat, room)>
                {move || if is_favourite() { "★ Favourite" } else { "☆ Favourite" }}
            </button>
            {when(is_favourite, move_buttons)}
        </div>
    }
}
