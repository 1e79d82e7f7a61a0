//! Touch input of a timeline: a tap or a long press on a message opens its menu, which is a sheet there.

use super::shown_messages::ShownMessages;
use crate::{browser::closest, room::message::MessageTools};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::{Element, Event, PointerEvent};

/// How long a finger rests until it is a long press. Browsers wait about as long.
const LONG: Duration = Duration::from_millis(450);
/// How far a finger may move during a long press, in CSS pixels.
const STILL: i32 = 10;

/// What does something else when it is tapped.
const CONTROLS: &str = "a, button, input, textarea, label, summary, audio, video, .avatar, .message-author, .reactions";
/// What does something else when it is pressed for long: links have a menu of the browser, and fields a selection. A picture
/// has neither: it may be all that there is of a message.
const KEEPS_LONG_PRESS: &str = ".message-body a, .previews a, input, textarea, audio, video";

/// Touch input of a timeline.
#[derive(Clone, Copy)]
pub(super) struct Touch {
    shown: ShownMessages,
    tools: MessageTools,
    press: StoredValue<Option<Press>>,
    /// Number of the last press, to tell whether it is still the one that a timer waits for.
    number: StoredValue<u32>,
}

/// A finger on the timeline.
#[derive(Clone, Copy)]
struct Press {
    x: i32,
    y: i32,
    /// Whether a text field had the focus. The tap then only puts the keyboard of the screen away.
    typing: bool,
    long: bool,
}

impl Touch {
    pub(super) fn new(shown: ShownMessages, tools: MessageTools) -> Self {
        Self {
            shown,
            tools,
            press: StoredValue::new(None),
            number: StoredValue::new(0),
        }
    }

    pub(super) fn on_press(self, event: &PointerEvent) {
        let number = self.number.get_value() + 1;
        self.number.set_value(number);
        let is_touch = event.pointer_type() == "touch" && event.is_primary();
        let press = Press {
            x: event.client_x(),
            y: event.client_y(),
            typing: is_typing(),
            long: false,
        };
        self.press.set_value(is_touch.then_some(press));
        // The message must not take the focus from what is touched in it.
        if is_touch && closest(event.target(), "a, .reactions").is_some() {
            event.prevent_default();
        }
        let target = event.target();
        let article = closest(target.clone(), "article");
        let Some(article) = article.filter(|_| is_touch) else {
            return;
        };
        if closest(target, KEEPS_LONG_PRESS).is_some() {
            return;
        }
        let rest = move || {
            if self.number.try_get_value() == Some(number) {
                self.press.update_value(|press| {
                    if let Some(press) = press {
                        press.long = true;
                    }
                });
                self.open(&article);
            }
        };
        set_timeout(rest, LONG);
    }

    /// Ends the wait for a long press: the finger is lifted, or it scrolls.
    pub(super) fn on_release(self) {
        self.number.update_value(|number| *number += 1);
    }

    pub(super) fn on_move(self, event: &PointerEvent) {
        let far = |press: Press| {
            (event.client_x() - press.x).abs() > STILL || (event.client_y() - press.y).abs() > STILL
        };
        if self.press.get_value().is_some_and(far) {
            self.on_release();
        }
    }

    /// Handles a click, which ends a tap and, in some browsers, a long press.
    pub(super) fn on_click(self, event: &Event) {
        let press = self.press.get_value();
        self.press.set_value(None);
        let Some(press) = press else { return };
        if press.long {
            event.prevent_default();
            event.stop_propagation();
        } else if !press.typing
            && closest(event.target(), CONTROLS).is_none()
            && let Some(article) = closest(event.target(), "article")
        {
            self.open(&article);
        }
    }

    /// Keeps the browser's own menu away where a long press opens that of the message.
    pub(super) fn on_context_menu(self, event: &Event) {
        let on_message = closest(event.target(), "article").is_some();
        let keeps = closest(event.target(), KEEPS_LONG_PRESS).is_some();
        if self.press.get_value().is_some() && on_message && !keeps {
            event.prevent_default();
        }
    }

    fn open(self, article: &Element) {
        if let Some(subject) = self.shown.subject(article) {
            self.tools.open_menu(subject, article);
        }
    }
}

/// Returns whether a text field has the focus.
fn is_typing() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}
