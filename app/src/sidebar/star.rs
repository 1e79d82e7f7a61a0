//! Button that makes a room a favourite, in the room's header.

use super::favourites;
use crate::{
    chat::use_chat,
    erased::memo,
    kit::icon::{Glyph, Icon},
    later::lazy,
};
use leptos::prelude::*;
use locale::text;
use protocol::RoomId;

lazy!(pub(crate) fn star = Star(room: RoomId));

#[component]
pub(crate) fn Star(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let on = memo(move || chat.look_room(room, |room| room.favourite.is_some()));
    view! {
        <button
            class="button-icon star"
            type="button"
            aria-label=text().favourite()
            title=move || if on.get() { text().remove_favourite() } else { text().add_favourite() }
            aria-pressed=move || on.get().to_string()
            on:click=move |_| favourites::toggle(chat, room)
        >
            <Icon glyph=Glyph::STAR />
        </button>
    }
}
