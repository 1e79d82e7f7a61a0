//! The dialogs of the workspace and of its rooms. They come later, all of them; on the first screen there are only the
//! ways to them.

use super::{
    browse_dialog::BrowseDialog,
    direct_dialog::DirectDialog,
    found_messages::{PinnedDialog, SavedDialog},
    icon::{Glyph, Icon},
    invite_dialog::InviteDialog,
    jump_dialog::JumpDialog,
    later::LaterCode,
    message::MessageDialogs,
    new_room_dialog::NewRoomDialog,
    profile_dialog::ProfileDialog,
    reminders::Reminders,
    room_settings_dialog::RoomSettingsDialog,
    scheduled_list::ScheduledDialog,
    workspace_settings_dialog::WorkspaceSettingsDialog,
};
use crate::{
    erased::{effect, handler, part},
    model::RoomId,
};
use leptos::prelude::*;

/// What a dialog is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    Browse,
    Direct,
    Invite,
    Jump,
    NewRoom,
    Pinned,
    Profile,
    RoomSettings,
    Saved,
    Scheduled,
    WorkspaceSettings,
}

/// The dialog that somebody has asked for and that did not open yet.
#[derive(Clone, Copy)]
pub(crate) struct Doors(RwSignal<Option<Door>>);

impl Doors {
    pub(crate) fn provide() {
        let Self(asked) = Self(RwSignal::new(None));
        provide_context(Self(asked));
        let code = LaterCode::get();
        effect(move || {
            if asked.get().is_some() {
                code.wanted();
            }
        });
    }

    pub(crate) fn get() -> Self {
        expect_context()
    }

    pub(crate) fn open(self, door: Door) {
        self.0.set(Some(door));
    }

    /// Whether a dialog is open: from when it is asked for until it closes itself.
    fn opened(self, door: Door) -> RwSignal<bool> {
        let open = RwSignal::new(false);
        effect(move || {
            if self.0.get() == Some(door) {
                self.0.set(None);
                open.set(true);
            }
        });
        open
    }
}

/// A way to a dialog, in the list of rooms.
pub(super) fn door(door: Door, glyph: Glyph, label: &'static str, class: &'static str) -> AnyView {
    let doors = Doors::get();
    part! {
        <button class=class type="button" on:click=handler(move |_| doors.open(door))>
            <Icon glyph=move || glyph />
            {label}
        </button>
    }
}

#[component]
pub(super) fn WorkspaceDialogs() -> impl IntoView {
    let doors = Doors::get();
    part! {
        <NewRoomDialog open=doors.opened(Door::NewRoom) />
        <BrowseDialog open=doors.opened(Door::Browse) />
        <SavedDialog open=doors.opened(Door::Saved) />
        <ScheduledDialog open=doors.opened(Door::Scheduled) />
        <DirectDialog open=doors.opened(Door::Direct) />
        <JumpDialog open=doors.opened(Door::Jump) />
        <InviteDialog open=doors.opened(Door::Invite) />
        <ProfileDialog open=doors.opened(Door::Profile) />
        <WorkspaceSettingsDialog open=doors.opened(Door::WorkspaceSettings) />
        <Reminders />
    }
}

#[component]
pub(super) fn RoomDialogs(room: RoomId) -> impl IntoView {
    let doors = Doors::get();
    part! {
        <RoomSettingsDialog room open=doors.opened(Door::RoomSettings) />
        <PinnedDialog room open=doors.opened(Door::Pinned) />
        <MessageDialogs room />
    }
}
