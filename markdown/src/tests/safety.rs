//! HTML that is safe and bounded, whatever the text.

use super::*;
use scraper::{Html, Node};

/// Asserts that an HTML parser finds nothing in the output but the elements and attributes of a message.
fn assert_safe(body: &str) {
    let output = html(body);
    let page = Html::parse_fragment(&output);
    for node in page.root_element().descendants() {
        match node.value() {
            Node::Text(_) => {}
            Node::Element(element) => {
                let name = element.name();
                for (attribute, value) in element.attrs() {
                    assert!(
                        is_allowed(name, attribute, value),
                        "<{name} {attribute}={value:?}> of {body:.200?}"
                    );
                }
                assert!(ELEMENTS.contains(&name), "<{name}> of {body:.200?}");
            }
            other => panic!("{other:?} of {body:.200?}"),
        }
    }
}

const ELEMENTS: [&str; 29] = [
    "html",
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "div",
    "button",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "input",
    "bdi",
    "a",
];

fn is_language(name: &str) -> bool {
    let mut bytes = name.bytes();
    !name.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+#-".contains(&byte))
}

fn is_allowed(element: &str, attribute: &str, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let starts = |start: &&str| lower.starts_with(*start);
    match (element, attribute) {
        ("a", "href") => {
            ["http://", "https://", "mailto:"].iter().any(starts) || value == room_href()
        }
        ("a", "rel") => value == "noopener noreferrer nofollow",
        ("a", "target") => value == "_blank",
        ("a", "class") => value == "mention",
        ("p" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "blockquote" | "th" | "td", "dir") => {
            value == "auto"
        }
        ("a" | "code" | "div", "dir") => value == "ltr",
        ("p", "class") => value == "emoji-alone",
        ("bdi", "class") => matches!(value, "mention" | "mention is-mine"),
        ("div", "class") => matches!(value, "code" | "table"),
        ("button", "class") => value == "code-copy",
        ("button", "type") => value == "button",
        ("th" | "td", "class") => matches!(value, "align-center" | "align-end"),
        ("input", "type") => value == "checkbox",
        ("input", "disabled" | "checked") => value.is_empty(),
        ("input", "aria-label") => matches!(value, "Done" | "To do"),
        ("ol", "start") => value.bytes().all(|byte| byte.is_ascii_digit()),
        ("ol", "class") => value
            .strip_prefix("digits-")
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())),
        ("div", "data-language") => is_language(value),
        ("code", "class") => value.strip_prefix("language-").is_some_and(is_language),
        _ => false,
    }
}

#[test]
fn attacks_yield_nothing_but_the_elements_and_attributes_of_a_message() {
    let lines: Vec<&str> = ATTACKS.lines().collect();
    assert!(lines.len() > 300);
    lines.iter().for_each(|attack| assert_safe(attack));
    // Each with its neighbours, so that one can open what another closes.
    for size in 2..4 {
        for some in lines.windows(size) {
            assert_safe(&some.join("\n"));
            assert_safe(&some.join(" "));
        }
    }
}

#[test]
fn attacks_within_every_kind_of_markup_yield_nothing_else() {
    for attack in ATTACKS.lines() {
        for (before, after) in [
            ("> ", ""),
            ("- ", ""),
            ("1. ", ""),
            ("# ", ""),
            ("**", "**"),
            ("~~", "~~"),
            ("`", "`"),
            ("```\n", "\n```"),
            ("```", "\n```"),
            ("    ", ""),
            ("| a |\n|---|\n| ", " |"),
            ("[", "](https://example.com)"),
            ("[x](", ")"),
            ("[x](<", ">)"),
            ("[x](https://example.com \"", "\")"),
            ("![", "](https://example.com)"),
            ("![x](", ")"),
            ("<", ">"),
            ("<a href=\"", "\">"),
            ("https://example.com/", ""),
            ("[", "]"),
            ("[a]: ", "\n\n[a]"),
            ("&", ";"),
            (":", ":"),
            ("<@", ">"),
            ("שלום\n\n", ""),
            ("\u{5d0}", "\u{5d0}"),
        ] {
            assert_safe(&format!("{before}{attack}{after}"));
        }
    }
}

#[test]
fn no_way_to_write_a_scheme_that_runs_code_makes_it_a_link() {
    let spell = |scheme: &str| {
        let middle = scheme.len() / 2;
        let (start, end) = scheme.split_at(middle);
        let mut spelled = vec![scheme.to_owned(), scheme.to_uppercase()];
        for gap in [
            "\t",
            "\n",
            "\r",
            "\0",
            "&Tab;",
            "&NewLine;",
            "&#9;",
            "&#x0a;",
            "&#0;",
            "&#173;",
            "%09",
            "\u{200b}",
        ] {
            spelled.push(format!("{start}{gap}{end}"));
            spelled.push(format!("{gap}{scheme}"));
            spelled.push(format!("{scheme}{gap}"));
        }
        let numbered = |c: char| format!("&#{};", u32::from(c));
        spelled.push(scheme.chars().map(numbered).collect());
        spelled.push(
            scheme
                .chars()
                .map(|c| format!("&#x{:x};", u32::from(c)))
                .collect(),
        );
        spelled
    };
    let mut tried = 0;
    for scheme in [
        "javascript",
        "data",
        "vbscript",
        "file",
        "blob",
        "livescript",
        "view-source",
    ] {
        for spelled in spell(scheme) {
            for colon in [":", "&colon;", "&#58;", "&#x3a;", "\\:", " :", ":\t"] {
                let target = format!("{spelled}{colon}alert(1)");
                for link in [
                    format!("[x]({target})"),
                    format!("[x](<{target}>)"),
                    format!("![x]({target})"),
                    format!("<{target}>"),
                    format!("[x]: {target}\n\n[x]"),
                    format!("<a href=\"{target}\">x</a>"),
                    target,
                ] {
                    tried += 1;
                    assert_safe(&link);
                    assert!(!html(&link).contains("<a "), "{link:?}");
                }
            }
        }
    }
    assert!(tried > 10_000);
}

#[test]
fn every_example_of_commonmark_renders_to_a_safe_page() {
    let examples: Vec<String> = serde_json::from_str(COMMONMARK).expect("the examples are JSON");
    assert_eq!(examples.len(), 652);
    for example in &examples {
        assert_safe(example);
    }
    for two in examples.windows(2) {
        assert_safe(&two.concat());
    }
}

#[test]
fn very_deep_and_very_long_texts_become_shallow_html() {
    let long = 40_000;
    for part in [
        ">",
        "> ",
        "- ",
        "1. ",
        "*",
        "**a ",
        "_a ",
        "~~a",
        "`",
        "```\n",
        "[",
        "![",
        "[a](",
        "](",
        "<",
        "<a ",
        "<!--",
        "&",
        "&#",
        "|",
        "|-",
        "a|b\n-|-\n",
        "\\",
        "\t",
        "#",
        "[a]:",
        "[^",
        "@",
        ":a",
        "<@",
        "http://",
        "*a _b ",
        "> - ",
        "*a **a ",
        "a***",
        "\n",
        "x\n-",
        "- a\n",
        "<?",
        "<![CDATA[",
    ] {
        let body = part.repeat(long / part.len());
        let output = html(&body);
        let deepest = depth(&Html::parse_fragment(&output));
        assert!(deepest <= 24, "{part:?} is {deepest} deep");
        assert_safe(&body);
    }
    let mut nested = String::new();
    for level in 0..100 {
        nested.push_str(&format!("{}- item\n", "  ".repeat(level)));
    }
    assert!(depth(&Html::parse_fragment(&html(&nested))) <= 24);
}

fn depth(page: &Html) -> usize {
    let nodes = page.tree.nodes();
    nodes
        .map(|node| node.ancestors().count())
        .max()
        .unwrap_or_default()
}
