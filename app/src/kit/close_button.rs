//! Button that closes a panel or a dialog.

use super::icon::{Glyph, Icon};
use leptos::{ev::MouseEvent, html, prelude::*};

/// Button with a cross. `node` is for whoever moves the focus to it.
#[component]
pub(crate) fn CloseButton(
    name: &'static str,
    #[prop(default = "button-icon")] class: &'static str,
    #[prop(optional)] node: NodeRef<html::Button>,
    close: impl FnMut(MouseEvent) + Send + 'static,
) -> impl IntoView {
    view! {
        <button class=class node_ref=node type="button" aria-label=name on:click=close>
            <Icon glyph=Glyph::CLOSE />
        </button>
    }
}
