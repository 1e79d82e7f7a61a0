use super::*;

fn stored_as(typed: &str, all: &[Spelling]) -> String {
    encode(typed, all, Some(&READER))
}

const NOBODY: Mentions = Mentions {
    people: Vec::new(),
    everyone: false,
    here: false,
};

/// Whether a text shows somebody as called.
fn shows_call(body: &str) -> bool {
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
fn a_message_calls_those_whom_it_names_but_not_in_quotes_and_code() {
    let body = format!("<@{ADA}> and **<@{GRACE}>**, <@{ADA}>");
    assert_eq!(
        mentions(&body, &EMOJI),
        Mentions {
            people: vec![ADA, GRACE],
            everyone: false,
            here: false,
        }
    );
    assert!(mentions("Hello @room", &EMOJI).everyone && mentions("@here!", &EMOJI).here);
    assert!(!mentions("Hello @room", &EMOJI).here && !mentions("@here!", &EMOJI).everyone);
    for body in [
        format!("> <@{ADA}> @room"),
        format!("`<@{ADA}> @room`"),
        format!("```\n<@{ADA}> @room\n```"),
        "bedroom@room.example @roommate".to_owned(),
    ] {
        assert_eq!(mentions(&body, &EMOJI), Mentions::default(), "{body:?}");
    }
}

#[test]
fn names_are_stored_as_ids_and_typed_again_as_names() {
    let all = [
        Spelling::person(ADA, "Grace", true),
        Spelling::person(GRACE, "Grace Hopper", true),
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
        assert_eq!(stored_as(typed, &all), stored);
        assert_eq!(decode(&stored, &all), typed);
    }
}

#[test]
fn a_name_that_two_share_means_neither_unless_one_was_chosen() {
    let all = [
        Spelling::person(ADA, "Ada", true),
        Spelling::person(GRACE, "Ada", true),
    ];
    assert_eq!(stored_as("@Ada", &all), "@Ada");
    let chosen = all[1].to_type(&all);
    assert_eq!(chosen, "@Ada (2)");
    for (typed, stored) in [
        ("@Ada (2), hi", format!("<@{GRACE}>, hi")),
        ("(@Ada (1))", format!("(<@{ADA}>)")),
        ("@Ada (3)", "@Ada (3)".to_owned()),
    ] {
        assert_eq!(stored_as(typed, &all), stored);
        assert_eq!(decode(&stored, &all), typed);
    }
}

#[test]
fn who_shares_a_name_keeps_the_number_whoever_is_in_the_room() {
    let all = |ada| {
        [
            Spelling::person(ADA, "Ada", ada),
            Spelling::person(GRACE, "Ada", true),
            Spelling::person(LINUS, "Ada", true),
        ]
    };
    for all in [all(true), all(false)] {
        assert_eq!(stored_as("@Ada (3)", &all), format!("<@{LINUS}>"));
        assert_eq!(decode(&format!("<@{GRACE}>"), &all), "@Ada (2)");
    }
    // Who is alone here needs none.
    let alone = [
        Spelling::person(ADA, "Ada", false),
        Spelling::person(GRACE, "Ada", true),
    ];
    assert_eq!(stored_as("@Ada", &alone), format!("<@{GRACE}>"));
    assert_eq!(stored_as("@Ada (1)", &alone), format!("<@{GRACE}> (1)"));
}

#[test]
fn a_number_that_is_part_of_anothers_name_is_theirs() {
    let all = [
        Spelling::person(ADA, "Ada", true),
        Spelling::person(GRACE, "Ada", true),
        Spelling::person(LINUS, "Ada (2)", true),
    ];
    assert_eq!(stored_as("@Ada (2)", &all), format!("<@{LINUS}>"));
    let stored = format!("<@{GRACE}>");
    assert_eq!(all[1].to_type(&all), stored);
    assert_eq!(stored_as(&stored, &all), stored);
    assert_eq!(decode(&stored, &all), stored);
}

#[test]
fn names_in_addresses_code_and_words_are_left_alone() {
    let all = [
        Spelling::person(GRACE, "Grace", true),
        Spelling::person(LINUS, "José", true),
        Spelling::person(ADA, "Jos", true),
        Spelling::person(UserId(Uuid::from_u128(4)), "张三", true),
        Spelling::room(GENERAL, "general"),
    ];
    for typed in [
        "https://social.example/@Grace/1",
        "https://example.org/#general",
        "https://example.org/a_b_c?by=@Grace,@Grace and more",
        "social.example/@Grace/1",
        "see <https://social.example/@Grace>",
        "[her](https://social.example/@Grace)",
        "[her]: https://social.example/@Grace",
        "`@Grace`, ``#general``",
        "```\n@Grace\n```",
        "    @Grace #general",
        "~~~rust\n#general\n@Grace",
        "ada@Grace.example",
        "mail@Grace",
        "\\@Grace",
        "user=@Grace, a_@Grace, @@Grace, /#general",
        "@Graces, @Josés",
        "<a href=\"https://social.example/@Grace\">",
    ] {
        assert_eq!(stored_as(typed, &all), typed);
    }
    let grace = format!("<@{GRACE}>");
    for (typed, stored) in [
        (
            "_@Grace_ and **@Grace**",
            format!("_{grace}_ and **{grace}**"),
        ),
        ("> @Grace", format!("> {grace}")),
        (
            "| @Grace |\n|-|\n| @Grace |",
            format!("| {grace} |\n|-|\n| {grace} |"),
        ),
        ("# @Grace\n- @Grace", format!("# {grace}\n- {grace}")),
        (
            "[@Grace](https://example.org)",
            format!("[{grace}](https://example.org)"),
        ),
        (
            "cc:@Grace,@Grace/-@Grace",
            format!("cc:{grace},{grace}/-{grace}"),
        ),
        (
            "\u{4f60}\u{597d}@Grace\u{8bf7}\u{770b}",
            format!("\u{4f60}\u{597d}{grace}\u{8bf7}\u{770b}"),
        ),
        ("@José, @Jos", format!("<@{LINUS}>, <@{ADA}>")),
        (
            "https://a_b.example/@Grace @Grace",
            format!("https://a_b.example/@Grace {grace}"),
        ),
        ("`@Grace` @Grace", format!("`@Grace` {grace}")),
        ("<b>@Grace</b>", format!("<b>{grace}</b>")),
        ("see #general.", format!("see <#{GENERAL}>.")),
    ] {
        assert_eq!(stored_as(typed, &all), stored);
        assert_eq!(stored_as(&stored, &all), stored, "it is stored already");
        let shown = html(&stored);
        assert!(
            !shown.contains("&lt;@") && !shown.contains("&lt;#"),
            "{shown}"
        );
    }
}

#[test]
fn before_the_parser_has_come_a_name_counts_only_after_a_space() {
    let all = [Spelling::person(GRACE, "Grace", true)];
    let grace = format!("<@{GRACE}>");
    for (typed, stored) in [
        ("@Grace and (@Grace)", format!("{grace} and ({grace})")),
        (
            "https://social.example/@Grace",
            "https://social.example/@Grace".to_owned(),
        ),
        ("`@Grace`", "`@Grace`".to_owned()),
    ] {
        assert_eq!(encode(typed, &all, None), stored);
    }
}

#[test]
fn what_shows_as_a_call_is_what_calls() {
    let ada = format!("<@{ADA}>");
    for call in ["@room", "@here", &ada] {
        for body in [
            format!("<div>{call}</div>"),
            format!("<!-- {call} -->"),
            format!("# {call}"),
            format!("| {call} |\n|-|\n| a |"),
            format!("- [ ] {call}"),
            format!("[{call}](https://example.org)"),
            format!("[x {call}](javascript:alert)"),
            format!("[x](javascript: {call})"),
            format!("![{call}](https://example.org/a.png)"),
            format!("**{call}** ~~a~~"),
            format!("\u{5927}\u{5bb6}\u{597d}{call}\u{5728}"),
            format!("https://example.org/ {call}"),
            format!("one\n{call}"),
        ] {
            assert!(shows_call(&body), "{body:?}: {}", html(&body));
            assert_ne!(mentions(&body, &EMOJI), NOBODY, "{body:?}");
        }
        for body in [
            format!("> {call}"),
            format!("> - {call}\n> # {call}"),
            format!("> <div>{call}</div>"),
            format!("`{call}`"),
            format!("```\n{call}\n```"),
            format!("a `{call}\n{call}`"),
            format!("\\{call}"),
            format!("- \\{call}"),
            format!("| \\{call} |\n|-|"),
        ] {
            assert!(!shows_call(&body), "{body:?}: {}", html(&body));
            assert!(!html(&body).contains("mention"), "{body:?}");
            assert_eq!(mentions(&body, &EMOJI), NOBODY, "{body:?}");
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
        assert!(!shows_call(body), "{body}");
        assert_eq!(mentions(body, &EMOJI), NOBODY, "{body}");
    }
    assert_eq!(html("\\@room \\:tada:"), "<p>@room :tada:</p>");
    assert_eq!(html("`\\@room`"), "<p><code>\\@room</code></p>");
    assert_eq!(html("> @room"), "<blockquote><p>@room</p></blockquote>");
}

#[test]
fn the_name_of_an_emoji_is_a_word_of_its_own() {
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
fn a_text_is_read_for_what_of_it_can_be_seen() {
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
