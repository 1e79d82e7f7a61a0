use crate::{chat::use_chat, erased::effect};
use leptos::{ev, html, prelude::*};

/// Whether the room list lies over a narrow screen. On a wide one the list is always there.
#[derive(Clone, Copy)]
pub(crate) struct Drawer(pub(crate) RwSignal<bool>);

/// Gives a button the focus once the page has settled: what is hidden or inert until then takes none.
pub(crate) fn focus_soon(button: NodeRef<html::Button>) {
    request_animation_frame(move || {
        if let Some(button) = button.try_get_untracked().flatten() {
            // A button that is not shown, as on a wide screen, takes no focus, and needs none.
            let _ = button.focus();
        }
    });
}

/// Gives the focus back to the button that opened something, when that closes.
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
    effect(move || {
        chat.path.track();
        drawer.0.set(false);
    });
    drawer
}

/// Closes the drawer when a phone is turned: there may be room for the list beside the room, and then nothing to close it
/// with.
pub(crate) fn close_when_turned() {
    let Drawer(drawer) = expect_context();
    effect(move || {
        let turned = window_event_listener(ev::resize, move |_| drawer.set(false));
        on_cleanup(move || turned.remove());
    });
}
