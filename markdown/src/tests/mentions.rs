//! Mentions and names of emoji in rendered texts.

use super::*;

fn mentions(body: &str) -> Mentions {
    read(body, &EMOJI).mentions
}

/// Returns whether a text shows the reader as mentioned.
fn mentions_reader(body: &str) -> bool {
    html(body).contains("class=\"mention is-mine\"")
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
fn a_message_notifies_the_people_it_mentions_outside_quotes_and_code() {
    let body = format!("<@{ADA}> and **<@{GRACE}>**, <@{ADA}>");
    assert_eq!(
        mentions(&body),
        Mentions {
            people: vec![ADA, GRACE],
            everyone: false,
            here: false,
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
fn a_text_notifies_exactly_the_people_it_shows_as_mentioned() {
    let ada = format!("<@{ADA}>");
    for mention in ["@room", "@here", &ada] {
        for body in [
            format!("<div>{mention}</div>"),
            format!("<!-- {mention} -->"),
            format!("# {mention}"),
            format!("| {mention} |\n|-|\n| a |"),
            format!("- [ ] {mention}"),
            format!("[{mention}](https://example.org)"),
            format!("[x {mention}](javascript:alert)"),
            format!("[x](javascript: {mention})"),
            format!("![{mention}](https://example.org/a.png)"),
            format!("**{mention}** ~~a~~"),
            format!("\u{5927}\u{5bb6}\u{597d}{mention}\u{5728}"),
            format!("https://example.org/ {mention}"),
            format!("one\n{mention}"),
        ] {
            assert!(mentions_reader(&body), "{body:?}: {}", html(&body));
            assert_ne!(mentions(&body), Mentions::default(), "{body:?}");
        }
        for body in [
            format!("> {mention}"),
            format!("> - {mention}\n> # {mention}"),
            format!("> <div>{mention}</div>"),
            format!("`{mention}`"),
            format!("```\n{mention}\n```"),
            format!("a `{mention}\n{mention}`"),
            format!("\\{mention}"),
            format!("- \\{mention}"),
            format!("| \\{mention} |\n|-|"),
        ] {
            assert!(!mentions_reader(&body), "{body:?}: {}", html(&body));
            assert!(!html(&body).contains("mention"), "{body:?}");
            assert_eq!(mentions(&body), Mentions::default(), "{body:?}");
        }
    }
    for body in [
        "@here/maps",
        "npm i @room/x",
        "a/@room",
        "x=@here",
        "<@room>",
        "@room.example",
    ] {
        assert!(!mentions_reader(body), "{body}");
        assert_eq!(mentions(body), Mentions::default(), "{body}");
    }
    assert_eq!(html("\\@room \\:tada:"), "<p>@room :tada:</p>");
    assert_eq!(html("`\\@room`"), "<p><code>\\@room</code></p>");
    assert_eq!(html("> @room"), "<blockquote><p>@room</p></blockquote>");
}

#[test]
fn the_name_of_an_emoji_is_a_word_by_itself() {
    for (body, shown) in [
        ("well :tada:", "well \u{1f389}"),
        (
            "(:tada:), :tada::tada:!",
            "(\u{1f389}), \u{1f389}\u{1f389}!",
        ),
        ("\u{4f60}\u{597d}:tada:", "\u{4f60}\u{597d}\u{1f389}"),
        ("lap 09:100:30", "lap 09:100:30"),
        ("2001:db8:100::7", "2001:db8:100::7"),
        ("fe80::100:7 ::100:7", "fe80::100:7 ::100:7"),
        ("foo:smile:bar", "foo:smile:bar"),
        ("foo:smile: :smile:bar", "foo:smile: :smile:bar"),
        ("/srv/:smile:/a", "/srv/:smile:/a"),
        ("a::smile::b", "a::smile::b"),
    ] {
        assert_eq!(html(body), format!("<p>{shown}</p>"));
    }
}

#[test]
fn reading_a_text_returns_its_visible_words() {
    for body in [
        "",
        "[](https://example.org)",
        "#",
        ">",
        "```\n```",
        "|  |\n|-|",
        "> - > \u{200b}",
    ] {
        let shown = read(body, &EMOJI).shown;
        let seen = shown
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{2022}'));
        assert_eq!(seen.count(), 0, "{body:?}: {shown:?}");
    }
    for (body, shown) in [
        ("Hello", "Hello"),
        ("---", "\u{2014}"),
        ("-", "\u{2022}"),
        ("- [ ] a", "\u{2022}\u{2610} a"),
        ("<b></b>", "<b></b>"),
        (
            "![](https://example.org/a.png)",
            "https://example.org/a.png",
        ),
        (":tada:", "\u{1f389}"),
    ] {
        assert_eq!(read(body, &EMOJI).shown, shown);
    }
}
