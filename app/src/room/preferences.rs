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
use locale::text;
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
        <RadioGroup legend=text().room_level() sign=saving row=true>
            {card(Level::Everything, text().room_level_everything(), text().room_level_everything_hint())}
            {card(Level::Mentions, text().room_level_mentions(), text().room_level_mentions_hint())}
            {card(Level::Nothing, text().room_level_nothing(), text().room_level_nothing_hint())}
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
            <button class="button" type="button" disabled=first on:click=shift(-1)>{text().room_move_up()}</button>
            <button class="button" type="button" disabled=last on:click=shift(1)>{text().room_move_down()}</button>
        }.into_any()
    };
    view! {
        <div class="setting-buttons">
            <button class="button" type="button" aria-pressed=move || is_favourite().to_string() on:click=move |_| favourites::toggle(chat, room)>
                {move || if is_favourite() { text().room_is_favourite() } else { text().room_is_not_favourite() }}
            </button>
            {when(is_favourite, move_buttons)}
        </div>
    }
}
