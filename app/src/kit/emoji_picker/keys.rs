//! Keys that move the focus among the emoji of the picker, through all its sections.

use crate::kit::input_event::pressed_key;
use leptos::{ev::KeyboardEvent, prelude::document};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Returns the first emoji.
pub(super) fn first_emoji(picker: &Element) -> Option<HtmlElement> {
    let first = picker.query_selector(".emoji").ok().flatten()?;
    first.dyn_into().ok()
}

/// Moves the focus among the emoji, and from the first row up to the field above. Does nothing if no emoji has the focus.
pub(super) fn move_focus(event: &KeyboardEvent, picker: &Element, field: &HtmlElement) {
    let emoji = all_emoji(picker);
    let here = document().active_element();
    let Some(here) = here.and_then(|here| emoji.iter().position(|it| **it == here)) else {
        return;
    };
    let places = || -> Vec<Place> { emoji.iter().map(Place::of).collect() };
    let to = match pressed_key(event).as_str() {
        "Home" => Some(0),
        "End" => Some(emoji.len() - 1),
        "ArrowRight" => Some(here + 1),
        "ArrowLeft" => here.checked_sub(1),
        "ArrowDown" => below(&places(), here),
        "ArrowUp" => match above(&places(), here) {
            None => {
                event.prevent_default();
                return focus(field);
            }
            above => above,
        },
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to.and_then(|to| emoji.get(to)) {
        focus(to);
    }
}

pub(super) fn focus(element: &HtmlElement) {
    // It cannot fail for an element of the page.
    let _ = element.focus();
}

fn all_emoji(picker: &Element) -> Vec<HtmlElement> {
    let Ok(found) = picker.query_selector_all(".emoji") else {
        return Vec::new();
    };
    let emoji = (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok());
    emoji.collect()
}

/// Place of an emoji's button in the window, in CSS pixels.
#[derive(Clone, Copy, Debug)]
struct Place {
    left: f64,
    top: f64,
}

impl Place {
    fn of(button: &HtmlElement) -> Self {
        let rect = button.get_bounding_client_rect();
        Self {
            left: rect.left(),
            top: rect.top(),
        }
    }

    fn is_in_row_of(&self, other: &Self) -> bool {
        (self.top - other.top).abs() < 1.0
    }
}

/// Returns the nearest button in the row below.
fn below(places: &[Place], here: usize) -> Option<usize> {
    let beyond = |place: &usize| !places[*place].is_in_row_of(&places[here]);
    let first = (here + 1..places.len()).find(beyond)?;
    nearest_in_row(places, first, here)
}

/// Returns the nearest button in the row above.
fn above(places: &[Place], here: usize) -> Option<usize> {
    let beyond = |place: &usize| !places[*place].is_in_row_of(&places[here]);
    let last = (0..here).rev().find(beyond)?;
    nearest_in_row(places, last, here)
}

/// Returns the button of the row of `member` that is nearest to the column of `here`. Sections may differ in their columns, and
/// the last row of one may be short.
fn nearest_in_row(places: &[Place], member: usize, here: usize) -> Option<usize> {
    let distance = |place: &usize| (places[*place].left - places[here].left).abs();
    (0..places.len())
        .filter(|place| places[*place].is_in_row_of(&places[member]))
        .min_by(|one, other| distance(one).total_cmp(&distance(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_left_for_the_nearest_button_of_the_next_one_also_in_another_section() {
        let at = |left, top| Place { left, top };
        // Two rows of a section, and one of another that is a little narrower.
        let places = [
            at(0.0, 0.0),
            at(40.0, 0.0),
            at(80.0, 0.0),
            at(0.0, 40.0),
            at(0.0, 90.0),
            at(38.0, 90.0),
            at(76.0, 90.0),
        ];
        assert_eq!(below(&places, 2), Some(3));
        assert_eq!(below(&places, 3), Some(4));
        assert_eq!(below(&places, 4), None);
        assert_eq!(above(&places, 6), Some(3));
        assert_eq!(above(&places, 3), Some(0));
        assert_eq!(above(&places, 1), None);
    }
}
