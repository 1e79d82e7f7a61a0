use crate::{chat::Chat, room::completion::write};
use leptos::prelude::*;
use markdown::decode;
use protocol::Conversation;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// Puts what someone said into the composer, after what is there, to be answered below.
pub(super) fn quote(chat: Chat, at: Conversation, author: &str, body: &str) {
    let place = match at.thread {
        Some(_) => ".thread .composer-text",
        None => "main .composer-text",
    };
    let composer = document().query_selector(place).ok().flatten();
    let Some(composer) = composer.and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let body = chat.peek(|client| decode(body, &client.state.spellings(at.room)));
    write(&composer, &quoted(&composer.value(), author, &body), "");
}

fn quoted(before: &str, author: &str, body: &str) -> String {
    let mut text = before.trim_end().to_owned();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&format!("> **{}**\n", plain(author)));
    for line in body.lines() {
        text.push_str(&format!("> {line}\n"));
    }
    text.push('\n');
    text
}

/// A name in which nothing is markup.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        if c.is_ascii_punctuation() {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_quoted_and_what_was_typed_stays_above() {
        assert_eq!(
            quoted("Well,", "Grace", "One\n\n- two"),
            "Well,\n\n> **Grace**\n> One\n> \n> - two\n\n"
        );
        assert_eq!(quoted("", "*A*", "x"), "> **\\*A\\***\n> x\n\n");
    }
}
