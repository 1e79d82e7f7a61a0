//! Markup, links and directions.

use super::*;

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
fn headings_skip_no_level() {
    for (body, levels) in [
        ("### a\n# b\n###### c\n## d\n# e", "2 2 3 3 2"),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", "2 3 4 5 6 6"),
        ("> ## a\n\n## b", "2 2"),
    ] {
        let html = html(body);
        let found = html.split("<h").skip(1).filter_map(|rest| rest.get(..1));
        assert_eq!(found.collect::<Vec<_>>().join(" "), levels, "{body}");
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
        ("# Title", "<h2>Title</h2>"),
        (
            "> said\n\nI say",
            "<blockquote><p>said</p></blockquote><p>I say</p>",
        ),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a", "<ol start=\"3\"><li>a</li></ol>"),
        (
            "99. a\n1. b\n   - c",
            "<ol start=\"99\" class=\"digits-3\"><li>a</li><li>b<ul><li>c</li></ul></li></ol>",
        ),
        (
            "123456789. a",
            "<ol start=\"123456789\" class=\"digits-9\"><li>a</li></ol>",
        ),
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
            "<div class=\"code\" data-language=\"rust\"><button class=\"code-copy\" type=\"button\">Copy</button>\
             <pre><code class=\"language-rust\">let a = \"&lt;b&gt;\";\n</code></pre></div>",
        ),
    ] {
        assert_eq!(html(body), expected, "{body:?}");
    }
}

#[test]
fn links_lead_to_the_web_and_to_mail_and_others_stay_as_typed() {
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
fn emphasis_opens_and_closes_beside_chinese_japanese_and_korean() {
    for (body, expected) in [
        (
            "**注目：**会議は三時です",
            "<p><strong>注目：</strong>会議は三時です</p>",
        ),
        (
            "これは**「重要」**です",
            "<p>これは<strong>「重要」</strong>です</p>",
        ),
        ("**“强调”**的文字", "<p><strong>“强调”</strong>的文字</p>"),
        ("*（注）*本文", "<p><em>（注）</em>本文</p>"),
        ("~~旧。~~新", "<p><del>旧。</del>新</p>"),
        ("**이것(this)**은", "<p><strong>이것(this)</strong>은</p>"),
        (
            "**`コード`**です",
            "<p><strong><code>コード</code></strong>です</p>",
        ),
        ("日本 \\*星\\* `*、*`", "<p>日本 *星* <code>*、*</code></p>"),
        ("**a:**b", "<p>**a:**b</p>"),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
}

#[test]
fn emphasis_around_an_address_is_not_part_of_it() {
    let link = |text: &str| {
        format!(
            "<a href=\"{text}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{text}</a>"
        )
    };
    let address = link("https://example.org/a");
    for (body, element) in [
        ("~~https://example.org/a~~", "del"),
        ("**https://example.org/a**", "strong"),
        ("*https://example.org/a*", "em"),
        ("_https://example.org/a_", "em"),
    ] {
        assert_eq!(
            html(body),
            format!("<p><{element}>{address}</{element}></p>"),
            "{body}"
        );
    }
}

#[test]
fn each_block_has_the_direction_of_its_first_letter_and_code_does_not_count() {
    for (body, expected) in [
        (
            "> Hello there\n\nمرحبا",
            "<blockquote><p>Hello there</p></blockquote><p dir=\"auto\">مرحبا</p>",
        ),
        (
            "Hello\n\n> مرحبا\n>\n> Hello",
            "<p>Hello</p><blockquote dir=\"auto\"><p>مرحبا</p><p dir=\"auto\">Hello</p></blockquote>",
        ),
        ("`let a` שלום", "<p><code dir=\"ltr\">let a</code> שלום</p>"),
        (
            "```\nlet a\n```\nשלום",
            "<div class=\"code\" dir=\"ltr\"><button class=\"code-copy\" type=\"button\">Copy</button>\
             <pre><code>let a\n</code></pre></div><p>שלום</p>",
        ),
        (
            "https://example.org/a שלום",
            "<p><a href=\"https://example.org/a\" target=\"_blank\" rel=\"noopener noreferrer nofollow\" dir=\"ltr\">\
             https://example.org/a</a> שלום</p>",
        ),
        (
            "- one\n- שתיים\n  - three",
            "<ul><li>one</li><li dir=\"auto\">שתיים<ul><li dir=\"auto\">three</li></ul></li></ul>",
        ),
        (
            "1. one\n\n   two\n\n2. שלוש",
            "<ol start=\"1\"><li><p>one</p><p dir=\"auto\">two</p></li>\
             <li dir=\"auto\"><p>שלוש</p></li></ol>",
        ),
        (
            "# Title\n## כותרת",
            "<h2>Title</h2><h3 dir=\"auto\">כותרת</h3>",
        ),
        (
            "|a|ב|\n|-|-|\n|ג|d|",
            "<div class=\"table\"><table><thead><tr><th>a</th><th dir=\"auto\">ב</th></tr></thead><tbody>\
             <tr><td dir=\"auto\">ג</td><td dir=\"auto\">d</td></tr></tbody></table></div>",
        ),
        (
            "> Hello\n\n`a`",
            "<blockquote><p>Hello</p></blockquote><p><code>a</code></p>",
        ),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
}
