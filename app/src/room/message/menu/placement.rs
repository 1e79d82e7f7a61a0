//! Place of the menu beside what opened it.

use crate::{
    kit::{focus::dialog_opens, roving_focus::items},
    room::message::tools::MenuAnchor,
};
use leptos::prelude::*;
use web_sys::{HtmlDialogElement, HtmlElement};

/// Distance of the menu from the edges of the window, in CSS pixels.
const MARGIN: f64 = 8.0;
/// Distance of the menu from what opened it, in CSS pixels.
const GAP: f64 = 4.0;

/// Shows the menu beside what opened it: below, or above if there is more space. A stylesheet makes it a sheet instead
/// where the screen is small.
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
    let top = menu_top(anchor, height, length(window().inner_height()));
    let left = (anchor.right - width)
        .min(length(window().inner_width()) - width - MARGIN)
        .max(MARGIN);
    let style = HtmlElement::style(dialog);
    // These fail only for an invalid name.
    let _ = style.set_property("--menu-top", &format!("{top}px"));
    let _ = style.set_property("--menu-left", &format!("{left}px"));
    if let Some(first) = items(dialog, "[role=menuitem]").first() {
        first.set_tab_index(0);
        let _ = first.focus();
    }
}

/// Returns the top of a menu of this height in a window of this height.
fn menu_top(anchor: MenuAnchor, height: f64, window: f64) -> f64 {
    let below = anchor.bottom + GAP;
    let above = anchor.top - GAP - height;
    if below + height <= window - MARGIN {
        below
    } else if above >= MARGIN {
        above
    } else {
        (window - MARGIN - height).max(MARGIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_opens_below_its_button_or_above_or_as_low_as_it_fits() {
        let at = |top| MenuAnchor {
            top,
            bottom: top + 30.0,
            right: 500.0,
        };
        assert_eq!(menu_top(at(100.0), 400.0, 800.0), 134.0);
        assert_eq!(menu_top(at(600.0), 400.0, 800.0), 196.0);
        assert_eq!(menu_top(at(380.0), 400.0, 800.0), 392.0);
        assert_eq!(menu_top(at(100.0), 400.0, 400.0), 8.0);
    }
}
