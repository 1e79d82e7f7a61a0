//! What one does with the rooms of the list: their menu, their order, the keys. All of it listens to the list.

use super::{
    dragging::use_dragging,
    keyboard::{room_of, use_list_keyboard},
    room_menu::{MenuRoom, items},
};
use crate::{
    browser::{closest, listen},
    chat::use_chat,
    erased::{effect, when},
    kit::{
        icon::{Glyph, Icon},
        menu::{Menu, MenuAnchor, MenuContent, MenuDialog},
    },
    later::lazy,
};
use leptos::{html, prelude::*};
use locale::text;
use protocol::RoomId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

lazy!(pub(super) fn list_tools = ListTools());

/// The link under the pointer.
#[derive(Clone, Copy, PartialEq)]
struct Pointed {
    room: RoomId,
    /// Distance of its middle from the top of the list, in pixels.
    middle: i32,
}

#[component]
pub(crate) fn ListTools() -> impl IntoView {
    let chat = use_chat();
    let menu = Menu::new();
    let room = RwSignal::new(None);
    provide_context(MenuRoom(room));
    let pointed = RwSignal::new(None::<Pointed>);
    let moved = RwSignal::new(String::new());
    let open = move |target: RoomId, anchor, link: &HtmlElement| {
        room.set(Some(target));
        menu.open(anchor, link);
    };
    effect(move || {
        let Ok(Some(list)) = document().query_selector(".rooms") else {
            return;
        };
        use_list_keyboard(chat, &list, moved);
        use_dragging(chat, &list);
        use_pointing(&list, pointed);
        listen(&list, "contextmenu", move |event| {
            if let Some((target, anchor, link)) = asked_menu(&event) {
                event.prevent_default();
                open(target, anchor, &link);
            }
        });
    });
    let button = NodeRef::<html::Button>::new();
    let press = move |_| {
        if let (Some(it), Some(button)) = (pointed.get_untracked(), button.get_untracked()) {
            let link = link_of(it.room).unwrap_or_else(|| button.clone().into());
            open(it.room, MenuAnchor::left_of(&button), &link);
        }
    };
    let more = move || {
        let middle = move || pointed.get().map_or(0, |it| it.middle);
        let name = move || {
            let room = pointed.get().and_then(|it| chat.room_name(it.room));
            text().room_actions(&room.unwrap_or_default())
        };
        view! {
            <button
                class="room-more"
                node_ref=button
                type="button"
                tabindex="-1"
                style:top=move || format!("{}px", middle())
                aria-label=name
                on:click=press
            >
                <Icon glyph=Glyph::MORE />
            </button>
        }
        .into_any()
    };
    view! {
        {when(move || pointed.get().is_some(), more)}
        <MenuDialog menu name=text().room_actions_menu() content=Box::new(move || MenuContent::new(items(menu))) />
        <span class="unseen" role="status">{move || moved.get()}</span>
    }
}

/// Follows the pointer over the list.
fn use_pointing(list: &Element, pointed: RwSignal<Option<Pointed>>) {
    listen(list, "pointerover", move |event| {
        if closest(event.target(), ".room-more, dialog").is_some() {
            return;
        }
        let link = closest(event.target(), "[data-room]");
        let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
        let now = link.and_then(|link| {
            let room = room_of(event.target())?;
            let middle = link.offset_top() + link.offset_height() / 2;
            Some(Pointed { room, middle })
        });
        if pointed.get_untracked() != now {
            pointed.set(now);
        }
    });
    listen(list, "pointerleave", move |event| {
        let list = event.current_target();
        // Captured: the same event of what is in the list is not meant.
        if event.target() == list && pointed.get_untracked().is_some() {
            pointed.set(None);
        }
    });
}

/// Returns the link of a room in the list.
fn link_of(room: RoomId) -> Option<HtmlElement> {
    let link = document().query_selector(&format!("[data-room='{room}']"));
    link.ok().flatten()?.dyn_into().ok()
}

/// Returns the room whose menu an event asks for, the place of the menu, and the room's link. The place is at the pointer,
/// or at the link if a key was pressed.
fn asked_menu(event: &web_sys::Event) -> Option<(RoomId, MenuAnchor, HtmlElement)> {
    let room = room_of(event.target())?;
    let pointer = event.dyn_ref::<MouseEvent>()?;
    let (x, y) = (f64::from(pointer.client_x()), f64::from(pointer.client_y()));
    let link = closest(event.target(), "[data-room]")?;
    let view = link.get_bounding_client_rect();
    let is_inside =
        (view.left()..=view.right()).contains(&x) && (view.top()..=view.bottom()).contains(&y);
    let anchor = if is_inside && pointer.button() == 2 {
        MenuAnchor::at(x, y)
    } else {
        MenuAnchor::left_of(&link)
    };
    Some((room, anchor, link.dyn_into().ok()?))
}
