//! Keyboard, mouse and touch input of a whole timeline. What it opens is loaded after the first screen, and so is this.

use crate::{
    browser::listen,
    erased::effect,
    later::lazy,
    room::message::{MessageTools, use_tools},
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent, PointerEvent};

lazy!(pub(crate) fn log_input = LogInput(scroll: NodeRef<html::Div>, log: NodeRef<html::Div>));

/// Listens to a timeline's scrolling region and to the messages in it. Renders nothing.
#[component]
pub(crate) fn LogInput(scroll: NodeRef<html::Div>, log: NodeRef<html::Div>) -> impl IntoView {
    let tools = use_tools();
    effect(move || {
        if let Some(scroll) = scroll.get() {
            listen(&scroll, "keydown", |event| {
                keyboard_navigation(&event.unchecked_into())
            });
        }
    });
    effect(move || {
        let Some(log) = log.get() else { return };
        listen(&log, "click", move |event| {
            tools.on_click(&event.unchecked_into());
        });
        listen(&log, "pointerdown", move |event| {
            tools.on_pointer_down(&event.unchecked_into());
        });
        let target: EventTarget = (*log).clone().into();
        listen(&log, "pointerleave", move |event| {
            pointer_leave(tools, &target, &event.unchecked_into());
        });
    });
}

/// Hides the active message's toolbar when the mouse leaves the log. The event also comes for elements in the log.
fn pointer_leave(tools: MessageTools, log: &EventTarget, event: &PointerEvent) {
    let left_log = event.target().as_ref() == Some(log);
    if left_log && event.pointer_type() == "mouse" {
        tools.point_at(None);
    }
}

/// Moves the focus from message to message with the arrow keys, starting at the newest. A message's toolbar follows it in
/// tab order.
fn keyboard_navigation(event: &KeyboardEvent) {
    let up = match event.key().as_str() {
        "ArrowUp" => true,
        "ArrowDown" => false,
        _ => return,
    };
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
        return;
    };
    let next = if target.tag_name() == "ARTICLE" {
        sibling_message(target, up)
    } else if target.class_name() == "timeline-scroll" && up {
        target.query_selector("article:last-of-type").ok().flatten()
    } else {
        return;
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // It fails only if the message has left the page.
        let _ = next.focus();
    }
}

/// Returns the message before or after an element of the log.
fn sibling_message(mut element: Element, up: bool) -> Option<Element> {
    loop {
        element = if up {
            element.previous_element_sibling()?
        } else {
            element.next_element_sibling()?
        };
        if element.tag_name() == "ARTICLE" {
            return Some(element);
        }
    }
}
