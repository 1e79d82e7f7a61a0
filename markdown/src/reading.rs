//! What the server extracts from a text once, when it is sent.

use super::{
    emoji::EmojiLookup,
    html::words,
    is_plain,
    mentions::Mentions,
    names::Nobody,
    render::{Rendered, render_page},
};

/// The server's reading of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub mentions: Mentions,
    /// The words that the text shows, and a mark for each rule, list item and checkbox.
    pub shown: String,
}

/// Reads a text. The mentions come from rendering it, so that a text notifies exactly the people that it shows as
/// mentioned. Quotes and code notify nobody.
pub fn read(body: &str, emoji: &EmojiLookup) -> Reading {
    if is_plain(body) {
        return Reading {
            shown: body.to_owned(),
            ..Reading::default()
        };
    }
    let Rendered { html, mentions, .. } = render_page(body, &Nobody, emoji);
    let marks = [
        ("<hr>", "\u{2014}"),
        ("<li>", "\u{2022}"),
        ("<input", "\u{2610}<input"),
    ];
    let html = marks
        .iter()
        .fold(html, |html, (element, mark)| html.replace(element, mark));
    Reading {
        mentions,
        shown: words(&html),
    }
}

/// Returns the web addresses that a text shows as links, in their order.
pub fn web_addresses(body: &str, emoji: &EmojiLookup) -> Vec<String> {
    render_page(body, &Nobody, emoji).addresses
}
