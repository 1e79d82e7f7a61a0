use super::icon::{Glyph, Icon};
use crate::{
    dialogs::{give_keys, take_keys},
    erased::{effect, handler, part, when},
    later::{Later, LaterCode, later},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

/// A dialog whose content comes later. Of one type, whatever the content: a page has many of these.
#[component]
pub(crate) fn LaterDialog(
    title: &'static str,
    open: RwSignal<bool>,
    content: Later,
) -> impl IntoView {
    let content = move || later(content.clone());
    part! { <Dialog title open content /> }
}

/// A modal dialog. The browser's own `dialog` keeps the focus inside, closes on Escape and gives the focus back.
#[component]
pub(crate) fn Dialog(
    title: &'static str,
    open: RwSignal<bool>,
    /// Made anew each time the dialog opens, so that it does not open with what was left in it.
    content: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let code = LaterCode::get();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            if !code.wanted() {
                return;
            }
            if is_typing() {
                take_keys();
            }
            // A frame later its content is there, and the browser finds what to focus.
            request_animation_frame(move || show(&dialog));
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    // Escape closes the dialog, and nothing else that lies around it.
    let on_key = handler(move |event: KeyboardEvent| event.stop_propagation());
    part! {
        <dialog class="dialog" node_ref=dialog aria-label=title on:keydown=on_key on:close=handler(move |_| open.set(false))>
            <header class="dialog-header">
                <h2>{title}</h2>
                <button class="button-icon" type="button" aria-label="Close" on:click=handler(move |_| open.set(false))>
                    <Icon glyph=|| Glyph::CLOSE />
                </button>
            </header>
            {when(move || open.get(), content)}
        </dialog>
    }
}

/// Returns whether somebody is writing, so that keys would end up in their text.
fn is_typing() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

/// Shows a dialog, and hands it what was typed for it meanwhile.
fn show(dialog: &HtmlDialogElement) {
    let typed = give_keys();
    // It fails only where the dialog is open already or has left the page, and then there is nothing to do.
    let _ = dialog.show_modal();
    if !typed.is_empty() {
        type_in(&typed);
    }
}

/// Types a text into the field that has the focus; a button or a list takes none.
fn type_in(text: &str) {
    let field = document().active_element();
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    field.set_value(&format!("{}{text}", field.value()));
    if let Ok(event) = web_sys::Event::new("input") {
        event.init_event_with_bubbles("input", true);
        // Nobody prevents it.
        let _ = field.dispatch_event(&event);
    }
}
