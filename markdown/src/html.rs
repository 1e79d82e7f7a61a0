//! Text to HTML and back.

/// Characters that HTML has an entity for, in the order in which they are to be read back: `&` is the last.
const ENTITIES: [(char, &str); 5] = [
    ('<', "&lt;"),
    ('>', "&gt;"),
    ('"', "&quot;"),
    ('\u{a0}', "&nbsp;"),
    ('&', "&amp;"),
];

/// Tags that words before and after are joined across.
const INLINE: [&str; 11] = [
    "a", "strong", "em", "del", "code", "span", "b", "i", "s", "bdi", "img",
];

/// Returns a text as the content of an element, written exactly as a browser serializes it.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\u{a0}' => html.push_str("&nbsp;"),
            other => html.push(other),
        }
    }
    html
}

/// Returns a text as the value of an attribute in double quotes.
pub fn escape_attribute(value: &str) -> String {
    escape(value).replace('"', "&quot;")
}

/// Returns the words of a rendered text, on one line.
pub(super) fn words(html: &str) -> String {
    let (mut words, mut rest) = (String::new(), html);
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        rest = &rest[start..];
        // Only the words on buttons are not from the message.
        let end = match rest.starts_with("<button") {
            true => "</button>",
            false => ">",
        };
        let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
        let tag = &rest[..length];
        if !is_inline(tag) {
            words.push(' ');
        }
        // An emoji's picture is told by its name.
        if tag.starts_with("<img") {
            let alt = tag
                .split_once(" alt=\"")
                .and_then(|(_, alt)| alt.split_once('"'));
            words.push_str(alt.map_or("", |(alt, _)| alt));
        }
        rest = &rest[length..];
    }
    words.push_str(rest);
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    ENTITIES.iter().fold(line, |line, (c, entity)| {
        line.replace(entity, &c.to_string())
    })
}

/// Returns whether words before and after a tag belong together.
fn is_inline(tag: &str) -> bool {
    let tag = tag.trim_start_matches(['<', '/']);
    let name = tag.split(['>', ' ']).next();
    name.is_some_and(|name| INLINE.contains(&name))
}
