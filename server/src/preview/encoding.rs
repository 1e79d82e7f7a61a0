//! The encoding of a page: named in its header, named in its beginning, or guessed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use url::Url;

/// A page names its encoding within so many bytes.
const CHARSET_BYTES: usize = 1024;
/// The encoding is guessed from so many bytes.
const GUESS_BYTES: usize = 64 * 1024;

/// Returns the encoding of the page at `url`.
pub(super) fn encoding_of(body: &[u8], media_type: &str, url: &Url) -> &'static Encoding {
    let named = parameter(media_type.as_bytes()).or_else(|| declared(body));
    named.unwrap_or_else(|| guessed(body, url))
}

/// Returns the encoding that the beginning of a page names.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    parameter(&body[..body.len().min(CHARSET_BYTES)])
}

/// Guesses the encoding of a page from its bytes and the top-level domain of its host.
fn guessed(body: &[u8], url: &Url) -> &'static Encoding {
    let body = &body[..body.len().min(GUESS_BYTES)];
    let is_utf8 = match std::str::from_utf8(body) {
        Ok(_) => true,
        // The body may end in the middle of a character.
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, false);
    let domain = url.domain().and_then(|domain| domain.rsplit('.').next());
    // The detector panics on anything but lower-case ASCII.
    let country = domain.filter(|label| label.bytes().all(|byte| byte.is_ascii_lowercase()));
    detector.guess(country.map(str::as_bytes), Utf8Detection::Allow)
}

/// Returns the encoding after `charset=`.
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
    use encoding_rs::{EUC_JP, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    #[test]
    fn the_encoding_of_a_page_that_names_none_is_guessed() {
        let is_guessed = |text: &str, encoding: &'static Encoding, url: &str| {
            let page = format!("<html><head><title>{text}</title></head><body>{text}</body>");
            let (bytes, _, _) = encoding.encode(&page);
            let url = url.parse().expect("a URL");
            let guess = encoding_of(&bytes, "text/html", &url);
            guess.decode(&bytes).0 == page
        };
        let (russian, japanese) = ("Новости сегодня", "東京の天気予報");
        for (text, encoding, url) in [
            (russian, WINDOWS_1251, "https://example.ru/"),
            (russian, WINDOWS_1251, "https://example.org/"),
            (russian, KOI8_R, "https://example.ru/"),
            (japanese, SHIFT_JIS, "https://example.jp/"),
            (japanese, EUC_JP, "https://example.jp/"),
            ("北京天气预报", GBK, "https://example.cn/"),
            ("Große Überraschung", WINDOWS_1252, "https://example.de/"),
            (russian, UTF_8, "https://example.ru/"),
            (japanese, UTF_8, "https://[2606:4700::1111]/"),
        ] {
            let name = encoding.name();
            assert!(is_guessed(text, encoding, url), "{text} {name} {url}");
        }
        // A page that ends in the middle of a character is still UTF-8.
        let url = "https://example.ru/".parse().expect("a URL");
        let page = "<title>Новости</title>Новости";
        let cut = &page.as_bytes()[..page.len() - 1];
        assert_eq!(encoding_of(cut, "text/html", &url), UTF_8);
    }
}
