//! Moving the focus from message to message with the keyboard.

use crate::{browser::listen, erased::effect};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Lets the arrow keys walk from message to message in a region, beginning at the newest. It shows nothing.
#[component]
pub(in crate::components) fn Walk(scroll: NodeRef<html::Div>) -> impl IntoView {
    effect(move || {
        if let Some(scroll) = scroll.get() {
            listen(&scroll, "keydown", |event| walk(&event.unchecked_into()));
        }
    });
}

/// Walks to the next message; its actions follow in tab order.
fn walk(event: &KeyboardEvent) {
    let up = match event.key().as_str() {
        "ArrowUp" => true,
        "ArrowDown" => false,
        _ => return,
    };
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
        return;
    };
    let next = if target.tag_name() == "ARTICLE" {
        beside(target, up)
    } else if target.class_name() == "timeline-scroll" && up {
        target.query_selector("article:last-of-type").ok().flatten()
    } else {
        return;
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // An element that has left the page takes no focus, and there is nothing to do about it.
        let _ = next.focus();
    }
}

fn beside(mut place: Element, up: bool) -> Option<Element> {
    loop {
        place = if up {
            place.previous_element_sibling()?
        } else {
            place.next_element_sibling()?
        };
        if place.tag_name() == "ARTICLE" {
            return Some(place);
        }
    }
}
