use super::{Names, render};

/// What a message says, as one line of words without markup: for lists of messages.
pub fn gist(body: &str, names: &impl Names) -> String {
    words(&render(body, names))
}

/// Returns the words of a rendered text, on one line.
pub(super) fn words(html: &str) -> String {
    let (mut words, mut rest) = (String::new(), html);
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        rest = &rest[start..];
        // The only words that are not the message's own are on buttons.
        let end = match rest.starts_with("<button") {
            true => "</button>",
            false => ">",
        };
        let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
        if !is_inline(&rest[..length]) {
            words.push(' ');
        }
        rest = &rest[length..];
    }
    words.push_str(rest);
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // As `escape` writes them; what stands for itself comes last.
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(line, |line, (entity, text)| line.replace(entity, text))
}

/// Whether words before and after a tag belong together.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    ["a", "strong", "em", "del", "code", "span", "b", "i", "s"]
        .iter()
        .any(|inline| {
            let after = name.strip_prefix(inline);
            after.is_some_and(|after| after.starts_with(['>', ' ']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{RoomId, UserId};

    struct Nobody;

    impl Names for Nobody {
        fn me(&self) -> UserId {
            UserId::default()
        }

        fn person(&self, _: UserId) -> Option<&str> {
            None
        }

        fn room(&self, _: RoomId) -> Option<&str> {
            None
        }
    }

    #[test]
    fn markup_goes_and_words_stay() {
        for (body, line) in [
            (
                "The **difference** engine :tada:",
                "The difference engine 🎉",
            ),
            ("# One\n\n- two\n- three", "One two three"),
            ("a < b && c > d", "a < b && c > d"),
            ("```rust\nlet a = 1;\n```\ndone", "let a = 1; done"),
            (
                "[here](https://example.org), and `code`!",
                "here, and code!",
            ),
            ("<b>not</b> &amp; markup", "<b>not</b> &amp; markup"),
        ] {
            assert_eq!(gist(body, &Nobody), line, "{body}");
        }
    }
}
