//! Menu of a room in the list.

use super::favourites;
use crate::{
    api,
    chat::{Chat, use_chat},
    dialog_opener::{DialogKind, DialogOpener},
    kit::{
        icon::Glyph,
        menu::{Menu, MenuItem},
    },
    room::send_command,
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{Level, RoomId, RoomKind, request::NewLevel};

/// The room that the menu is about.
#[derive(Clone, Copy)]
pub(super) struct MenuRoom(pub(super) RwSignal<Option<RoomId>>);

/// Returns the items for the room that the context names.
pub(super) fn items(menu: Menu) -> AnyView {
    let chat = use_chat();
    let MenuRoom(room) = expect_context();
    let Some(room) = room.get_untracked() else {
        return ().into_any();
    };
    let favourites = chat.peek(|client| client.state.favourites());
    let place = favourites.iter().position(|other| *other == room);
    let state = chat.peek(|client| {
        let state = client.state.rooms.get(&room)?;
        let is_unread = state.unread() > 0;
        Some((state.kind, state.level, is_unread))
    });
    let Some((kind, level, is_unread)) = state else {
        return ().into_any();
    };
    let star = if place.is_some() {
        text().remove_favourite()
    } else {
        text().add_favourite()
    };
    let shift = move |by| {
        move || {
            favourites::shift(chat, room, by);
        }
    };
    let up = place.is_some_and(|place| place > 0);
    let down = place.is_some_and(|place| place + 1 < favourites.len());
    let (bell, next) = match level {
        Level::Nothing => (text().unmute_room(), Level::Everything),
        Level::Everything | Level::Mentions => (text().mute_room(), Level::Nothing),
    };
    let read = move || {
        chat.act(|client| {
            client.resume_reading(room);
            client.read(room)
        });
    };
    let opener = DialogOpener::get();
    let is_open = untrack(|| chat.route()).room_id() == Some(room);
    let hide = move || send_command(chat, "PUT", api::hidden(room));
    let item = |glyph, text| MenuItem::new(glyph, move || text);
    let move_up = item(Glyph::UP, text().move_up()).key(Some("Alt ↑".into()), Some("Alt+ArrowUp"));
    let move_down =
        item(Glyph::DOWN, text().move_down()).key(Some("Alt ↓".into()), Some("Alt+ArrowDown"));
    view! {
        {item(Glyph::STAR, star).view(menu, move || favourites::toggle(chat, room))}
        {up.then(|| move_up.view(menu, shift(-1)))}
        {down.then(|| move_down.view(menu, shift(1)))}
        {is_unread.then(|| item(Glyph::CHECK, text().mark_room_read()).view(menu, read))}
        {is_open.then(|| item(Glyph::CALENDAR, text().action_jump_to_date()).view(menu, move || opener.open(DialogKind::Date)))}
        {item(Glyph::MUTED, bell).view(menu, move || set_level(chat, room, next))}
        {(kind == RoomKind::Direct).then(|| item(Glyph::CLOSE, text().hide_conversation()).view(menu, hide))}
    }
    .into_any()
}

fn set_level(chat: Chat, room: RoomId, level: Level) {
    let sent = api::submit(chat.browser, "PUT", api::level(room), &NewLevel { level });
    spawn_local(async move {
        if let Err(refusal) = sent.await {
            chat.notify(&refusal.detail);
        }
    });
}
