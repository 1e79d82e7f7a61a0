//! Modal dialogs.

use super::{
    close_button::CloseButton,
    dialog_closing::DialogClosing,
    focus::dialog_opens,
    input_event::send_input,
    waiting_dialog::{give_keys, take_keys},
};
use crate::{
    erased::{effect, when},
    later::LaterCode,
    layer::close_on_back,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use locale::text;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

/// A modal dialog. The browser's `dialog` element keeps the focus inside and closes on Escape. The focus
/// goes back to what opened the dialog, or to its neighbour if that has left the page.
#[component]
pub(crate) fn Dialog(
    title: &'static str,
    open: RwSignal<bool>,
    /// Whether it has room for parts.
    #[prop(optional)]
    large: bool,
    /// Made each time the dialog opens, so that it never shows what was left in it.
    #[prop(into)]
    content: ViewFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let closing = DialogClosing::new(dialog);
    let code = LaterCode::get();
    close_on_back(open);
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            if !code.require() {
                return;
            }
            if is_typing() {
                take_keys();
            }
            // The content is there a frame later, and the browser finds what to focus.
            request_animation_frame(move || {
                // It may be closed again by then.
                if open.try_get_untracked() == Some(true) {
                    show(&dialog);
                }
            });
        } else if !open.get() {
            closing.close();
        }
    });
    let on_cancel = move |event| closing.cancelled(&event, || open.set(false));
    let on_close = move |_| closing.closed(|| open.set(false));
    // Escape closes the dialog, and nothing around it.
    let on_key = move |event: KeyboardEvent| event.stop_propagation();
    view! {
        <dialog
            class="dialog"
            class:dialog-large=large
            node_ref=dialog
            aria-label=title
            on:keydown=on_key
            on:cancel=on_cancel
            on:close=on_close
        >
            <div class="dialog-header">
                <h2>{title}</h2>
                <CloseButton name=text().close() close=move |_| open.set(false) />
            </div>
            {when(move || open.get(), move || content.run())}
        </dialog>
    }
}

/// Returns whether a text field has the focus, so that keys would end up in it.
fn is_typing() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

/// Shows a dialog, and types into it what was typed while it was loaded.
fn show(dialog: &HtmlDialogElement) {
    let typed = give_keys();
    dialog_opens(dialog);
    // It fails only if the dialog is open already or has left the page, and then there is nothing to do.
    let _ = dialog.show_modal();
    if !typed.is_empty() {
        type_in(&typed);
    }
}

/// Types a text into the field that has the focus, if any.
pub(super) fn type_in(text: &str) {
    let field = document().active_element();
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    field.set_value(&format!("{}{text}", field.value()));
    send_input(&field);
}
