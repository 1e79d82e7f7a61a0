//! The drawer with the list of rooms on a narrow screen, and the focus of the buttons around it.

use crate::{browser::use_window_event, chat::use_chat, erased::effect, layer::close_on_back};
use leptos::{ev, html, prelude::*};

/// Whether the drawer is open. On a wide screen the list is always there.
#[derive(Clone, Copy)]
pub(crate) struct Drawer(pub(crate) RwSignal<bool>);

/// Focuses a button a frame later: until then it may be hidden or inert, and take no focus.
pub(crate) fn focus_soon(button: NodeRef<html::Button>) {
    request_animation_frame(move || {
        if let Some(button) = button.try_get_untracked().flatten() {
            // A button that is not shown, as on a wide screen, takes no focus and needs none.
            let _ = button.focus();
        }
    });
}

/// Focuses the button that opened something when that closes.
pub(crate) fn focus_after(open: RwSignal<bool>, button: NodeRef<html::Button>) {
    let mut was_open = false;
    effect(move || {
        let is_open = open.get();
        if was_open && !is_open {
            focus_soon(button);
        }
        was_open = is_open;
    });
}

/// Makes the drawer, which closes when another page opens.
pub(crate) fn use_drawer() -> Drawer {
    let chat = use_chat();
    let drawer = Drawer(RwSignal::new(false));
    close_on_back(drawer.0);
    effect(move || {
        chat.path.track();
        drawer.0.set(false);
    });
    drawer
}

/// Closes the drawer when a phone is turned: the list may then stand beside the room, where nothing closes it.
pub(crate) fn close_when_turned() {
    let Drawer(drawer) = expect_context();
    effect(move || {
        use_window_event(ev::resize, move |_| drawer.set(false));
    });
}
