use super::*;

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
        assert_eq!(encode(typed, &all), stored);
        assert_eq!(decode(&stored, &all), typed);
    }
}

#[test]
fn a_name_that_two_share_means_neither_unless_one_was_chosen() {
    let all = [
        Spelling::person(ADA, "Ada", true),
        Spelling::person(GRACE, "Ada", true),
    ];
    assert_eq!(encode("@Ada", &all), "@Ada");
    let chosen = all[1].to_type(&all);
    assert_eq!(chosen, "@Ada (2)");
    for (typed, stored) in [
        ("@Ada (2), hi", format!("<@{GRACE}>, hi")),
        ("(@Ada (1))", format!("(<@{ADA}>)")),
        ("@Ada (3)", "@Ada (3)".to_owned()),
    ] {
        assert_eq!(encode(typed, &all), stored);
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
        assert_eq!(encode("@Ada (3)", &all), format!("<@{LINUS}>"));
        assert_eq!(decode(&format!("<@{GRACE}>"), &all), "@Ada (2)");
    }
    // Who is alone here needs none.
    let alone = [
        Spelling::person(ADA, "Ada", false),
        Spelling::person(GRACE, "Ada", true),
    ];
    assert_eq!(encode("@Ada", &alone), format!("<@{GRACE}>"));
    assert_eq!(encode("@Ada (1)", &alone), format!("<@{GRACE}> (1)"));
}

#[test]
fn a_number_that_is_part_of_anothers_name_is_theirs() {
    let all = [
        Spelling::person(ADA, "Ada", true),
        Spelling::person(GRACE, "Ada", true),
        Spelling::person(LINUS, "Ada (2)", true),
    ];
    assert_eq!(encode("@Ada (2)", &all), format!("<@{LINUS}>"));
    let stored = format!("<@{GRACE}>");
    assert_eq!(all[1].to_type(&all), stored);
    assert_eq!(encode(&stored, &all), stored);
    assert_eq!(decode(&stored, &all), stored);
}
