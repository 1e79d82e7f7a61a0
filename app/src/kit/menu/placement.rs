//! Place of a menu beside what opened it.

use crate::kit::{focus::dialog_opens, place::Place};
use leptos::prelude::*;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

/// Distance of a menu from the edges of the window, in CSS pixels.
const MARGIN: f64 = 8.0;
/// Distance of a menu from the element that it opens beside, in CSS pixels.
const GAP: f64 = 4.0;

/// Place that a menu opens beside, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct MenuAnchor {
    pub(crate) place: Place,
    /// Whether the menu ends at the right edge of the place, otherwise it begins at the left one.
    ends_right: bool,
    /// Distance of the menu from the place, in CSS pixels.
    gap: f64,
}

impl MenuAnchor {
    /// Returns the anchor of a menu at a point.
    pub(crate) fn at(left: f64, top: f64) -> Self {
        Self {
            place: Place {
                left,
                top,
                ..Place::default()
            },
            ..Self::default()
        }
    }

    /// Returns the anchor of a menu that begins at the left edge of an element.
    pub(crate) fn left_of(element: &Element) -> Self {
        Self {
            place: Place::of(element),
            ends_right: false,
            gap: GAP,
        }
    }

    /// Returns the anchor of a menu that ends at the right edge of an element.
    pub(crate) fn right_of(element: &Element) -> Self {
        Self {
            ends_right: true,
            ..Self::left_of(element)
        }
    }

    /// Returns the top of a menu of this height in a window of this height.
    fn top(self, height: f64, window: f64) -> f64 {
        let below = self.place.top + self.place.height + self.gap;
        let above = self.place.top - self.gap - height;
        if below + height <= window - MARGIN {
            below
        } else if above >= MARGIN {
            above
        } else {
            (window - MARGIN - height).max(MARGIN)
        }
    }

    /// Returns the left edge of a menu of this width in a window of this width.
    fn left(self, width: f64, window: f64) -> f64 {
        let left = match self.ends_right {
            false => self.place.left,
            true => self.place.left + self.place.width - width,
        };
        left.min(window - width - MARGIN).max(MARGIN)
    }
}

/// Shows a menu at its anchor: below, or above if there is more space. A stylesheet makes it a sheet instead where the
/// screen is small.
pub(super) fn show(dialog: &HtmlDialogElement, anchor: MenuAnchor) {
    dialog_opens(dialog);
    // It fails only if the dialog is open already or has left the page, and then there is nothing to do.
    let _ = dialog.show_modal();
    let length = |value: Result<wasm_bindgen::JsValue, _>| {
        value
            .ok()
            .and_then(|value| value.as_f64())
            .unwrap_or_default()
    };
    let (width, height) = (
        f64::from(dialog.offset_width()),
        f64::from(dialog.offset_height()),
    );
    let top = anchor.top(height, length(window().inner_height()));
    let left = anchor.left(width, length(window().inner_width()));
    let style = HtmlElement::style(dialog);
    // These fail only for an invalid name.
    let _ = style.set_property("--menu-top", &format!("{top}px"));
    let _ = style.set_property("--menu-left", &format!("{left}px"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button_at(top: f64) -> MenuAnchor {
        let place = Place {
            left: 470.0,
            top,
            width: 30.0,
            height: 30.0,
        };
        MenuAnchor {
            place,
            ends_right: true,
            gap: GAP,
        }
    }

    #[test]
    fn a_menu_opens_below_its_button_or_above_or_as_low_as_it_fits() {
        let top = |top, window| button_at(top).top(400.0, window);
        assert_eq!(top(100.0, 800.0), 134.0);
        assert_eq!(top(600.0, 800.0), 196.0);
        assert_eq!(top(380.0, 800.0), 392.0);
        assert_eq!(top(100.0, 400.0), 8.0);
    }

    #[test]
    fn a_menu_stands_at_its_side_and_inside_the_window() {
        assert_eq!(button_at(0.0).left(200.0, 1000.0), 300.0);
        assert_eq!(button_at(0.0).left(600.0, 1000.0), 8.0);
        let pointer = MenuAnchor::at(500.0, 0.0);
        assert_eq!(pointer.left(200.0, 1000.0), 500.0);
        assert_eq!(pointer.left(200.0, 600.0), 392.0);
    }
}
