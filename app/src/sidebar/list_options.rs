//! The person's choices for the list of rooms, which are the same on all their devices.

use super::own_choices::{choose_sidebar, send_sidebar};
use crate::{
    chat::use_chat,
    erased::{effect, memo},
    kit::{
        icon::{Glyph, Icon},
        menu::{Menu, MenuAnchor, MenuContent, MenuDialog, menu_choice},
    },
    later::lazy,
};
use leptos::{html, prelude::*};
use locale::text;
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
    let open = move |_| {
        if let Some(button) = button.get_untracked() {
            menu.open(MenuAnchor::left_of(&button), &button);
        }
    };
    view! {
        <button
            class="button-icon"
            node_ref=button
            type="button"
            aria-label=text().sort_rooms()
            title=text().sort_rooms()
            aria-haspopup="menu"
            aria-expanded=move || menu.is_open().to_string()
            on:click=open
        >
            <Icon glyph=Glyph::SORT />
        </button>
        <MenuDialog menu name=text().sort_rooms() content=Box::new(move || MenuContent::new(items(menu))) />
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
        {menu_choice(menu, text().sort_by_name(), move || !recent_first.get(), sort(false))}
        {menu_choice(menu, text().sort_recent_first(), move || recent_first.get(), sort(true))}
    }
    .into_any()
}
