//! Formatting of what is written, for people who know no Markdown: a bar of buttons, keys, lists that continue, and links
//! over the selected words.

mod bar;
mod help;
mod link_form;
mod preview;
mod selection;

pub(super) use bar::FormatBar;

use super::{
    markup::{LineMark, Mark, continue_line, is_in_fence, link_pasted, toggle_lines, toggle_mark},
    send_key::SendKey,
};
use crate::{browser::listen, chat::Chat, kit::input_event::pressed_key};
use leptos::{html, prelude::*};
use link_form::LinkForm;
use selection::{selected_text, show};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement, KeyboardEvent};

/// A change of the text that a button or a key makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Mark(Mark),
    Lines(LineMark),
    Link,
}

/// Formatting of one composer.
#[derive(Clone, Copy)]
struct Formatting {
    chat: Chat,
    textarea: NodeRef<html::Textarea>,
    link: LinkForm,
}

impl Formatting {
    /// Returns the field if the person may write in it.
    fn field(self) -> Option<HtmlTextAreaElement> {
        let field = self.textarea.try_get_untracked().flatten();
        field.filter(|field| !field.read_only())
    }

    /// Formats the selection.
    fn apply(self, format: Format) {
        let Some(field) = self.field() else { return };
        let selected = selected_text(&field);
        match format {
            Format::Mark(mark) => show(&field, &toggle_mark(&selected, mark)),
            Format::Lines(mark) => show(&field, &toggle_lines(&selected, mark)),
            Format::Link => self.link.open(selected),
        }
    }

    /// Listens to the field's keys and to what is pasted into it, once it is there.
    fn listen(self) {
        let Some(field) = self.textarea.get() else {
            return;
        };
        listen(&field, "keydown", move |event| {
            self.on_key(event.unchecked_ref());
        });
        listen(&field, "paste", move |event| {
            self.on_paste(event.unchecked_ref());
        });
    }

    fn on_key(self, event: &KeyboardEvent) {
        let Some(field) = self.field() else { return };
        if event.alt_key() || event.default_prevented() {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        let key = pressed_key(event);
        if key == "Enter" && !command {
            return self.on_enter(event, &field);
        }
        let format = match key.to_lowercase().as_str() {
            _ if !command || event.shift_key() => return,
            "b" => Format::Mark(Mark::Bold),
            "i" => Format::Mark(Mark::Italic),
            // Without a selection the key opens the palette, as everywhere.
            "k" if field.selection_start() != field.selection_end() => Format::Link,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        self.apply(format);
    }

    fn on_enter(self, event: &KeyboardEvent, field: &HtmlTextAreaElement) {
        let selected = selected_text(field);
        if SendKey::of_device(self.chat).is_pressed(event) {
            if is_in_fence(&selected.text[..selected.selection.start]) {
                // The composer would send. The browser breaks the line.
                event.stop_propagation();
            }
        } else if let Some(continued) = continue_line(&selected) {
            event.prevent_default();
            event.stop_propagation();
            show(field, &continued);
        }
    }

    /// Makes the selected words a link if an address is pasted over them.
    fn on_paste(self, event: &ClipboardEvent) {
        let pasted = event.clipboard_data();
        let pasted = pasted.and_then(|data| data.get_data("text/plain").ok());
        let (Some(field), Some(pasted)) = (self.field(), pasted) else {
            return;
        };
        if let Some(linked) = link_pasted(&selected_text(&field), &pasted) {
            event.prevent_default();
            show(&field, &linked);
        }
    }
}
