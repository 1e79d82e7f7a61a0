//! Closing of a `dialog` element, by the program or by the browser.

use leptos::prelude::*;
use web_sys::HtmlDialogElement;

/// Tells closings by the browser, such as by Escape, from those by the program.
///
/// The browser tells of each closing a moment later. The dialog may be open again by then: a closing by the program must not
/// close it once more.
#[derive(Clone, Copy)]
pub(crate) struct DialogClosing {
    /// Number of closings by the program that the browser has not told of yet.
    untold: StoredValue<u32>,
}

impl DialogClosing {
    pub(crate) fn new() -> Self {
        Self {
            untold: StoredValue::new(0),
        }
    }

    /// Closes the dialog, if it is open.
    pub(crate) fn close(self, dialog: &HtmlDialogElement) {
        if dialog.open() {
            self.untold.update_value(|untold| *untold += 1);
            dialog.close();
        }
    }

    /// Handles a `close` event. Returns whether the browser has closed the dialog.
    pub(crate) fn is_by_browser(self) -> bool {
        let untold = self.untold.get_value();
        self.untold.set_value(untold.saturating_sub(1));
        untold == 0
    }
}
