//! Closing of a `dialog` element, by the program or by the browser.

use super::focus::dialog_closed;
use leptos::{ev::Event, html, prelude::*};

/// Closes a dialog, and tells closings by the browser from those by the program.
///
/// The browser tells of each closing a moment later. The dialog may be open again by then: a closing by the program must not
/// close it once more.
#[derive(Clone, Copy)]
pub(crate) struct DialogClosing {
    dialog: NodeRef<html::Dialog>,
    /// Number of closings by the program that the browser has not told of yet.
    untold: StoredValue<u32>,
}

impl DialogClosing {
    pub(crate) fn new(dialog: NodeRef<html::Dialog>) -> Self {
        Self {
            dialog,
            untold: StoredValue::new(0),
        }
    }

    /// Closes the dialog, if it is open.
    pub(crate) fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked()
            && dialog.open()
        {
            self.untold.update_value(|untold| *untold += 1);
            dialog.close();
        }
    }

    /// Handles the `cancel` event, by which the browser asks to close the dialog, such as for Escape: closes it and calls
    /// `close`.
    ///
    /// If the browser closed the dialog, the program would know a moment later. A key that opens it again within that moment
    /// would be lost.
    pub(crate) fn cancelled(self, event: &Event, close: impl FnOnce()) {
        // A file field in the dialog also sends this event, when no file is chosen.
        if event.target() != event.current_target() {
            return;
        }
        event.prevent_default();
        close();
        self.close();
        self.give_focus_back();
    }

    /// Handles the `close` event: calls `by_browser` if the browser has closed the dialog, and gives the focus back.
    pub(crate) fn closed(self, by_browser: impl FnOnce()) {
        let untold = self.untold.get_value();
        self.untold.set_value(untold.saturating_sub(1));
        if untold == 0 {
            by_browser();
        }
        self.give_focus_back();
    }

    /// Gives the focus to what opened the dialog, unless it has it already.
    pub(crate) fn give_focus_back(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog_closed(&dialog);
        }
    }
}
