//! The emoji of the workspace, as pictures in place of their names.

use crate::chat::Chat;
use markdown::{Names, emoji_html, escape};
use protocol::CustomEmoji;

/// Returns the HTML of an emoji that a reaction or a suggestion names: its picture, or the text itself. Tracks the client
/// only for the name of an emoji of the workspace.
pub(crate) fn picture_or_text(chat: Chat, emoji: &str) -> String {
    let picture = CustomEmoji::typed_name(emoji)
        .and_then(|name| chat.look(|client| Some(emoji_html(name, client.state.emoji(name)?))));
    picture.unwrap_or_else(|| escape(emoji))
}
