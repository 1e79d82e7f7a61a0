//! Quoting a message in the composer.

use crate::{
    chat::Chat,
    room::{composer::field::composer_field, text_field::write},
};
use markdown::decode;
use protocol::Conversation;

/// Puts a quotation of a message into the composer, after what is there.
pub(super) fn quote(chat: Chat, conversation: Conversation, author: &str, body: &str) {
    let Some(composer) = composer_field(conversation.thread.is_some()) else {
        return;
    };
    let body = chat.peek(|client| decode(body, &client.state.spellings(conversation.room)));
    write(&composer, &quoted(&composer.value(), author, &body), "");
}

fn quoted(before: &str, author: &str, body: &str) -> String {
    let mut text = before.trim_end().to_owned();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&format!("> **{}**\n", escaped(author)));
    for line in body.lines() {
        text.push_str(&format!("> {line}\n"));
    }
    text.push('\n');
    text
}

/// Escapes a name, so that nothing in it is markup.
pub(super) fn escaped(name: &str) -> String {
    let mut escaped = String::new();
    for c in name.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
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
