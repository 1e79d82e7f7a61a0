//! Keys in the list of rooms: its links and titles are one Tab stop, and the arrows move among them.

use super::favourites;
use crate::{
    browser::{closest, elements, listen, observe_children},
    chat::Chat,
    kit::{input_event::pressed_key, roving_focus::items},
};
use leptos::{ev::KeyboardEvent, prelude::*};
use locale::text;
use protocol::RoomId;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

/// What the arrows move among.
const STOPS: &str = "a.room-link, .rooms-fold";

/// Listens to the list. `moved` is told each move of a favourite, in words.
pub(super) fn use_list_keyboard(chat: Chat, list: &Element, moved: RwSignal<String>) {
    let root = list.clone();
    listen(list, "focusin", move |event| {
        if let Some(stop) = closest(event.target(), STOPS) {
            set_tab_stop(&root, &stop);
        }
    });
    keep_tab_stop(list);
    let root = list.clone();
    observe_children(list, true, move || keep_tab_stop(&root));
    let root = list.clone();
    listen(list, "keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else {
            return;
        };
        if pressed(chat, &root, &event, moved) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
}

/// Takes what is new in the list out of the order of Tab. If the Tab stop has left the list, the open room is the next one.
fn keep_tab_stop(list: &Element) {
    let find = |selector| list.query_selector(selector).ok().flatten();
    let stop = find("[tabindex='0']").or_else(|| find("[aria-current]"));
    if let Some(stop) = stop.or_else(|| find(STOPS)) {
        set_tab_stop(list, &stop);
    }
}

/// Makes an element the only Tab stop of the list.
fn set_tab_stop(list: &Element, stop: &Element) {
    for element in elements(list, STOPS) {
        let is_stop = element.is_same_node(Some(stop));
        element.set_tab_index(if is_stop { 0 } else { -1 });
    }
}

/// Handles a key. Returns whether it did something.
fn pressed(chat: Chat, list: &Element, event: &KeyboardEvent, moved: RwSignal<String>) -> bool {
    let key = pressed_key(event);
    let Some(stop) = closest(event.target(), STOPS) else {
        return false;
    };
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return false;
    }
    if event.alt_key() {
        let by = match key.as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return false,
        };
        return move_favourite(chat, event.target(), by, moved);
    }
    let stops = items(list, STOPS);
    let at = stops.iter().position(|it| it.is_same_node(Some(&stop)));
    let target = match (key.as_str(), at) {
        ("ArrowDown", Some(at)) => stops.get(at + 1),
        ("ArrowUp", Some(at)) => at.checked_sub(1).and_then(|at| stops.get(at)),
        ("Home", _) => stops.first(),
        ("End", _) => stops.last(),
        ("ArrowLeft" | "ArrowRight", _) => return fold(&stop, key == "ArrowRight"),
        _ => return false,
    };
    if let Some(target) = target {
        // It fails only if the element has left the page.
        let _ = target.focus();
    }
    true
}

/// Expands or collapses the section whose title has the focus.
fn fold(title: &Element, expand: bool) -> bool {
    let expanded = title.get_attribute("aria-expanded");
    let wanted = if expand { "false" } else { "true" };
    if expanded.as_deref() == Some(wanted)
        && let Some(title) = title.dyn_ref::<HtmlElement>()
    {
        title.click();
    }
    expanded.is_some()
}

fn move_favourite(
    chat: Chat,
    target: Option<EventTarget>,
    by: isize,
    moved: RwSignal<String>,
) -> bool {
    let Some(room) = room_of(target).filter(|room| is_favourite(chat, *room)) else {
        return false;
    };
    if let Some((place, count)) = favourites::shift(chat, room, by) {
        let name = untrack(|| chat.room_name(room)).unwrap_or_default();
        moved.set(text().favourite_moved(&name, place, count));
    }
    true
}

fn is_favourite(chat: Chat, room: RoomId) -> bool {
    untrack(|| chat.look_room(room, |room| room.favourite.is_some()))
}

/// Returns the room after (`down`) or before the `open` one in the list as it is shown, or the nearest unread one. From the
/// last room the list goes on with the first.
pub(crate) fn neighbour_room(open: Option<RoomId>, down: bool, unread: bool) -> Option<RoomId> {
    let list = document().query_selector(".rooms").ok().flatten()?;
    let links = elements(&list, "[data-room]").into_iter();
    let rooms = links.filter_map(|link| {
        let room = link.get_attribute("data-room")?.parse().ok()?;
        Some((room, link.class_list().contains("is-unread")))
    });
    let rooms: Vec<(RoomId, bool)> = rooms.collect();
    neighbour(&rooms, open, down, unread)
}

/// Returns the room after (`down`) or before the `open` one, or the nearest unread one, among rooms of which it is known
/// whether they are unread.
fn neighbour(
    rooms: &[(RoomId, bool)],
    open: Option<RoomId>,
    down: bool,
    unread: bool,
) -> Option<RoomId> {
    let at = rooms.iter().position(|(room, _)| Some(*room) == open);
    let (before, after) = match at {
        Some(at) => (&rooms[..at], &rooms[at + 1..]),
        None => (&rooms[..0], rooms),
    };
    let mut others: Vec<_> = after.iter().chain(before).collect();
    if !down {
        others.reverse();
    }
    let mut others = others.into_iter();
    let found = others.find(|(_, is_unread)| *is_unread || !unread)?;
    Some(found.0)
}

/// Returns the room of the link that an event happened in.
pub(super) fn room_of(target: Option<EventTarget>) -> Option<RoomId> {
    let link = closest(target, "[data-room]")?;
    link.get_attribute("data-room")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::neighbour;
    use protocol::RoomId;
    use uuid::Uuid;

    fn room(n: u128) -> RoomId {
        RoomId(Uuid::from_u128(n))
    }

    #[test]
    fn the_next_room_is_the_one_below_and_after_the_last_comes_the_first() {
        let rooms = [1, 2, 3].map(|n| (room(n), n != 2));
        for (open, down, unread, expected) in [
            (Some(1), true, false, Some(2)),
            (Some(1), true, true, Some(3)),
            (Some(3), true, false, Some(1)),
            (Some(1), false, false, Some(3)),
            (Some(3), false, true, Some(1)),
            (None, true, false, Some(1)),
            (None, false, false, Some(3)),
        ] {
            let found = neighbour(&rooms, open.map(room), down, unread);
            assert_eq!(found, expected.map(room), "from {open:?}");
        }
    }

    #[test]
    fn there_is_no_next_room_if_there_is_only_one_or_none_is_unread() {
        assert_eq!(
            neighbour(&[(room(1), true)], Some(room(1)), true, false),
            None
        );
        let rooms = [(room(1), false), (room(2), false)];
        assert_eq!(neighbour(&rooms, Some(room(1)), true, true), None);
    }
}
