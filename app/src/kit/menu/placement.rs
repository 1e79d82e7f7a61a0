//! Place of a menu beside what opened it.

use crate::kit::focus::dialog_opens;
use leptos::prelude::*;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

/// Distance of a menu from the edges of the window, in CSS pixels.
const MARGIN: f64 = 8.0;
/// Distance of a menu from the element that it opens beside, in CSS pixels.
const GAP: f64 = 4.0;

/// Place that a menu opens beside, in CSS pixels of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct MenuAnchor {
    /// The bottom of a menu above the place.
    above: f64,
    /// The top of a menu below the place.
    below: f64,
    side: Side,
}

/// Vertical edge of a menu that is given.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Left(f64),
    Right(f64),
}

impl Default for Side {
    fn default() -> Self {
        Self::Left(0.0)
    }
}

impl MenuAnchor {
    /// Returns the anchor of a menu at a point.
    pub(crate) fn at(x: f64, y: f64) -> Self {
        Self {
            above: y,
            below: y,
            side: Side::Left(x),
        }
    }

    /// Returns the anchor of a menu that begins at the left edge of an element.
    pub(crate) fn left_of(element: &Element) -> Self {
        let view = element.get_bounding_client_rect();
        Self {
            above: view.top() - GAP,
            below: view.bottom() + GAP,
            side: Side::Left(view.left()),
        }
    }

    /// Returns the anchor of a menu that ends at the right edge of an element.
    pub(crate) fn right_of(element: &Element) -> Self {
        Self {
            side: Side::Right(element.get_bounding_client_rect().right()),
            ..Self::left_of(element)
        }
    }

    /// Returns the top of a menu of this height in a window of this height.
    fn top(self, height: f64, window: f64) -> f64 {
        let above = self.above - height;
        if self.below + height <= window - MARGIN {
            self.below
        } else if above >= MARGIN {
            above
        } else {
            (window - MARGIN - height).max(MARGIN)
        }
    }

    /// Returns the left edge of a menu of this width in a window of this width.
    fn left(self, width: f64, window: f64) -> f64 {
        let left = match self.side {
            Side::Left(left) => left,
            Side::Right(right) => right - width,
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
        MenuAnchor {
            above: top - GAP,
            below: top + 30.0 + GAP,
            side: Side::Right(500.0),
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
