//! Opens the dialogs of the workspace. Their code is loaded later (`dialogs.rs`); the first screen has only the buttons.

use crate::erased::effect;
use crate::kit::{
    icon::{Glyph, Icon},
    waiting_dialog::{is_cancelled, stop_waiting, take_keys},
};
use leptos::prelude::*;
use protocol::{MessageId, RoomId};

/// A dialog that is opened from another part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DialogKind {
    AddPeople,
    Browse,
    CustomEmoji,
    /// The choice of a day to open the room at.
    Date,
    Direct,
    Files,
    Invite,
    Jump,
    Keys,
    NewRoom,
    /// The panel with the people of the room.
    People,
    Pinned,
    Remind,
    RoomSettings,
    Saved,
    Scheduled,
    Settings,
    WorkspaceSettings,
}

/// Opens the dialogs of the workspace.
#[derive(Clone, Copy)]
pub(crate) struct DialogOpener {
    /// The dialog that is asked for and not open yet.
    waiting: RwSignal<Option<DialogKind>>,
    /// The message that the dialog [`DialogKind::Remind`] is about.
    reminded: RwSignal<Option<MessageId>>,
    /// The part of the dialog [`DialogKind::Settings`] that is asked for.
    part: RwSignal<Option<&'static str>>,
    /// The room that the dialog [`DialogKind::AddPeople`] adds people to.
    filled: RwSignal<Option<RoomId>>,
}

impl DialogOpener {
    pub(crate) fn new() -> Self {
        Self {
            waiting: RwSignal::new(None),
            reminded: RwSignal::new(None),
            part: RwSignal::new(None),
            filled: RwSignal::new(None),
        }
    }

    /// Returns the page's own opener.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Opens a dialog, once its code is loaded. Until then, typed keys do not reach the message that is being written.
    pub(crate) fn open(self, dialog: DialogKind) {
        take_keys();
        self.waiting.set(Some(dialog));
    }

    /// Opens the dialog that sets a reminder of a message.
    pub(crate) fn remind(self, message: MessageId) {
        self.reminded.set(Some(message));
        self.open(DialogKind::Remind);
    }

    /// Returns the message that a reminder is set of.
    pub(crate) fn reminded(self) -> Option<MessageId> {
        self.reminded.get_untracked()
    }

    /// Opens the person's settings, at a part if one is named.
    pub(crate) fn open_settings(self, part: Option<&'static str>) {
        self.part.set(part);
        self.open(DialogKind::Settings);
    }

    /// Returns the part of the settings that was asked for.
    pub(crate) fn settings_part(self) -> Option<&'static str> {
        self.part.get_untracked()
    }

    /// Opens the dialog that adds people to a room.
    pub(crate) fn add_people(self, room: RoomId) {
        self.filled.set(Some(room));
        self.open(DialogKind::AddPeople);
    }

    /// Returns the room that people are to be added to.
    pub(crate) fn room_to_fill(self) -> Option<RoomId> {
        self.filled.get_untracked()
    }

    /// Gives up the dialog that is asked for and not open yet.
    pub(crate) fn cancel(self) {
        self.waiting.set(None);
        stop_waiting();
    }

    /// Returns whether a dialog is asked for and not open yet. Tracks that.
    pub(crate) fn is_waiting(self) -> bool {
        self.waiting.with(Option::is_some)
    }

    /// Returns a signal of whether a dialog is open: set when it is asked for, reset when the dialog closes.
    pub(crate) fn opened(self, dialog: DialogKind) -> RwSignal<bool> {
        let open = RwSignal::new(false);
        effect(move || {
            if self.waiting.get() == Some(dialog) {
                self.waiting.set(None);
                open.set(!is_cancelled());
            }
        });
        open
    }
}

/// Button that opens a dialog, in the list of rooms.
pub(crate) fn dialog_button(
    dialog: DialogKind,
    glyph: Glyph,
    label: &'static str,
    class: &'static str,
) -> AnyView {
    let opener = DialogOpener::get();
    view! {
        <button class=class type="button" data-early="dialog" on:click=move |_| opener.open(dialog)>
            <Icon glyph />
            {label}
        </button>
    }
    .into_any()
}
