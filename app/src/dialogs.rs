//! The dialogs of the workspace and of a room. Their code is loaded later.

pub(crate) mod room;

use crate::{
    account::settings_dialog::Settings,
    actions::{keys_dialog::Keys, listener::use_action_keys},
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::effect,
    kit::{dialog::Dialog, focus::use_kept_focus},
    later::lazy,
    notifications::{Alerts, ThisDevice},
    offline::Updates,
    room::{
        add_people_dialog::AddPeople,
        composer::tell_left,
        found_messages::Saved,
        reminders::{RemindForm, Reminders},
        scheduled_list::ScheduledList,
    },
    search::marks::use_search_marks,
    sidebar::{
        browse_dialog::Browse, direct_dialog::DirectForm, drawer::close_when_turned,
        jump_dialog::Jump, new_room_dialog::NewRoomForm,
    },
    workspace::{
        emoji_dialog::CustomEmojiForms, invite_dialog::Invitation,
        settings_dialog::WorkspaceSettings,
    },
};
use leptos::prelude::*;
use locale::text;

lazy!(pub(crate) fn workspace_dialogs = WorkspaceDialogs());

#[component]
pub(crate) fn WorkspaceDialogs() -> impl IntoView {
    close_when_turned();
    use_kept_focus();
    ThisDevice::provide();
    effect(use_action_keys);
    let chat = use_chat();
    effect(move || tell_left(chat));
    use_search_marks();
    view! {
        {dialog(DialogKind::NewRoom, text().sidebar_new_room(), |open| view! { <NewRoomForm open /> }.into_any())}
        {dialog(DialogKind::AddPeople, text().add_people(), |open| view! { <AddPeople open /> }.into_any())}
        {dialog(DialogKind::Browse, text().sidebar_browse(), |open| view! { <Browse open /> }.into_any())}
        {dialog(DialogKind::Saved, text().saved_list(), |open| view! { <Saved open /> }.into_any())}
        {dialog(DialogKind::Scheduled, text().scheduled_list(), |open| view! { <ScheduledList open /> }.into_any())}
        {dialog(DialogKind::Direct, text().sidebar_new_message(), |open| view! { <DirectForm open /> }.into_any())}
        {dialog(DialogKind::Jump, text().jump_title(), |open| view! { <Jump open /> }.into_any())}
        {large_dialog(DialogKind::Keys, text().dialog_keys(), |_| view! { <Keys /> }.into_any())}
        {dialog(DialogKind::Invite, text().sidebar_invite(), |_| view! { <Invitation /> }.into_any())}
        {large_dialog(DialogKind::Settings, text().dialog_settings(), |_| view! { <Settings /> }.into_any())}
        {dialog(DialogKind::WorkspaceSettings, text().dialog_workspace_settings(), |_| view! { <WorkspaceSettings /> }.into_any())}
        {dialog(DialogKind::CustomEmoji, text().dialog_custom_emoji(), |_| view! { <CustomEmojiForms /> }.into_any())}
        {dialog(DialogKind::Remind, text().dialog_remind(), |open| view! { <RemindForm open /> }.into_any())}
        <Reminders />
        <Alerts />
        <Updates />
    }
}

/// Returns a dialog that is opened by its kind. `content` gets the signal of whether it is open, to close it.
fn dialog(
    kind: DialogKind,
    title: &'static str,
    content: impl Fn(RwSignal<bool>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let open = DialogOpener::get().opened(kind);
    view! { <Dialog title open content=move || content(open) /> }.into_any()
}

/// As [`dialog`], with room for parts. On a phone it fills the screen.
fn large_dialog(
    kind: DialogKind,
    title: &'static str,
    content: impl Fn(RwSignal<bool>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let open = DialogOpener::get().opened(kind);
    view! { <Dialog title open large=true content=move || content(open) /> }.into_any()
}
