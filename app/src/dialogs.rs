//! The dialogs of the workspace and of its rooms. They come later, all of them; on the first screen there are only the
//! ways to them.

use super::later::LaterCode;
use crate::{
    account::profile_dialog::ProfileDialog,
    erased::{effect, handler, part},
    kit::icon::{Glyph, Icon},
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
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

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

/// The id of the dialog that takes the keys until another one is shown (`shell.rs`).
pub(crate) const WAITING: &str = "waiting";

/// The dialog that somebody has asked for and that is not open yet.
#[derive(Clone, Copy)]
pub(crate) struct Doors(RwSignal<Option<Door>>);

impl Doors {
    pub(crate) fn provide() {
        let asked = RwSignal::new(None);
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

    /// Opens a dialog, as soon as its code is there. From now on the message that is being written has the keys no more.
    pub(crate) fn open(self, door: Door) {
        take_keys();
        self.0.set(Some(door));
    }

    /// Returns whether a dialog is open: from when it is asked for until it closes itself.
    fn opened(self, door: Door) -> RwSignal<bool> {
        let open = RwSignal::new(false);
        effect(move || {
            if self.0.get() == Some(door) {
                self.0.set(None);
                // Who has pressed Escape meanwhile wants it no more, nor who was told that it cannot be had.
                open.set(waiting().is_none_or(|waiting| waiting.open()));
            }
        });
        open
    }
}

fn waiting() -> Option<HtmlDialogElement> {
    let element = document().get_element_by_id(WAITING)?;
    Some(element.unchecked_into())
}

/// Opens the dialog that takes the keys until the one that was asked for is shown: what is typed for that one must not end
/// up in the message that is being written.
pub(crate) fn take_keys() {
    if let Some(waiting) = waiting()
        && !waiting.open()
    {
        // It fails only where the dialog has left the page.
        let _ = waiting.show_modal();
    }
}

/// Closes the dialog that takes the keys. What was typed stays in it for the next time.
pub(crate) fn stop_waiting() {
    if let Some(waiting) = waiting() {
        waiting.close();
    }
}

/// Closes the dialog that takes the keys, and returns what was typed into it.
pub(crate) fn give_keys() -> String {
    let Some(waiting) = waiting() else {
        return String::new();
    };
    waiting.close();
    let field = waiting.first_element_child();
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map_or_else(String::new, |field| {
        let typed = field.value();
        field.set_value("");
        typed
    })
}

/// A way to a dialog, in the list of rooms.
pub(crate) fn door(door: Door, glyph: Glyph, label: &'static str, class: &'static str) -> AnyView {
    let doors = Doors::get();
    part! {
        <button class=class type="button" on:click=handler(move |_| doors.open(door))>
            <Icon glyph=move || glyph />
            {label}
        </button>
    }
}

#[component]
pub(crate) fn WorkspaceDialogs() -> impl IntoView {
    let doors = Doors::get();
    close_when_turned();
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
pub(crate) fn RoomDialogs(room: RoomId) -> impl IntoView {
    let doors = Doors::get();
    part! {
        <RoomSettingsDialog room open=doors.opened(Door::RoomSettings) />
        <PinnedDialog room open=doors.opened(Door::Pinned) />
        <MessageDialogs room />
    }
}
