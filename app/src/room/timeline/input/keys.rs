//! Keys in a timeline: arrows move from message to message, and letters do the actions of the focused one.

use super::shown_messages::ShownMessages;
use crate::{
    browser::closest,
    kit::{
        input_event::{has_modifier, pressed_key},
        place::Place,
    },
    room::message::{MessageAction, MessageActor, MessageTools},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Keyboard input of a timeline.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    shown: ShownMessages,
    tools: MessageTools,
    actor: MessageActor,
    /// Whether the keyboard has brought the focus to where it is. After a click on a message, letters are not for that
    /// message: the person may be about to write.
    by_keyboard: StoredValue<bool>,
}

impl Keys {
    pub(super) fn new(shown: ShownMessages, tools: MessageTools, actor: MessageActor) -> Self {
        Self {
            shown,
            tools,
            actor,
            by_keyboard: StoredValue::new(false),
        }
    }

    pub(super) fn on_press(self) {
        self.by_keyboard.set_value(false);
    }

    pub(super) fn on_focus(self, event: &Event) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        // Browsers show the focus if it came by the keyboard.
        let shown = target.is_some_and(|it| it.matches(":focus-visible").unwrap_or(false));
        self.by_keyboard.set_value(shown);
    }

    pub(super) fn on_key(self, event: &KeyboardEvent) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let Some(target) = target else { return };
        let used = match pressed_key(event).as_str() {
            "ArrowUp" => move_focus(target, true),
            "ArrowDown" => move_focus(target, false),
            key => self.act(event, &target, key),
        };
        if used {
            event.prevent_default();
            // Other keys that are typed beside a field go to the composer.
            event.stop_propagation();
        }
    }

    /// Does the action of a key with the focused message. Returns whether the key is one for that.
    fn act(self, event: &KeyboardEvent, target: &Element, key: &str) -> bool {
        let is_field = closest(event.target(), "input, textarea, dialog").is_some();
        if is_field || has_modifier(event) || event.shift_key() || !self.by_keyboard.get_value() {
            return false;
        }
        let article = closest(event.target(), "article");
        let Some((article, subject)) =
            article.and_then(|it| self.shown.subject(&it).map(|subject| (it, subject)))
        else {
            return false;
        };
        if key == "Enter" && *target == article {
            let button = article.query_selector(".message-actions [aria-haspopup]");
            let beside = button.ok().flatten().unwrap_or(article);
            self.tools.open_menu(subject, &beside);
            return true;
        }
        let actor = self.actor.beside(Place::of(&article));
        MessageAction::of_key(key).is_some_and(|action| actor.perform(action, subject))
    }
}

/// Moves the focus from message to message, starting at the newest. A message's toolbar follows it in tab order. Returns
/// whether the key is one for that.
fn move_focus(target: Element, up: bool) -> bool {
    let next = if target.tag_name() == "ARTICLE" {
        sibling_message(target, up)
    } else if target.class_name() == "timeline-scroll" && up {
        target.query_selector("article:last-of-type").ok().flatten()
    } else {
        return false;
    };
    if let Some(next) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // It fails only if the message has left the page.
        let _ = next.focus();
    }
    true
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
