//! The dialogs of the workspace and of a room. Their code is loaded later.

use crate::{
    dialog_opener::{DialogKind, DialogOpener},
    erased::part,
    kit::dialog::LaterDialog,
    later::Later,
    room::{message::MessageDialogs, reminders::Reminders},
    sidebar::drawer::close_when_turned,
};
use leptos::prelude::*;
use protocol::RoomId;

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
        <LaterDialog title="New room" open=new_room content=Later::NewRoom(new_room) />
        <LaterDialog title="Browse rooms" open=browse content=Later::Browse(browse) />
        <LaterDialog title="Saved" open=saved content=Later::Saved(saved) />
        <LaterDialog title="Scheduled" open=scheduled content=Later::Scheduled(scheduled) />
        <LaterDialog title="New message" open=direct content=Later::Direct(direct) />
        <LaterDialog title="Jump to" open=jump content=Later::Jump(jump) />
        <LaterDialog title="Invite people" open=invite content=Later::Invitation />
        <LaterDialog title="Profile" open=profile content=Later::Profile />
        <LaterDialog title="Workspace settings" open=settings content=Later::WorkspaceSettings />
        <Reminders />
    }
}

#[component]
pub(crate) fn RoomDialogs(room: RoomId) -> impl IntoView {
    let opener = DialogOpener::get();
    let settings = opener.opened(DialogKind::RoomSettings);
    let pinned = opener.opened(DialogKind::Pinned);
    part! {
        <LaterDialog title="Room settings" open=settings content=Later::RoomSettings(room, settings) />
        <LaterDialog title="Pinned" open=pinned content=Later::Pinned(room, pinned) />
        <MessageDialogs room />
    }
}
