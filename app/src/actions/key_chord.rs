//! A key with the keys that are held down with it.

use crate::kit::input_event::pressed_key;
use leptos::prelude::window;
use web_sys::KeyboardEvent;

/// Key that opens the palette. The first screen listens to it (`sidebar/room_list.rs`).
pub(crate) const JUMP_KEY: KeyChord = KeyChord::command("k");

/// A key with the keys that are held down with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyChord {
    /// As keyboard events name it, in lower case if it is a letter.
    pub(crate) key: &'static str,
    /// Ctrl, or ⌘ on a Mac.
    command: bool,
    alt: bool,
    shift: bool,
}

impl KeyChord {
    pub(crate) const fn plain(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            alt: false,
            shift: false,
        }
    }

    pub(crate) const fn command(key: &'static str) -> Self {
        let mut chord = Self::plain(key);
        chord.command = true;
        chord
    }

    pub(crate) const fn alt(key: &'static str) -> Self {
        let mut chord = Self::plain(key);
        chord.alt = true;
        chord
    }

    pub(crate) const fn with_shift(mut self) -> Self {
        self.shift = true;
        self
    }

    /// Returns whether a field takes the key as text.
    pub(crate) fn is_text(self) -> bool {
        !self.command && !self.alt && self.key.chars().count() == 1
    }

    /// Returns whether this was pressed. For a sign such as `?` it does not matter whether its keyboard needs Shift.
    pub(crate) fn is_pressed(self, event: &KeyboardEvent) -> bool {
        let needs_shift = self.shift || !self.is_sign();
        (event.ctrl_key() || event.meta_key()) == self.command
            && event.alt_key() == self.alt
            && (event.shift_key() == self.shift || !needs_shift)
            && pressed_key(event).eq_ignore_ascii_case(self.key)
    }

    fn is_sign(self) -> bool {
        matches!(self.key.as_bytes(), [sign] if sign.is_ascii_punctuation())
    }

    /// Returns how the keys are shown, as one text.
    pub(crate) fn hint(self) -> String {
        self.caps(is_mac()).join(" ")
    }

    /// Returns how the keys are shown, each by itself.
    pub(crate) fn caps(self, is_mac: bool) -> Vec<String> {
        let (command, alt, shift) = match is_mac {
            true => ("⌘", "⌥", "⇧"),
            false => ("Ctrl", "Alt", "Shift"),
        };
        let held = [
            (self.command, command),
            (self.alt, alt),
            (self.shift, shift),
        ];
        let held = held.into_iter().filter(|(is_held, _)| *is_held);
        let key = match self.key {
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            key => key.to_uppercase(),
        };
        held.map(|(_, name)| name.to_owned()).chain([key]).collect()
    }

    /// Returns the keys as `aria-keyshortcuts` names them.
    pub(crate) fn aria(self) -> String {
        let held = [
            (self.command, "Control+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ];
        let held = held.into_iter().filter(|(is_held, _)| *is_held);
        let held: String = held.map(|(_, name)| name).collect();
        format!("{held}{}", self.key)
    }
}

/// Returns whether the keyboard has ⌘ and ⌥ in place of Ctrl and Alt.
pub(crate) fn is_mac() -> bool {
    let platform = window().navigator().platform();
    platform.is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_shown_as_they_are_called_on_the_keyboard() {
        let chord = KeyChord::alt("ArrowUp").with_shift();
        assert_eq!(chord.caps(false), ["Alt", "Shift", "↑"]);
        assert_eq!(chord.aria(), "Alt+Shift+ArrowUp");
        assert_eq!(JUMP_KEY.caps(false), ["Ctrl", "K"]);
        assert_eq!(JUMP_KEY.caps(true), ["⌘", "K"]);
    }

    #[test]
    fn only_a_key_that_is_pressed_alone_types_a_text() {
        assert!(KeyChord::plain("?").is_text());
        assert!(!KeyChord::plain("Enter").is_text());
        assert!(!KeyChord::command("/").is_text());
    }
}
