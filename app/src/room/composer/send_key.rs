//! The key that sends a text: Enter, or Ctrl+Enter where Enter breaks the line.

use crate::{chat::Chat, kit::input_event::pressed_key};
use leptos::prelude::window;
use web_sys::KeyboardEvent;

/// Key of the browser's storage for the choice: it belongs to the device, not to the person.
const STORAGE_KEY: &str = "send-key";

/// Key that sends a message or saves an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SendKey {
    /// Shift+Enter breaks the line.
    Enter,
    /// Enter breaks the line, also on a keyboard that has no Shift+Enter.
    CtrlEnter,
}

impl SendKey {
    /// Returns the choice for this device. By default Enter breaks the line on a touch screen and sends elsewhere.
    pub(crate) fn of_device(chat: Chat) -> Self {
        let chosen = chat.browser.get().stored(STORAGE_KEY);
        let chosen = chosen.as_deref().and_then(Self::from_name);
        chosen.unwrap_or_else(|| Self::default_of(is_touch_screen()))
    }

    /// Stores the choice for this device.
    pub(crate) fn choose(self, chat: Chat) {
        chat.browser.get().store(STORAGE_KEY, self.name());
    }

    /// Returns whether this key was pressed.
    pub(crate) fn is_pressed(self, event: &KeyboardEvent) -> bool {
        let modified = event.ctrl_key() || event.meta_key();
        pressed_key(event) == "Enter" && !event.shift_key() && (self == Self::Enter || modified)
    }

    /// Returns what the Enter key of a screen keyboard says (`enterkeyhint`).
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Enter => "send",
            Self::CtrlEnter => "enter",
        }
    }

    fn default_of(touch_screen: bool) -> Self {
        if touch_screen {
            Self::CtrlEnter
        } else {
            Self::Enter
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::CtrlEnter => "ctrl-enter",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Enter, Self::CtrlEnter];
        all.into_iter().find(|key| key.name() == name)
    }
}

/// Returns whether the device is used with fingers.
fn is_touch_screen() -> bool {
    let query = window().match_media("(pointer: coarse)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_breaks_the_line_on_a_touch_screen_unless_the_person_chooses_otherwise() {
        assert_eq!(SendKey::default_of(true), SendKey::CtrlEnter);
        assert_eq!(SendKey::default_of(false), SendKey::Enter);
        for key in [SendKey::Enter, SendKey::CtrlEnter] {
            assert_eq!(SendKey::from_name(key.name()), Some(key));
        }
        assert_eq!(SendKey::from_name("something of a later version"), None);
    }
}
