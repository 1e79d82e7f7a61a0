use linkify::{LinkFinder, LinkKind};

/// The most links of a message that get a preview.
pub(crate) const MOST: usize = 3;
/// The longest address that gets one, in bytes.
const URL_BYTES: usize = 2_000;

/// The first web addresses in a message's text, each once.
pub(crate) fn links(body: &str) -> Vec<String> {
    // Most messages have none, and this is looked at for each of them.
    if !body.contains("://") {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut links: Vec<String> = Vec::new();
    for link in finder.links(body).map(|link| link.as_str()) {
        let is_new = !links.iter().any(|known| known == link);
        if is_new && is_web(link) && link.len() <= URL_BYTES {
            links.push(link.to_owned());
        }
        if links.len() == MOST {
            break;
        }
    }
    links
}

fn is_web(link: &str) -> bool {
    let starts = |scheme: &str| {
        let start = link.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_three_web_addresses_count_each_once() {
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
    fn mail_addresses_and_code_are_no_links() {
        assert_eq!(links("ada@example.org javascript://x data://y"), [""; 0]);
        let long = format!("https://example.org/{}", "a".repeat(URL_BYTES));
        assert_eq!(links(&long), [""; 0]);
    }
}
