//! What keys, a mouse and fingers do in the messages as a whole. It opens what comes later, and so comes with it.

use crate::{
    browser::listen,
    erased::effect,
    room::message::{MessageTools, use_tools},
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent, PointerEvent};

/// Listens to a region that scrolls and to the messages in it. It shows nothing.
#[component]
pub(crate) fn LogInput(scroll: NodeRef<html::Div>, log: NodeRef<html::Div>) -> impl IntoView {
    let tools = use_tools();
    effect(move || {
        if let Some(scroll) = scroll.get() {
            listen(&scroll, "keydown", |event| walk(&event.unchecked_into()));
        }
    });
    effect(move || {
        let Some(log) = log.get() else { return };
        listen(&log, "click", move |event| {
            tools.pressed(&event.unchecked_into());
        });
        listen(&log, "pointerdown", move |event| {
            tools.touched(&event.unchecked_into());
        });
        let whole: EventTarget = (*log).clone().into();
        listen(&log, "pointerleave", move |event| {
            leave(tools, &whole, &event.unchecked_into());
        });
    });
}

/// The mouse has left the messages, or something in them.
fn leave(tools: MessageTools, log: &EventTarget, event: &PointerEvent) {
    let whole = event.target().as_ref() == Some(log);
    if whole && event.pointer_type() == "mouse" {
        tools.active.set(None);
    }
}

/// Walks from message to message with the arrow keys, beginning at the newest; their actions follow in tab order.
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
