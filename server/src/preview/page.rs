//! The summary in a page's head.

use super::encoding::encoding_of;
use crate::visible::has_visible;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use url::Url;

/// The longest title, in characters.
const TITLE_CHARS: usize = 200;
/// The longest text, in characters.
const TEXT_CHARS: usize = 400;

/// Title, text and picture of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageSummary {
    pub(super) title: String,
    /// The page's description.
    pub(super) text: Option<String>,
    /// Host of the page, and not a name of its choice.
    pub(super) site: String,
    pub(super) picture: Option<Url>,
}

/// Reads the head of the page at `url`. Returns `None` if it has no title.
pub(super) fn read(body: &[u8], media_type: &str, url: &Url) -> Option<PageSummary> {
    let (html, _, _) = encoding_of(body, media_type, url).decode(body);
    let head = Head::read(&html);
    let title = head.first(&["og:title", "twitter:title"], TITLE_CHARS);
    let title = title.or_else(|| tidy(&head.title, TITLE_CHARS))?;
    let text = head.first(
        &["og:description", "twitter:description", "description"],
        TEXT_CHARS,
    );
    let picture = [
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
    ]
    .into_iter()
    .find_map(|name| url.join(head.meta(name)?.trim()).ok());
    let host = url.host_str().unwrap_or_default();
    Some(PageSummary {
        title,
        text,
        site: host.strip_prefix("www.").unwrap_or(host).to_owned(),
        picture,
    })
}

/// Contents of a page's head.
#[derive(Default)]
struct Head {
    title: String,
    /// Names and contents of the `meta` elements, in the order of the page.
    metas: Vec<(String, String)>,
}

impl Head {
    fn read(html: &str) -> Self {
        let mut head = Self::default();
        let (mut in_title, mut has_title) = (false, false);
        let mut emitter = DefaultEmitter::default();
        // Scripts and styles are not parsed as HTML.
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => match tag.name.as_slice() {
                    b"body" => break,
                    b"title" if !has_title => (in_title, has_title) = (true, true),
                    b"meta" => head.metas.extend(meta(&tag)),
                    _ => {}
                },
                Token::EndTag(tag) if tag.name.as_slice() == b"title" => in_title = false,
                Token::EndTag(tag) if tag.name.as_slice() == b"head" => break,
                Token::String(text) if in_title => {
                    head.title.push_str(&String::from_utf8_lossy(&text));
                }
                _ => {}
            }
        }
        head
    }

    fn meta(&self, name: &str) -> Option<&str> {
        let named = |(known, _): &&(String, String)| known == name;
        self.metas
            .iter()
            .find(named)
            .map(|(_, content)| content.as_str())
    }

    /// Returns the first of these `meta` elements that has visible text.
    fn first(&self, names: &[&str], chars: usize) -> Option<String> {
        names.iter().find_map(|name| tidy(self.meta(name)?, chars))
    }
}

fn meta(tag: &StartTag<()>) -> Option<(String, String)> {
    let attribute = |name: &[u8]| {
        let value = tag.attributes.get(name)?;
        Some(String::from_utf8_lossy(value).into_owned())
    };
    let name = attribute(b"property").or_else(|| attribute(b"name"))?;
    Some((name.trim().to_ascii_lowercase(), attribute(b"content")?))
}

/// Returns a text in one line, without characters that change the direction of the text around it. `None` if nothing
/// visible is left.
fn tidy(text: &str, chars: usize) -> Option<String> {
    let shown = |char: char| !matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let text: String = text.chars().filter(|char| shown(*char)).collect();
    let words = text.split(|char: char| char.is_whitespace() || char.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    if !has_visible(&line) {
        return None;
    }
    if line.chars().count() <= chars {
        return Some(line);
    }
    let start: String = line.chars().take(chars - 1).collect();
    Some(format!("{}…", start.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(html: &str) -> Option<PageSummary> {
        let url = "https://www.example.org/a/b".parse().expect("a URL");
        read(html.as_bytes(), "text/html; charset=utf-8", &url)
    }

    #[test]
    fn the_head_of_a_page_gives_its_summary() {
        let page = page_of(
            r#"<!doctype html><html><head><meta charset="utf-8"><title>Plain</title>
               <meta property="og:title" content="The &amp; Engine">
               <meta name="Description" content=" Notes
                 on  the engine ">
               <meta property="og:image" content="../engine.png"></head><body>"#,
        );
        let expected = PageSummary {
            title: "The & Engine".into(),
            text: Some("Notes on the engine".into()),
            site: "example.org".into(),
            picture: Some("https://www.example.org/engine.png".parse().expect("a URL")),
        };
        assert_eq!(page, Some(expected));
    }

    #[test]
    fn a_page_without_a_title_has_no_summary() {
        let page = page_of("<title>Engine &mdash; <b>notes</b></title>").expect("a page");
        assert_eq!(page.title, "Engine — <b>notes</b>");
        for html in [
            "",
            "hello",
            "<title> </title>",
            "<body><title>Late</title>",
            "\0\u{1}<<<meta",
        ] {
            assert_eq!(page_of(html), None, "{html:?}");
        }
    }

    #[test]
    fn scripts_and_comments_are_not_read() {
        let page = page_of(
            r#"<script>"<title>Script</title>"</script><!--<title>Comment</title>--><title>Page</title>"#,
        );
        assert_eq!(page.expect("a page").title, "Page");
    }

    #[test]
    fn texts_are_one_line_without_control_characters_and_bounded() {
        let page = page_of(&format!(
            "<title>a\u{202e}b\u{7}c\u{2066}\nd{}</title>",
            "e".repeat(500)
        ));
        let title = page.expect("a page").title;
        assert!(
            title.starts_with("ab c de") && title.ends_with("e…"),
            "{title}"
        );
        assert_eq!(title.chars().count(), TITLE_CHARS);
    }

    #[test]
    fn pages_are_read_in_their_own_encoding() {
        let url = "https://example.org/".parse().expect("a URL");
        let title = |body: &[u8], media_type| read(body, media_type, &url).expect("a page").title;
        let latin = title(b"<title>Caf\xe9</title>", "text/html; charset=ISO-8859-1");
        assert_eq!(latin, "Café");
        let cyrillic = b"<meta charset='windows-1251'><title>\xcf\xf0</title>";
        assert_eq!(title(cyrillic, "text/html"), "Пр");
        let declared = b"<meta http-equiv=content-type content=\"text/html; charset=Shift_JIS\"><title>\x93\xfa</title>";
        assert_eq!(title(declared, "text/html"), "日");
        let broken = title(b"<title>a\xff</title>", "text/html; charset=utf-8");
        assert_eq!(broken, "a\u{fffd}");
    }

    #[test]
    fn an_invisible_title_does_not_count() {
        for blank in [
            "&#8203;",
            "\u{200b} \u{2060}",
            "\u{3164}",
            "\u{e0041}\u{fe0f}",
            "&shy;",
        ] {
            assert_eq!(
                page_of(&format!("<title>{blank}</title>")),
                None,
                "{blank:?}"
            );
            let named = format!(
                r#"<title>Engine</title><meta property="og:title" content="{blank}">
                   <meta name="description" content="{blank}">"#
            );
            let page = page_of(&named).expect("a page");
            assert_eq!((&*page.title, page.text), ("Engine", None), "{blank:?}");
        }
        // Joiners of visible characters stay.
        let family = "👩\u{200d}🔬";
        let page = page_of(&format!("<title>{family}</title>"));
        assert_eq!(page.expect("a page").title, family);
    }
}
