//! Emoji picker beside the button that opens it; on a phone, a sheet at the bottom of the screen.

use super::{
    close_button::CloseButton,
    dialog::type_in,
    dialog_closing::DialogClosing,
    emoji_picker::{ChooseEmoji, EmojiPicker},
    focus::dialog_opens,
    input_event::pressed_key,
    place::Place,
    waiting_dialog::{give_keys, take_keys},
};
use crate::{
    erased::{effect, when},
    layer::close_on_back,
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use locale::text;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlDialogElement, HtmlElement};

/// Space between the popover and its button, and between it and the edges of the window, in CSS pixels.
const GAP: f64 = 8.0;

/// An emoji picker that opens beside the button that asks for it. A modal `dialog`, so that the browser keeps the focus
/// inside and nothing of the page covers it; pressing beside it closes it.
#[component]
pub(crate) fn EmojiPopover(
    title: &'static str,
    open: RwSignal<bool>,
    /// Returns the place that it opens beside. `None` for the middle of the window.
    beside: Box<dyn Fn() -> Option<Place> + Send + Sync>,
    choose: ChooseEmoji,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let closing = DialogClosing::new(dialog);
    let beside = StoredValue::new(beside);
    close_on_back(open);
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            take_keys();
        } else if !open.get() {
            closing.close();
        }
    });
    // The browser finds what to focus in the content, and the place depends on its height.
    let show = move || {
        let Some(dialog) = dialog.get_untracked() else {
            return;
        };
        let anchor = beside.with_value(|beside| beside());
        let typed = give_keys();
        dialog_opens(&dialog);
        // It fails only if the dialog is open already or has left the page.
        let _ = dialog.show_modal();
        move_beside(&dialog, anchor);
        if !typed.is_empty() {
            type_in(&typed);
        }
    };
    let on_cancel = move |event| closing.cancelled(&event, || open.set(false));
    let on_close = move |_| closing.closed(|| open.set(false));
    let on_click = move |event: MouseEvent| {
        // The dialog itself has no place to press: it is the part of the page around it.
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let dialog = dialog.get_untracked();
        if let (Some(target), Some(dialog)) = (target, dialog)
            && target == **dialog
        {
            open.set(false);
        }
    };
    // Escape closes the picker at once, and nothing around it. In the search field it would clear the text first.
    let on_key = move |event: KeyboardEvent| {
        event.stop_propagation();
        if pressed_key(&event) == "Escape" {
            event.prevent_default();
            open.set(false);
        }
    };
    let content = move || {
        let choose = Arc::clone(&choose);
        let content = NodeRef::<html::Div>::new();
        effect(move || {
            if content.get().is_some() {
                show();
            }
        });
        view! {
            <div class="emoji-popover-content" node_ref=content>
                <div class="emoji-popover-header">
                    <h2>{title}</h2>
                    <CloseButton name=text().close() close=move |_| open.set(false) />
                </div>
                <EmojiPicker choose />
            </div>
        }
        .into_any()
    };
    view! {
        <dialog
            class="emoji-popover"
            node_ref=dialog
            aria-label=title
            on:keydown=on_key
            on:click=on_click
            on:cancel=on_cancel
            on:close=on_close
        >
            {when(move || open.get(), content)}
        </dialog>
    }
}

/// Puts the dialog beside its button, or in the middle if that is unknown.
fn move_beside(dialog: &HtmlDialogElement, anchor: Option<Place>) {
    let size = |value: Result<JsValue, _>| value.ok().and_then(|it| it.as_f64());
    let width = size(window().inner_width()).unwrap_or_default();
    let height = size(window().inner_height()).unwrap_or_default();
    let own = Place::of(dialog);
    let anchor = anchor.unwrap_or(Place {
        left: (width - own.width) / 2.0,
        top: (height + own.height) / 2.0,
        height: 0.0,
        ..own
    });
    let (left, top) = corner(anchor, (own.width, own.height), (width, height));
    let style = HtmlElement::style(dialog);
    // They never fail for valid names.
    let _ = style.set_property("--popover-left", &format!("{left}px"));
    let _ = style.set_property("--popover-top", &format!("{top}px"));
}

/// Returns where a box of a size goes beside an anchor: above it, or below it if there is more room. It stays in the window.
fn corner(anchor: Place, (width, height): (f64, f64), window: (f64, f64)) -> (f64, f64) {
    let above = anchor.top - GAP - height;
    let below = anchor.top + anchor.height + GAP;
    let room_below = window.1 - below;
    let top = if above >= GAP || anchor.top > room_below {
        above
    } else {
        below
    };
    // Aligned with the edge of the anchor that is nearer to the window's.
    let left = match anchor.left + anchor.width / 2.0 < window.0 / 2.0 {
        true => anchor.left,
        false => anchor.left + anchor.width - width,
    };
    let within = |at: f64, size: f64, most: f64| at.min(most - GAP - size).max(GAP);
    (within(left, width, window.0), within(top, height, window.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(left: f64, top: f64) -> Place {
        Place {
            left,
            top,
            width: 40.0,
            height: 40.0,
        }
    }

    #[test]
    fn it_is_above_its_button_or_below_where_there_is_more_room() {
        let size = (350.0, 400.0);
        let window = (1280.0, 800.0);
        assert_eq!(corner(button(1_000.0, 740.0), size, window), (690.0, 332.0));
        assert_eq!(corner(button(1_000.0, 100.0), size, window), (690.0, 148.0));
        assert_eq!(corner(button(300.0, 740.0), size, window), (300.0, 332.0));
    }

    #[test]
    fn it_stays_in_the_window() {
        for window in [(390.0, 320.0), (1280.0, 320.0), (640.0, 400.0)] {
            for (left, top) in [(0.0, 0.0), (350.0, 260.0), (100.0, 150.0)] {
                let (x, y) = corner(button(left, top), (350.0, 300.0), window);
                assert!(x >= GAP && x + 350.0 <= window.0, "{x} in {window:?}");
                assert!(y >= GAP && y + 300.0 <= window.1, "{y} in {window:?}");
            }
        }
    }
}
