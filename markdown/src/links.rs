//! Web and mail addresses in a text: where they begin and end, and their links.

use linkify::{LinkFinder, LinkKind};
use std::ops::Range;

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A web or mail address, with the target of its link.
    Link {
        text: String,
        href: String,
    },
}

/// Splits a message into text and links. The texts of all pieces, joined, are the message.
pub fn pieces(body: &str) -> Vec<Piece> {
    let (mut pieces, mut end) = (Vec::new(), 0);
    let text = |part: &str, pieces: &mut Vec<Piece>| {
        if !part.is_empty() {
            pieces.push(Piece::Text(part.to_owned()));
        }
    };
    for address in addresses(body) {
        let found = &body[address.range.clone()];
        let href = match address.is_mail {
            true => format!("mailto:{found}"),
            false if is_web(found) => found.to_owned(),
            false => continue,
        };
        text(&body[end..address.range.start], &mut pieces);
        end = address.range.end;
        let text = found.to_owned();
        pieces.push(Piece::Link { text, href });
    }
    text(&body[end..], &mut pieces);
    pieces
}

/// An address in a text: of mail, or with a scheme of the web or another.
pub(super) struct Address {
    pub(super) range: Range<usize>,
    pub(super) is_mail: bool,
}

/// Returns the addresses in a text, in their order.
///
/// An address ends before full-width punctuation, which is in no address: Chinese and Japanese put no space there. As on
/// GitHub, an address does not end with a mark of emphasis, which belongs to the emphasis around it.
pub(super) fn addresses(body: &str) -> Vec<Address> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    let mut found = Vec::new();
    let mut start = 0;
    for part in body.split_inclusive(ends_address) {
        for link in finder.links(part.trim_end_matches(ends_address)) {
            let text = link.as_str().trim_end_matches(['*', '_', '~']);
            let from = start + link.start();
            found.push(Address {
                range: from..from + text.len(),
                is_mail: *link.kind() == LinkKind::Email,
            });
        }
        start += part.len();
    }
    found
}

fn ends_address(c: char) -> bool {
    matches!(c,
        '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2026}' | '\u{2039}' | '\u{203a}'
            | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
            | '\u{ff01}' | '\u{ff02}' | '\u{ff08}' | '\u{ff09}' | '\u{ff0c}' | '\u{ff0e}' | '\u{ff1a}'
            | '\u{ff1b}' | '\u{ff1e}' | '\u{ff1c}' | '\u{ff1f}' | '\u{ff3b}' | '\u{ff3d}'
            | '\u{ff5b}' | '\u{ff5d}'..='\u{ff64}')
}

/// Returns whether an address has a scheme of the web. Only these become links, never `javascript:` and its like.
pub(super) fn is_web(url: &str) -> bool {
    let starts = |scheme: &str| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str, href: &str) -> Piece {
        Piece::Link {
            text: text.into(),
            href: href.into(),
        }
    }

    #[test]
    fn finds_addresses_and_leaves_the_full_stop_to_the_sentence() {
        assert_eq!(
            pieces("See https://example.com/a?b=c, or ask ada@example.com."),
            [
                Piece::Text("See ".into()),
                link("https://example.com/a?b=c", "https://example.com/a?b=c"),
                Piece::Text(", or ask ".into()),
                link("ada@example.com", "mailto:ada@example.com"),
                Piece::Text(".".into()),
            ]
        );
    }

    #[test]
    fn an_address_ends_before_full_width_punctuation_and_before_marks_of_emphasis() {
        for (body, address) in [
            (
                "资料（https://example.org/guide）请看。",
                "https://example.org/guide",
            ),
            ("見てhttps://example.org/x、次", "https://example.org/x"),
            ("見てhttps://example.org、次", "https://example.org"),
            (
                "「https://example.org/東京」です",
                "https://example.org/東京",
            ),
            ("在https://example.org/a？b=c", "https://example.org/a"),
            ("“https://example.org/a”", "https://example.org/a"),
            ("https://example.org/a…", "https://example.org/a"),
            ("~~https://example.org/a~~", "https://example.org/a"),
            ("__https://example.org/_a___", "https://example.org/_a"),
            (
                "https://example.org/~ada/_x_y",
                "https://example.org/~ada/_x_y",
            ),
            ("写信（ada@example.org）。", "ada@example.org"),
        ] {
            let links = pieces(body).into_iter().filter_map(|piece| match piece {
                Piece::Link { text, .. } => Some(text),
                Piece::Text(_) => None,
            });
            assert_eq!(links.collect::<Vec<_>>(), [address], "{body}");
        }
        let two = pieces("https://example.org/a、https://example.org/b");
        assert_eq!(two.len(), 3);
    }

    #[test]
    fn schemes_that_run_code_stay_text() {
        for text in [
            "javascript://alert(1)",
            "data://x",
            "file:///etc/passwd",
            "vbscript://x",
        ] {
            let links = pieces(text)
                .into_iter()
                .filter(|piece| matches!(piece, Piece::Link { .. }))
                .count();
            assert_eq!(links, 0, "{text}");
        }
    }

    #[test]
    fn markup_and_any_script_stay_as_typed() {
        for text in [
            "<img src=x onerror=alert(1)>",
            "שלום עולם",
            "你好\n世界 🎉",
            "",
        ] {
            let joined: String = pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Link { text, .. } => text,
                })
                .collect();
            assert_eq!(joined, text);
        }
    }
}
