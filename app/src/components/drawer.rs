use crate::{chat::use_chat, erased::effect};
use leptos::prelude::*;

/// Whether the room list lies over a narrow screen. On a wide one the list is always there.
#[derive(Clone, Copy)]
pub(crate) struct Drawer(pub(crate) RwSignal<bool>);

/// Makes the drawer, which closes when another page opens.
pub(crate) fn use_drawer() -> Drawer {
    let chat = use_chat();
    let drawer = Drawer(RwSignal::new(false));
    effect(move || {
        chat.route.track();
        drawer.0.set(false);
    });
    drawer
}
