//! Names as they are typed and as they are stored.

use super::*;

fn stored_as(typed: &str, all: &[Spelling]) -> String {
    encode(typed, all, Some(&MENTION_PARSER))
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
fn people_of_one_name_keep_their_numbers_when_others_join_or_leave() {
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
    // A person whose name nobody else here has needs no number.
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
fn without_the_parser_a_name_counts_only_after_a_space() {
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
