use crate::visible::has_visible;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use url::Url;

/// The longest title, in characters.
const TITLE_CHARS: usize = 200;
/// The longest text, in characters.
const TEXT_CHARS: usize = 400;
/// Where a page may say in which encoding it is written, in bytes from its beginning.
const CHARSET_BYTES: usize = 1024;
/// How much of a page is looked at to guess its encoding, in bytes.
const GUESS_BYTES: usize = 64 * 1024;

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) title: String,
    /// Empty where it says nothing more.
    pub(super) text: String,
    /// Where it came from: its host, and not a name of its own choice.
    pub(super) site: String,
    pub(super) picture: Option<Url>,
}

/// Reads the head of a page that came from `url`; none where it has no title.
pub(super) fn read(body: &[u8], media_type: &str, url: &Url) -> Option<Page> {
    let charset = parameter(media_type.as_bytes()).or_else(|| declared(body));
    let charset = charset.unwrap_or_else(|| guessed(body, url));
    let (html, _, _) = charset.decode(body);
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
    Some(Page {
        title,
        text: text.unwrap_or_default(),
        site: host.strip_prefix("www.").unwrap_or(host).to_owned(),
        picture,
    })
}

/// What stands in the head of a page.
#[derive(Default)]
struct Head {
    title: String,
    /// Names and contents, in the order of the page.
    metas: Vec<(String, String)>,
}

impl Head {
    fn read(html: &str) -> Self {
        let mut head = Self::default();
        let (mut in_title, mut has_title) = (false, false);
        let mut emitter = DefaultEmitter::default();
        // What stands in a script or a style is none of this.
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

    /// The first of these that says something.
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

/// A text in one line, without what could change how the line around it reads; none where nothing is left.
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

/// The encoding that a page's beginning names.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    parameter(&body[..body.len().min(CHARSET_BYTES)])
}

/// Guesses the encoding of a page that names none, from its bytes and the country that its host's name ends with.
fn guessed(body: &[u8], url: &Url) -> &'static Encoding {
    let body = &body[..body.len().min(GUESS_BYTES)];
    let is_utf8 = match std::str::from_utf8(body) {
        Ok(_) => true,
        // It may be cut in the middle of a character.
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, false);
    let domain = url.domain().and_then(|domain| domain.rsplit('.').next());
    // The detector takes nothing but lower-case ASCII.
    let country = domain.filter(|label| label.bytes().all(|byte| byte.is_ascii_lowercase()));
    detector.guess(country.map(str::as_bytes), Utf8Detection::Allow)
}

/// The encoding after `charset=`.
fn parameter(text: &[u8]) -> Option<&'static Encoding> {
    const NAME: &[u8] = b"charset=";
    let at = text
        .windows(NAME.len())
        .position(|part| part.eq_ignore_ascii_case(NAME))?;
    let rest = &text[at + NAME.len()..];
    let rest = rest
        .strip_prefix(b"\"")
        .or_else(|| rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:".contains(byte)));
    Encoding::for_label(&rest[..end.unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(html: &str) -> Option<Page> {
        let url = "https://www.example.org/a/b".parse().expect("a URL");
        read(html.as_bytes(), "text/html; charset=utf-8", &url)
    }

    #[test]
    fn a_page_says_what_it_is_in_its_head() {
        let page = page_of(
            r#"<!doctype html><html><head><meta charset="utf-8"><title>Plain</title>
               <meta property="og:title" content="The &amp; Engine">
               <meta name="Description" content=" Notes
                 on  the engine ">
               <meta property="og:image" content="../engine.png"></head><body>"#,
        );
        let expected = Page {
            title: "The & Engine".into(),
            text: "Notes on the engine".into(),
            site: "example.org".into(),
            picture: Some("https://www.example.org/engine.png".parse().expect("a URL")),
        };
        assert_eq!(page, Some(expected));
    }

    #[test]
    fn a_title_alone_is_enough_and_without_one_there_is_nothing() {
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
    fn what_stands_in_scripts_is_not_read() {
        let page = page_of(
            r#"<script>"<title>Script</title>"</script><!--<title>Comment</title>--><title>Page</title>"#,
        );
        assert_eq!(page.expect("a page").title, "Page");
    }

    #[test]
    fn texts_are_one_line_without_tricks_and_not_endless() {
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
        assert_eq!(
            title(b"<title>Caf\xe9</title>", "text/html; charset=ISO-8859-1"),
            "Café"
        );
        assert_eq!(
            title(
                b"<meta charset='windows-1251'><title>\xcf\xf0</title>",
                "text/html"
            ),
            "Пр"
        );
        let declared = b"<meta http-equiv=content-type content=\"text/html; charset=Shift_JIS\"><title>\x93\xfa</title>";
        assert_eq!(title(declared, "text/html"), "日");
        assert_eq!(
            title(b"<title>a\xff</title>", "text/html; charset=utf-8"),
            "a\u{fffd}"
        );
    }

    #[test]
    fn the_encoding_of_a_page_that_names_none_is_guessed() {
        let title = |text: &str, encoding: &'static Encoding, url: &str| {
            let page = format!("<html><head><title>{text}</title></head><body>{text}</body>");
            let (bytes, _, _) = encoding.encode(&page);
            let url = url.parse().expect("a URL");
            read(&bytes, "text/html", &url).expect("a page").title
        };
        for (text, encoding, url) in [
            (
                "Новости сегодня",
                encoding_rs::WINDOWS_1251,
                "https://example.ru/",
            ),
            (
                "Новости сегодня",
                encoding_rs::WINDOWS_1251,
                "https://example.org/",
            ),
            (
                "Новости сегодня",
                encoding_rs::KOI8_R,
                "https://example.ru/",
            ),
            (
                "東京の天気予報",
                encoding_rs::SHIFT_JIS,
                "https://example.jp/",
            ),
            ("東京の天気予報", encoding_rs::EUC_JP, "https://example.jp/"),
            ("北京天气预报", encoding_rs::GBK, "https://example.cn/"),
            (
                "Große Überraschung",
                encoding_rs::WINDOWS_1252,
                "https://example.de/",
            ),
            ("Новости сегодня", UTF_8, "https://example.ru/"),
            ("東京の天気予報", UTF_8, "https://[2606:4700::1111]/"),
        ] {
            assert_eq!(
                title(text, encoding, url),
                text,
                "{} {url}",
                encoding.name()
            );
        }
        // A page that is cut in the middle of a character is UTF-8 all the same.
        let url = "https://example.ru/".parse().expect("a URL");
        let page = "<title>Новости</title>Новости";
        let cut = &page.as_bytes()[..page.len() - 1];
        assert_eq!(
            read(cut, "text/html", &url).expect("a page").title,
            "Новости"
        );
    }

    #[test]
    fn a_title_with_nothing_to_see_is_none() {
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
            assert_eq!((&*page.title, &*page.text), ("Engine", ""), "{blank:?}");
        }
        // What joins visible characters stays.
        let family = "👩\u{200d}🔬";
        assert_eq!(
            page_of(&format!("<title>{family}</title>"))
                .expect("a page")
                .title,
            family
        );
    }
}
