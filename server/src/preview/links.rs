//! The links of a message that get a preview.

use markdown::{EMOJI, web_addresses};

/// The most previews of a message.
pub(crate) const MOST: usize = 3;
/// The longest address with a preview, in bytes.
const URL_BYTES: usize = 2_000;

/// Returns the first web addresses that a message shows as links, without repeats.
pub(crate) fn links(body: &str) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    if !may_link(body) {
        return links;
    }
    for link in web_addresses(body, &EMOJI) {
        if link.len() <= URL_BYTES && !links.contains(&link) {
            links.push(link);
        }
        if links.len() == MOST {
            break;
        }
    }
    links
}

/// Returns whether a message may have links, without parsing it.
pub(super) fn may_link(body: &str) -> bool {
    body.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_three_different_web_addresses_count() {
        let body = "See https://example.org/a, HTTPS://example.org/b and https://example.org/a (again), \
                    ftp://example.org/c, http://example.org/d. Also https://example.org/e";
        let expected = [
            "https://example.org/a",
            "HTTPS://example.org/b",
            "http://example.org/d",
        ];
        assert_eq!(links(body), expected);
    }

    #[test]
    fn mail_addresses_and_code_are_not_links() {
        assert_eq!(links("ada@example.org javascript://x data://y"), [""; 0]);
        assert_eq!(
            links("`https://example.org/a`\n\n```\nhttps://example.org/b\n```"),
            [""; 0]
        );
        assert_eq!(links("    https://example.org/indented"), [""; 0]);
        let long = format!("https://example.org/{}", "a".repeat(URL_BYTES));
        assert_eq!(links(&long), [""; 0]);
    }

    #[test]
    fn links_end_where_the_message_shows_their_end() {
        for (body, link) in [
            (
                "资料（https://example.org/guide）请看。",
                "https://example.org/guide",
            ),
            ("~~https://example.org/a~~", "https://example.org/a"),
            (
                "[here](https://example.org/a?b=1&c=2)",
                "https://example.org/a?b=1&c=2",
            ),
            ("> https://example.org/quoted", "https://example.org/quoted"),
        ] {
            assert_eq!(links(body), [link], "{body}");
        }
    }
}
