//! Keyboard, mouse and touch input of a whole timeline, and its announcements. What it opens is loaded after the first screen,
//! and so is this.

mod announcements;
mod keys;
mod shown_messages;
mod touch;

use crate::{
    browser::listen,
    chat::use_chat,
    erased::effect,
    later::lazy,
    room::message::{MessageActor, MessageTools, fold::use_folding, use_tools},
};
use announcements::Announcements;
use keys::Keys;
use leptos::{html, prelude::*};
use protocol::Conversation;
use shown_messages::ShownMessages;
use touch::Touch;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, PointerEvent};

lazy!(pub(crate) fn log_input = LogInput(conversation: Conversation, scroll: NodeRef<html::Div>, log: NodeRef<html::Div>));

/// Listens to a timeline's scrolling region and to the messages in it, and announces new ones.
#[component]
pub(crate) fn LogInput(
    conversation: Conversation,
    scroll: NodeRef<html::Div>,
    log: NodeRef<html::Div>,
) -> impl IntoView {
    let tools = use_tools();
    let shown = ShownMessages {
        chat: use_chat(),
        conversation,
    };
    let keys = Keys::new(shown, tools, MessageActor::get());
    let touch = Touch::new(shown, tools);
    effect(move || {
        if let Some(scroll) = scroll.get() {
            listen(&scroll, "keydown", move |event| {
                keys.on_key(&event.unchecked_into());
            });
        }
    });
    effect(move || {
        let (Some(log), Some(scroll)) = (log.get(), scroll.get()) else {
            return;
        };
        use_folding(&log, (*scroll).clone());
        listen(&log, "click", move |event| {
            tools.on_click(event.unchecked_ref());
            touch.on_click(&event);
        });
        listen(&log, "pointerdown", move |event| {
            keys.on_press();
            touch.on_press(&event.unchecked_into());
        });
        for end in ["pointerup", "pointercancel"] {
            listen(&log, end, move |_| touch.on_release());
        }
        listen(&log, "pointermove", move |event| {
            touch.on_move(event.unchecked_ref());
        });
        listen(&log, "contextmenu", move |event| {
            touch.on_context_menu(&event)
        });
        listen(&log, "focusin", move |event| keys.on_focus(&event));
        let target: EventTarget = (*log).clone().into();
        listen(&log, "pointerleave", move |event| {
            pointer_leave(tools, &target, &event.unchecked_into());
        });
    });
    view! { <Announcements conversation /> }
}

/// Hides the active message's toolbar when the mouse leaves the log. The event also comes for elements in the log.
fn pointer_leave(tools: MessageTools, log: &EventTarget, event: &PointerEvent) {
    let left_log = event.target().as_ref() == Some(log);
    if left_log && event.pointer_type() == "mouse" {
        tools.point_at(None);
    }
}
