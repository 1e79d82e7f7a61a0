use linkify::{LinkFinder, LinkKind};

/// One piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A web or mail address, with what it leads to.
    Link {
        text: String,
        href: String,
    },
}

/// Cuts a message into text and links. The pieces' texts joined are the message.
pub fn pieces(body: &str) -> Vec<Piece> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    finder
        .spans(body)
        .map(|span| piece(span.as_str(), span.kind()))
        .collect()
}

fn piece(text: &str, kind: Option<&LinkKind>) -> Piece {
    let text = text.to_owned();
    match kind {
        Some(LinkKind::Email) => Piece::Link {
            href: format!("mailto:{text}"),
            text,
        },
        Some(LinkKind::Url) if is_web(&text) => Piece::Link {
            href: text.clone(),
            text,
        },
        _ => Piece::Text(text),
    }
}

/// Only the schemes of the web become links: `javascript:` and its like never do.
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
