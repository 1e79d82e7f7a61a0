use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Whether the room list lies over a narrow screen. On a wide one the list is always there.
#[derive(Clone, Copy)]
pub(crate) struct Drawer(pub(crate) RwSignal<bool>);

/// Makes the drawer, which closes when another page opens.
pub(crate) fn use_drawer() -> Drawer {
    let drawer = Drawer(RwSignal::new(false));
    let location = use_location();
    Effect::new(move |_| {
        location.pathname.track();
        drawer.0.set(false);
    });
    provide_context(drawer);
    drawer
}
