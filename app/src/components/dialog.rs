use super::icon::{Glyph, Icon};
use leptos::{html, prelude::*};

/// A modal dialog. The browser's own `dialog` keeps the focus inside, closes on Escape and gives the focus back.
#[component]
pub(crate) fn Dialog(
    title: &'static str,
    open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // A frame later its content is there, and the browser finds what to focus. It fails only where the dialog
            // is open already or has left the page, and then there is nothing to do.
            request_animation_frame(move || drop(dialog.show_modal()));
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog class="dialog" node_ref=dialog aria-label=title on:close=move |_| open.set(false)>
            <header class="dialog-header">
                <h2>{title}</h2>
                <button class="button-icon" type="button" aria-label="Close" on:click=move |_| open.set(false)>
                    <Icon glyph=Glyph::Close />
                </button>
            </header>
            // Made anew each time, so that it does not open with what was left in it.
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </dialog>
    }
}
