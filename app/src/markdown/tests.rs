use super::*;
use crate::model::{RoomId, UserId};
use scraper::{Html, Node};
use uuid::Uuid;

/// Ada reads; whom she knows and where she is have names that attack.
struct Known;

const ADA: UserId = UserId(Uuid::from_u128(1));
const GRACE: UserId = UserId(Uuid::from_u128(2));
const GENERAL: RoomId = RoomId(Uuid::from_u128(10));
const SECRET: RoomId = RoomId(Uuid::from_u128(11));

impl Names for Known {
    fn me(&self) -> UserId {
        ADA
    }

    fn person(&self, user: UserId) -> Option<&str> {
        match user {
            ADA => Some("Ada"),
            GRACE => Some("\"><img src=x onerror=alert(1)>"),
            _ => None,
        }
    }

    fn room(&self, room: RoomId) -> Option<&str> {
        (room == GENERAL).then_some("</a><script>alert(1)</script>")
    }
}

fn html(body: &str) -> String {
    render(body, &Known)
}

/// One a line; those of several lines go on until a line that begins another.
const ATTACKS: &str = include_str!("tests/attacks.txt");
/// The examples of the CommonMark specification 0.31, CC-BY-SA 4.0, by John MacFarlane and others.
const COMMONMARK: &str = include_str!("tests/commonmark.json");

/// What a browser's own reader of HTML makes of the output must be nothing but this.
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

const ELEMENTS: [&str; 28] = [
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
    "h3",
    "h4",
    "h5",
    "h6",
    "input",
    "bdi",
    "a",
];

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
        ("bdi", "class") => matches!(value, "mention" | "mention is-mine"),
        ("div", "class") => matches!(value, "code" | "table"),
        ("button", "class") => value == "code-copy",
        ("button", "type") => value == "button",
        ("th" | "td", "class") => matches!(value, "align-center" | "align-end"),
        ("input", "type") => value == "checkbox",
        ("input", "disabled" | "checked") => value.is_empty(),
        ("input", "aria-label") => matches!(value, "Done" | "To do"),
        ("ol", "start") => value.bytes().all(|byte| byte.is_ascii_digit()),
        ("code", "class") => {
            let name = value.strip_prefix("language-").unwrap_or_default();
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"+#-".contains(&byte))
        }
        _ => false,
    }
}

fn room_href() -> String {
    crate::route::room_path(GENERAL)
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
fn what_is_very_deep_or_very_long_stays_shallow() {
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

#[test]
fn a_text_that_needs_no_renderer_is_what_the_renderer_would_show() {
    let examples: Vec<String> = serde_json::from_str(COMMONMARK).expect("the examples are JSON");
    let lines = ATTACKS.lines().map(str::to_owned);
    let own = [
        "Hello",
        "你好\n世界 🎉",
        "שלום עולם",
        "Is it 10:30? Yes (really) - or no!",
        "a\nb",
        "O'Neill said \"hi\"",
    ];
    let all = examples
        .into_iter()
        .chain(lines)
        .chain(own.map(str::to_owned));
    let plain: Vec<String> = all
        .filter(|body| !body.trim().is_empty() && is_plain(body.trim()))
        .collect();
    assert!(plain.len() > 20);
    for body in plain {
        // Spaces at the end of a line are not seen.
        let lines = body.trim().lines().map(|line| escape(line.trim_end()));
        let shown = lines.collect::<Vec<_>>().join("<br>");
        assert_eq!(html(body.trim()), format!("<p>{shown}</p>"));
    }
}

#[test]
fn markup_becomes_elements() {
    for (body, expected) in [
        (
            "**bold** *it* ~~gone~~ `code`",
            "<p><strong>bold</strong> <em>it</em> <del>gone</del> <code>code</code></p>",
        ),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("# Title", "<h3>Title</h3>"),
        (
            "> said\n\nI say",
            "<blockquote><p>said</p></blockquote><p>I say</p>",
        ),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a", "<ol start=\"3\"><li>a</li></ol>"),
        (
            "<b>x</b> & \"y\"",
            "<p>&lt;b&gt;x&lt;/b&gt; &amp; \"y\"</p>",
        ),
        ("&amp; stays", "<p>&amp;amp; stays</p>"),
        ("[1]: see below", "<p>[1]: see below</p>"),
        (":tada: 10:30:45 :no such:", "<p>🎉 10:30:45 :no such:</p>"),
        (
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            "<div class=\"table\"><table><thead><tr><th>a</th><th class=\"align-end\">b</th></tr></thead><tbody>\
             <tr><td>1</td><td class=\"align-end\">2</td></tr></tbody></table></div>",
        ),
        (
            "```Rust\nlet a = \"<b>\";\n```",
            "<div class=\"code\"><button class=\"code-copy\" type=\"button\">Copy</button>\
             <pre><code class=\"language-rust\">let a = \"&lt;b&gt;\";\n</code></pre></div>",
        ),
    ] {
        assert_eq!(html(body), expected, "{body:?}");
    }
}

#[test]
fn links_lead_to_the_web_and_to_letters_and_others_stay_as_typed() {
    let link = |href: &str, text: &str| {
        format!(
            "<p><a href=\"{href}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{text}</a></p>"
        )
    };
    assert_eq!(
        html("[here](https://example.com)"),
        link("https://example.com", "here")
    );
    let marked = "https://example.com/_a_/*b*/~c~/d";
    assert_eq!(html(marked), link(marked, marked));
    assert_eq!(
        html("ada@example.com"),
        link("mailto:ada@example.com", "ada@example.com")
    );
    assert_eq!(
        html("![a cat](https://example.com/cat.png)"),
        link("https://example.com/cat.png", "a cat")
    );
    assert_eq!(
        html("![](https://example.com/cat.png)"),
        link("https://example.com/cat.png", "https://example.com/cat.png")
    );
    assert_eq!(
        html("[x](javascript:alert(1))"),
        "<p>[x](javascript:alert(1))</p>"
    );
    assert_eq!(html("[x](/etc/passwd)"), "<p>[x](/etc/passwd)</p>");
}

#[test]
fn mentions_show_the_names_that_the_reader_knows() {
    assert_eq!(
        html(&format!("<@{ADA}>")),
        "<p><bdi class=\"mention is-mine\">@Ada</bdi></p>"
    );
    assert_eq!(
        html(&format!("<@{}>", UserId(Uuid::from_u128(3)))),
        "<p><bdi class=\"mention\">@someone</bdi></p>"
    );
    assert_eq!(
        html("@room, @here, @roomy"),
        "<p><bdi class=\"mention is-mine\">@room</bdi>, <bdi class=\"mention is-mine\">@here</bdi>, @roomy</p>"
    );
    assert_eq!(html(&format!("<#{SECRET}>")), "<p>a private room</p>");
    assert!(html(&format!("<#{GENERAL}>")).starts_with(&format!(
        "<p><a class=\"mention\" href=\"{}\">",
        room_href()
    )));
    assert_eq!(html(&format!("`<@{ADA}>`")), "<p><code>@Ada</code></p>");
}

#[test]
fn a_message_calls_those_whom_it_names_but_not_in_quotes_and_code() {
    let body = format!("<@{ADA}> and **<@{GRACE}>**, <@{ADA}>");
    assert_eq!(
        mentions(&body),
        Mentions {
            people: vec![ADA, GRACE],
            everyone: false
        }
    );
    assert!(mentions("Hello @room").everyone && mentions("@here!").here);
    assert!(!mentions("Hello @room").here && !mentions("@here!").everyone);
    for body in [
        format!("> <@{ADA}> @room"),
        format!("`<@{ADA}> @room`"),
        format!("```\n<@{ADA}> @room\n```"),
        "bedroom@room.example @roommate".to_owned(),
    ] {
        assert_eq!(mentions(&body), Mentions::default(), "{body:?}");
    }
}

#[test]
fn names_are_stored_as_ids_and_typed_again_as_names() {
    let all = [
        Spelling::person(ADA, "Grace"),
        Spelling::person(GRACE, "Grace Hopper"),
        Spelling::room(GENERAL, "General"),
    ];
    for (typed, stored) in [
        ("@Grace Hopper, hi", format!("<@{GRACE}>, hi")),
        ("@Grace Hoppers", format!("<@{ADA}> Hoppers")),
        ("see #General!", format!("see <#{GENERAL}>!")),
        (
            "mail@Grace and @Graces stay",
            "mail@Grace and @Graces stay".to_owned(),
        ),
        ("# General", "# General".to_owned()),
    ] {
        assert_eq!(encode(typed, &all), stored);
        assert_eq!(decode(&stored, &all), typed);
    }
}

#[test]
fn a_name_that_two_share_means_neither_unless_one_was_chosen() {
    let all = [Spelling::person(ADA, "Ada"), Spelling::person(GRACE, "Ada")];
    assert_eq!(encode("@Ada", &all), "@Ada");
    let chosen = all[1].to_type(&all);
    assert_eq!(chosen, format!("<@{GRACE}>"));
    assert_eq!(encode(chosen, &all), chosen);
    assert_eq!(decode(chosen, &all), chosen);
}

fn depth(page: &Html) -> usize {
    let nodes = page.tree.nodes();
    nodes
        .map(|node| node.ancestors().count())
        .max()
        .unwrap_or_default()
}
