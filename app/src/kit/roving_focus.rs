//! Arrow keys in toolbars and menus. Tab reaches only one item of each, and the arrow keys move among the others.

use crate::{browser::elements, kit::input_event::pressed_key};
use leptos::prelude::document;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Direction in which the items stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Horizontal,
    Vertical,
}

impl Axis {
    /// Returns the index of the item that a key leads to, from the item at `here` of `count`. From the last item the arrow
    /// leads to the first.
    fn target(self, key: &str, here: usize, count: usize) -> Option<usize> {
        let (back, on) = match self {
            Self::Horizontal => ("ArrowLeft", "ArrowRight"),
            Self::Vertical => ("ArrowUp", "ArrowDown"),
        };
        match key {
            _ if count == 0 => None,
            "Home" => Some(0),
            "End" => Some(count - 1),
            key if key == back => Some((here + count - 1) % count),
            key if key == on => Some((here + 1) % count),
            _ => None,
        }
    }
}

/// Moves the focus among the items of `container` that match `selector`. Returns whether the key was one for that.
pub(crate) fn move_focus(
    event: &KeyboardEvent,
    container: &Element,
    selector: &str,
    axis: Axis,
) -> bool {
    let items = items(container, selector);
    let focused = document().active_element();
    let place = |item: &HtmlElement| Some(item.as_ref()) == focused.as_ref();
    let here = items.iter().position(place).unwrap_or_default();
    let Some(target) = axis.target(&pressed_key(event), here, items.len()) else {
        return false;
    };
    event.prevent_default();
    for (index, item) in items.iter().enumerate() {
        item.set_tab_index(if index == target { 0 } else { -1 });
    }
    if let Some(item) = items.get(target) {
        // It fails only if the item has left the page.
        let _ = item.focus();
    }
    true
}

/// Returns the elements in `container` that match `selector` and are shown.
pub(crate) fn items(container: &Element, selector: &str) -> Vec<HtmlElement> {
    let mut items = elements(container, selector);
    items.retain(|item| item.offset_height() > 0);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_and_home_and_end_lead_to_the_ends() {
        for (axis, key, here, target) in [
            (Axis::Horizontal, "ArrowRight", 1, Some(2)),
            (Axis::Horizontal, "ArrowRight", 2, Some(0)),
            (Axis::Horizontal, "ArrowLeft", 0, Some(2)),
            (Axis::Horizontal, "ArrowDown", 0, None),
            (Axis::Vertical, "ArrowDown", 0, Some(1)),
            (Axis::Vertical, "ArrowUp", 0, Some(2)),
            (Axis::Vertical, "ArrowLeft", 1, None),
            (Axis::Vertical, "Home", 2, Some(0)),
            (Axis::Vertical, "End", 0, Some(2)),
            (Axis::Vertical, "a", 0, None),
        ] {
            assert_eq!(axis.target(key, here, 3), target, "{key} from {here}");
        }
        assert_eq!(Axis::Vertical.target("Home", 0, 0), None);
    }
}
