//! Opens the dialogs of the workspace. Their code is loaded later (`dialogs.rs`); the first screen has only the buttons.

use crate::kit::{
    icon::{Glyph, Icon},
    waiting_dialog::{is_cancelled, stop_waiting, take_keys},
};
use leptos::prelude::*;

/// A dialog that is opened from another part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DialogKind {
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

/// The dialog that is asked for and not open yet.
#[derive(Clone, Copy)]
pub(crate) struct DialogOpener(RwSignal<Option<DialogKind>>);

impl DialogOpener {
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Returns the page's own opener.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Opens a dialog, once its code is loaded. Until then, typed keys do not reach the message that is being written.
    pub(crate) fn open(self, dialog: DialogKind) {
        take_keys();
        self.0.set(Some(dialog));
    }

    /// Gives up the dialog that is asked for and not open yet.
    pub(crate) fn cancel(self) {
        self.0.set(None);
        stop_waiting();
    }

    /// Returns whether a dialog is asked for and not open yet. Tracks that.
    pub(crate) fn is_waiting(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// Returns a signal of whether a dialog is open: set when it is asked for, reset when the dialog closes.
    pub(crate) fn opened(self, dialog: DialogKind) -> RwSignal<bool> {
        let open = RwSignal::new(false);
        Effect::new(move || {
            if self.0.get() == Some(dialog) {
                self.0.set(None);
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
