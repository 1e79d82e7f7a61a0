//! Dragging rooms into the favourites, and among them.

use super::{favourites, keyboard::room_of};
use crate::{
    browser::{elements, listen},
    chat::Chat,
};
use leptos::prelude::*;
use protocol::RoomId;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, HtmlElement};

const FAVOURITES: &str = "[data-section=Favourites]";
/// Attribute of the link beside which the room is dropped: `before`, or `after` for the last one.
const MARK: &str = "data-drop";

/// Listens to the list.
pub(super) fn use_dragging(chat: Chat, list: &Element) {
    let dragged = StoredValue::new(None::<RoomId>);
    listen(list, "dragstart", move |event| {
        dragged.set_value(room_of(event.target()));
        if let Some(data) = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
        {
            data.set_effect_allowed("copyMove");
        }
    });
    let root = list.clone();
    listen(list, "dragover", move |event| {
        let is_dragged = dragged.get_value().is_some();
        let Some((links, place)) = target(&root, &event).filter(|_| is_dragged) else {
            return clear(&root);
        };
        event.prevent_default();
        clear(&root);
        let marked = match links.get(place) {
            Some(link) => Some((link, "before")),
            None => links.last().map(|link| (link, "after")),
        };
        if let Some((link, side)) = marked {
            // It fails only for an invalid name.
            let _ = link.set_attribute(MARK, side);
        }
    });
    let root = list.clone();
    listen(list, "drop", move |event| {
        clear(&root);
        if let (Some(room), Some((_, place))) = (dragged.get_value(), target(&root, &event)) {
            event.prevent_default();
            favourites::put(chat, room, place);
        }
    });
    let root = list.clone();
    listen(list, "dragend", move |_| {
        dragged.set_value(None);
        clear(&root);
    });
}

/// Returns the links of the favourites, and the place among them that the pointer is at; `None` if it is elsewhere.
fn target(list: &Element, event: &Event) -> Option<(Vec<HtmlElement>, usize)> {
    let section = list.query_selector(FAVOURITES).ok().flatten()?;
    let over = event.target()?.dyn_into::<web_sys::Node>().ok()?;
    if !section.contains(Some(&over)) {
        return None;
    }
    let y = f64::from(event.dyn_ref::<DragEvent>()?.client_y());
    let links = elements(&section, "[data-room]");
    let is_above = |link: &&HtmlElement| {
        let view = link.get_bounding_client_rect();
        (view.top() + view.bottom()) / 2.0 < y
    };
    let place = links.iter().take_while(is_above).count();
    Some((links, place))
}

/// Removes the mark of where the room is dropped.
fn clear(list: &Element) {
    for link in elements(list, &format!("[{MARK}]")) {
        // It fails only for an invalid name.
        let _ = link.remove_attribute(MARK);
    }
}
