//! The dialogs of the workspace and of a room. Their code is loaded later.

use crate::{
    dialog_opener::{DialogKind, DialogOpener},
    erased::part,
    kit::dialog::LaterDialog,
    later::Later,
    room::{
        found_messages::{PinnedDialog, SavedDialog},
        message::MessageDialogs,
        reminders::Reminders,
        scheduled_list::ScheduledDialog,
        settings_dialog::RoomSettingsDialog,
    },
    sidebar::drawer::close_when_turned,
};
use leptos::prelude::*;
use protocol::RoomId;

#[component]
pub(crate) fn WorkspaceDialogs() -> impl IntoView {
    let opener = DialogOpener::get();
    let new_room = opener.opened(DialogKind::NewRoom);
    let browse = opener.opened(DialogKind::Browse);
    let direct = opener.opened(DialogKind::Direct);
    let jump = opener.opened(DialogKind::Jump);
    let invite = opener.opened(DialogKind::Invite);
    let profile = opener.opened(DialogKind::Profile);
    let settings = opener.opened(DialogKind::WorkspaceSettings);
    close_when_turned();
    part! {
        <LaterDialog title="New room" open=new_room content=Later::NewRoom(new_room) />
        <LaterDialog title="Browse rooms" open=browse content=Later::Browse(browse) />
        <SavedDialog open=opener.opened(DialogKind::Saved) />
        <ScheduledDialog open=opener.opened(DialogKind::Scheduled) />
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
    part! {
        <RoomSettingsDialog room open=opener.opened(DialogKind::RoomSettings) />
        <PinnedDialog room open=opener.opened(DialogKind::Pinned) />
        <MessageDialogs room />
    }
}
