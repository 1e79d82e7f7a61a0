//! Rules for the content of a composer.

use crate::chat::Chat;
use locale::text;
use protocol::{Conversation, limits};

/// Returns whether a conversation takes its attached files and a text of this length, at the latest when the files are
/// uploaded. Tracks the client.
pub(crate) fn is_sendable(chat: Chat, conversation: Conversation, chars: usize) -> bool {
    let (files, held) = chat.look(|client| {
        (
            client.has_uploads(conversation),
            client.failed_upload(conversation).is_some() || client.is_waiting(conversation),
        )
    });
    (chars > 0 || files)
        && !held
        && chars <= limits::MESSAGE_CHARS
        && chat.read_only_reason(conversation).is_none()
}

/// Returns the number of characters of a text that count as content: white space alone is none.
pub(crate) fn content_chars(body: &str) -> usize {
    match body.trim() {
        "" => 0,
        _ => body.chars().count(),
    }
}

/// Trims the parts of a text that are not sent: blank lines before it and white space after it.
pub(crate) fn trim_body(text: &str) -> &str {
    text.trim_end().trim_start_matches(['\n', '\r'])
}

/// Returns the alert about a text of `chars` characters if it is too long.
pub(crate) fn excess(chars: usize) -> Option<String> {
    let over = chars
        .checked_sub(limits::MESSAGE_CHARS)
        .filter(|over| *over > 0)?;
    Some(text().composer_too_long(over, limits::MESSAGE_CHARS))
}
