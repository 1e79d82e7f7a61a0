//! The person's choices for the list of rooms, which are the same on all their devices.

use super::{
    menu::{Menu, choice},
    own_choices::{choose_sidebar, send_sidebar},
};
use crate::{
    chat::use_chat,
    erased::{effect, memo},
    kit::icon::{Glyph, Icon},
    later::lazy,
};
use leptos::{html, prelude::*};
use protocol::Sidebar;

lazy!(pub(super) fn list_options = ListOptions(unsent: RwSignal<bool>));

/// Button with the menu of the choices. Sends the choices to the server whenever `unsent` is set.
#[component]
pub(crate) fn ListOptions(unsent: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    effect(move || {
        if unsent.get() {
            unsent.set(false);
            send_sidebar(chat);
        }
    });
    let menu = Menu::new();
    let button = NodeRef::<html::Button>::new();
    let toggle = move |_| match (menu.open.get_untracked(), button.get_untracked()) {
        (false, Some(button)) => menu.open_below(&button, ".sidebar-options > button".into()),
        _ => menu.close(),
    };
    view! {
        <button
            class="button-icon"
            node_ref=button
            type="button"
            aria-label="Sort rooms"
            title="Sort rooms"
            aria-haspopup="menu"
            aria-expanded=move || menu.open.get().to_string()
            on:click=toggle
        >
            <Icon glyph=Glyph::SORT />
        </button>
        {menu.view("Sort rooms", items)}
    }
}

fn items(menu: Menu) -> AnyView {
    let chat = use_chat();
    let recent_first = memo(move || chat.look(|client| client.state.sidebar.recent_first));
    let sort = move |recent_first| {
        move || {
            let sidebar = chat.peek(|client| client.state.sidebar.clone());
            choose_sidebar(
                chat,
                Sidebar {
                    recent_first,
                    ..sidebar
                },
            );
        }
    };
    view! {
        {choice(menu, "By name", move || !recent_first.get(), sort(false))}
        {choice(menu, "Recent first", move || recent_first.get(), sort(true))}
    }
    .into_any()
}
