//! The Markdown of messages.

use markdown::{EMOJI, Nobody, Piece, mention_starts, pieces, render};

/// The most HTML for an empty text, in bytes.
const SHORT_BYTES: usize = 16 * 1024;
/// The most bytes of HTML for each byte of text beyond that.
const FACTOR: usize = 11;

/// Splits a text into pieces and renders it. The pieces must add up to the text, and links must lead to where they say;
/// the HTML must be safe and of a bounded size.
///
/// # Panics
///
/// If that does not hold.
pub fn markdown(body: &str) {
    let mut joined = String::new();
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => joined.push_str(&text),
            Piece::Link { text, href } => {
                let start = href.to_ascii_lowercase();
                let web = start.starts_with("http://") || start.starts_with("https://");
                let leads = if web {
                    text.clone()
                } else {
                    format!("mailto:{text}")
                };
                assert_eq!(href, leads, "a link that leads elsewhere than it says");
                joined.push_str(&text);
            }
        }
    }
    assert_eq!(joined, body, "the pieces are not the text");
    let html = render(body, &Nobody, &EMOJI);
    assert_safe(&html);
    assert!(
        html.len() <= SHORT_BYTES + FACTOR * body.len(),
        "{} bytes of HTML for {} of text",
        html.len(),
        body.len()
    );
    assert_mention_starts(body);
}

/// Checks that each place where a mention may begin is `@` or `#`, and is listed once.
fn assert_mention_starts(body: &str) {
    let starts = mention_starts(body);
    assert!(starts.is_sorted_by(|one, other| one < other), "{starts:?}");
    for at in starts {
        let rest = body.get(at..).unwrap_or_default();
        assert!(rest.starts_with(['@', '#']), "no sign at {at}: {body}");
    }
}

/// The elements that the renderer may write.
const ELEMENTS: &str = "p br hr em strong del code pre div button blockquote ul ol li table thead \
    tbody tr th td h2 h3 h4 h5 h6 input bdi span a";

fn assert_safe(html: &str) {
    for (at, _) in html.match_indices('<') {
        let rest = html[at + 1..].trim_start_matches('/');
        let name: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        assert!(
            ELEMENTS.split(' ').any(|element| element == name),
            "an element from the text: {html}"
        );
    }
    for (at, start) in html.match_indices("<a href=\"") {
        let target = html[at + start.len()..].to_ascii_lowercase();
        let allowed = ["http://", "https://", "mailto:"];
        assert!(
            allowed.iter().any(|scheme| target.starts_with(scheme)),
            "a link from the text: {html}"
        );
    }
}
