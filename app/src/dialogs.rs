//! The dialogs of the workspace and of a room. Their code is loaded later.

use crate::{
    account::profile_dialog::ProfileDialog,
    dialog_opener::{DialogKind, DialogOpener},
    erased::part,
    room::{
        found_messages::{PinnedDialog, SavedDialog},
        message::MessageDialogs,
        reminders::Reminders,
        scheduled_list::ScheduledDialog,
        settings_dialog::RoomSettingsDialog,
    },
    sidebar::{
        browse_dialog::BrowseDialog, direct_dialog::DirectDialog, drawer::close_when_turned,
        jump_dialog::JumpDialog, new_room_dialog::NewRoomDialog,
    },
    workspace::{invite_dialog::InviteDialog, settings_dialog::WorkspaceSettingsDialog},
};
use leptos::prelude::*;
use protocol::RoomId;

#[component]
pub(crate) fn WorkspaceDialogs() -> impl IntoView {
    let opener = DialogOpener::get();
    close_when_turned();
    part! {
        <NewRoomDialog open=opener.opened(DialogKind::NewRoom) />
        <BrowseDialog open=opener.opened(DialogKind::Browse) />
        <SavedDialog open=opener.opened(DialogKind::Saved) />
        <ScheduledDialog open=opener.opened(DialogKind::Scheduled) />
        <DirectDialog open=opener.opened(DialogKind::Direct) />
        <JumpDialog open=opener.opened(DialogKind::Jump) />
        <InviteDialog open=opener.opened(DialogKind::Invite) />
        <ProfileDialog open=opener.opened(DialogKind::Profile) />
        <WorkspaceSettingsDialog open=opener.opened(DialogKind::WorkspaceSettings) />
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
