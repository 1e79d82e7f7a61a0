//! The dialogs of a room.

use super::dialog;
use crate::{
    dialog_opener::{DialogKind, DialogOpener},
    erased::effect,
    kit::waiting_dialog::stop_waiting,
    later::lazy,
    room::{
        date_dialog::DateForm, found_messages::Pinned, gallery::RoomFiles, message::MessageDialogs,
        settings_dialog::RoomSettings,
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::RoomId;

lazy!(pub(crate) fn room_dialogs = RoomDialogs(room: RoomId, people_open: RwSignal<bool>));

#[component]
pub(crate) fn RoomDialogs(room: RoomId, people_open: RwSignal<bool>) -> impl IntoView {
    let people = DialogOpener::get().opened(DialogKind::People);
    effect(move || {
        if people.get() {
            people.set(false);
            // The panel is no dialog, which would take the keys.
            stop_waiting();
            people_open.set(true);
        }
    });
    view! {
        {dialog(DialogKind::RoomSettings, text().dialog_room_settings(), move |open| view! { <RoomSettings room open /> }.into_any())}
        {dialog(DialogKind::Pinned, text().dialog_pinned(), move |open| view! { <Pinned room open /> }.into_any())}
        {dialog(DialogKind::Date, text().dialog_date(), move |open| view! { <DateForm room open /> }.into_any())}
        {dialog(DialogKind::Files, text().dialog_files(), move |open| view! { <RoomFiles room open /> }.into_any())}
        <MessageDialogs conversation=room.into() />
    }
}
