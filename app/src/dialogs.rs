//! The dialogs of the workspace and of a room. Their code is loaded later.

use crate::{
    account::profile_dialog::ProfileForms,
    dialog_opener::{DialogKind, DialogOpener},
    erased::part,
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
    part! {
        <Dialog title="New room" open=new_room content=move || part! { <NewRoomForm open=new_room /> } />
        <Dialog title="Browse rooms" open=browse content=move || part! { <Browse open=browse /> } />
        <Dialog title="Saved" open=saved content=move || part! { <Saved open=saved /> } />
        <Dialog title="Scheduled" open=scheduled content=move || part! { <ScheduledList open=scheduled /> } />
        <Dialog title="New message" open=direct content=move || part! { <DirectForm open=direct /> } />
        <Dialog title="Jump to" open=jump content=move || part! { <Jump open=jump /> } />
        <Dialog title="Invite people" open=invite content=move || part! { <Invitation /> } />
        <Dialog title="Profile" open=profile content=move || part! { <ProfileForms /> } />
        <Dialog title="Workspace settings" open=settings content=move || part! { <WorkspaceSettings /> } />
        <Reminders />
    }
}

lazy!(pub(crate) fn room_dialogs = RoomDialogs(room: RoomId));

#[component]
pub(crate) fn RoomDialogs(room: RoomId) -> impl IntoView {
    let opener = DialogOpener::get();
    let settings = opener.opened(DialogKind::RoomSettings);
    let pinned = opener.opened(DialogKind::Pinned);
    part! {
        <Dialog title="Room settings" open=settings content=move || part! { <RoomSettings room open=settings /> } />
        <Dialog title="Pinned" open=pinned content=move || part! { <Pinned room open=pinned /> } />
        <MessageDialogs room />
    }
}
