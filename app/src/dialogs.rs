//! The dialogs of the workspace and of a room. Their code is loaded later.

use crate::{
    account::profile_dialog::ProfileForms,
    dialog_opener::{DialogKind, DialogOpener},
    kit::dialog::Dialog,
    later::lazy,
    room::{
        found_messages::{Pinned, Saved},
        message::MessageDialogs,
        reminders::Reminders,
        scheduled_list::ScheduledList,
        settings_dialog::RoomSettings,
    },
    sidebar::{
        browse_dialog::Browse, direct_dialog::DirectForm, drawer::close_when_turned,
        jump_dialog::Jump, new_room_dialog::NewRoomForm,
    },
    workspace::{invite_dialog::Invitation, settings_dialog::WorkspaceSettings},
};
use leptos::prelude::*;
use protocol::RoomId;

lazy!(pub(crate) fn workspace_dialogs = WorkspaceDialogs());

#[component]
pub(crate) fn WorkspaceDialogs() -> impl IntoView {
    let opener = DialogOpener::get();
    let new_room = opener.opened(DialogKind::NewRoom);
    let browse = opener.opened(DialogKind::Browse);
    let saved = opener.opened(DialogKind::Saved);
    let scheduled = opener.opened(DialogKind::Scheduled);
    let direct = opener.opened(DialogKind::Direct);
    let jump = opener.opened(DialogKind::Jump);
    let invite = opener.opened(DialogKind::Invite);
    let profile = opener.opened(DialogKind::Profile);
    let settings = opener.opened(DialogKind::WorkspaceSettings);
    close_when_turned();
    view! {
        <Dialog title="New room" open=new_room content=move || view! { <NewRoomForm open=new_room /> }.into_any() />
        <Dialog title="Browse rooms" open=browse content=move || view! { <Browse open=browse /> }.into_any() />
        <Dialog title="Saved" open=saved content=move || view! { <Saved open=saved /> }.into_any() />
        <Dialog title="Scheduled" open=scheduled content=move || view! { <ScheduledList open=scheduled /> }.into_any() />
        <Dialog title="New message" open=direct content=move || view! { <DirectForm open=direct /> }.into_any() />
        <Dialog title="Jump to" open=jump content=move || view! { <Jump open=jump /> }.into_any() />
        <Dialog title="Invite people" open=invite content=move || view! { <Invitation /> }.into_any() />
        <Dialog title="Profile" open=profile content=move || view! { <ProfileForms /> }.into_any() />
        <Dialog title="Workspace settings" open=settings content=move || view! { <WorkspaceSettings /> }.into_any() />
        <Reminders />
    }
}

lazy!(pub(crate) fn room_dialogs = RoomDialogs(room: RoomId));

#[component]
pub(crate) fn RoomDialogs(room: RoomId) -> impl IntoView {
    let opener = DialogOpener::get();
    let settings = opener.opened(DialogKind::RoomSettings);
    let pinned = opener.opened(DialogKind::Pinned);
    view! {
        <Dialog title="Room settings" open=settings content=move || view! { <RoomSettings room open=settings /> }.into_any() />
        <Dialog title="Pinned" open=pinned content=move || view! { <Pinned room open=pinned /> }.into_any() />
        <MessageDialogs room />
    }
}
