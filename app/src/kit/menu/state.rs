//! State of a menu.

use super::placement::MenuAnchor;
use crate::kit::dialog_closing::DialogClosing;
use leptos::{html, prelude::*};
use web_sys::HtmlElement;

/// State of a menu.
#[derive(Clone, Copy)]
pub(crate) struct Menu {
    pub(super) open: RwSignal<bool>,
    pub(super) anchor: RwSignal<MenuAnchor>,
    pub(super) dialog: NodeRef<html::Dialog>,
    pub(super) closing: DialogClosing,
}

impl Menu {
    pub(crate) fn new() -> Self {
        Self::of(RwSignal::new(false), RwSignal::default())
    }

    /// Returns a menu whose signals are created elsewhere.
    pub(crate) fn of(open: RwSignal<bool>, anchor: RwSignal<MenuAnchor>) -> Self {
        let dialog = NodeRef::new();
        Self {
            open,
            anchor,
            dialog,
            closing: DialogClosing::new(dialog),
        }
    }

    /// Opens the menu. `opener` gets the focus when the menu closes.
    pub(crate) fn open(self, anchor: MenuAnchor, opener: &HtmlElement) {
        // It fails only if the opener has left the page.
        let _ = opener.focus();
        self.anchor.set(anchor);
        self.open.set(true);
    }

    /// Returns whether the menu is open, and tracks it.
    pub(crate) fn is_open(self) -> bool {
        self.open.get()
    }

    /// Closes the menu, and gives the focus back.
    pub(crate) fn close(self) {
        self.open.set(false);
        // At once: what the chosen action focuses is inert until then.
        self.closing.close();
        self.closing.give_focus_back();
    }
}
