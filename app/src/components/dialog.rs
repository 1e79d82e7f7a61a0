use super::{
    icon::{Glyph, Icon},
    later::{Later, LaterCode, later},
};
use crate::erased::{effect, handler, part, when};
use leptos::{ev::KeyboardEvent, html, prelude::*};

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
            // A frame later its content is there, and the browser finds what to focus. It fails only where the dialog
            // is open already or has left the page, and then there is nothing to do.
            request_animation_frame(move || drop(dialog.show_modal()));
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
