//! The dialogs of a room.

use super::dialog;
use crate::{
    dialog_opener::DialogKind,
    later::lazy,
    room::{
        found_messages::Pinned, gallery::RoomFiles, message::MessageDialogs,
        settings_dialog::RoomSettings,
    },
};
use leptos::prelude::*;
use protocol::RoomId;

lazy!(pub(crate) fn room_dialogs = RoomDialogs(room: RoomId));

#[component]
pub(crate) fn RoomDialogs(room: RoomId) -> impl IntoView {
    view! {
        {dialog(DialogKind::RoomSettings, "Room settings", move |open| view! { <RoomSettings room open /> }.into_any())}
        {dialog(DialogKind::Pinned, "Pinned", move |open| view! { <Pinned room open /> }.into_any())}
        {dialog(DialogKind::Files, "Files", move |open| view! { <RoomFiles room open /> }.into_any())}
        <MessageDialogs conversation=room.into() />
    }
}
