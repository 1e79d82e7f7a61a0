//! Mentions of people and rooms, and `@here`: who is notified, and how each screen counts it.

use crate::support::{
    HOUR_MS, Screen, TestClient, TestPerson, frame, mention, sees, soon, workspace,
};
use protocol::{EventKind, MentionPage, RoomId};
use serde_json::json;

/// Follows all streams, and compares the counts of a screen with the server's. Returns the numbers of unread messages and
/// of mentions.
async fn agrees(screen: &mut Screen, person: &TestPerson, room: RoomId) -> (u64, u64) {
    screen.catches_up().await;
    let state = &screen.state.rooms[&room];
    let shown = (state.unread(), state.mentions());
    assert_eq!(shown, person.counts(room).await);
    shown
}

#[tokio::test]
async fn a_mention_is_counted_live_after_being_away_and_on_a_new_page() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let [mut live, mut away] = Screen::live_and_away(&grace, room).await;

    ada.says(room, "Hello all").await;
    let call = format!("Look at this, {}", mention(&grace));
    ada.says(room, &call).await;
    let call = format!("And you, {}", mention(&linus));
    ada.says(room, &call).await;
    ada.says(room, "@room lunch").await;

    assert_eq!(agrees(&mut live, &grace, room).await, (4, 2));
    assert_eq!(agrees(&mut away, &grace, room).await, (4, 2));
    assert_eq!(linus.counts(room).await, (4, 2));
    assert_eq!(ada.counts(room).await, (0, 0));
}

#[tokio::test]
async fn mentions_are_read_and_marked_unread_with_their_messages() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut screen = Screen::open(&grace, room).await;
    let mut client = grace.connect().await;
    let mention = mention(&grace);
    let first = ada.says(room, &format!("{mention}, one")).await.seq;
    let last = ada.says(room, &format!("{mention}, two")).await.seq;
    assert_eq!(agrees(&mut screen, &grace, room).await, (2, 2));

    client.asks(frame::read(room, first)).await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 1));
    client.asks(frame::read(room, last)).await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (0, 0));
    client.asks(frame::mark_unread(room, first)).await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (2, 2));
}

#[tokio::test]
async fn an_edit_and_a_deletion_change_what_is_counted_on_every_screen() {
    let (_server, room, [ada, grace]) = workspace().await;
    let [mut live, mut away] = Screen::live_and_away(&grace, room).await;
    let message = ada.says(room, "Hello").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 0));

    let mention = format!("Hello, <@{}>", grace.user.id);
    ada.edits(&message, &mention).await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 1));
    ada.edits(&message, "Hello, @room").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 1));
    ada.edits(&message, "Hello again").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 0));
    ada.edits(&message, &mention).await;
    let second = ada.says(room, "@room").await;
    assert_eq!(agrees(&mut live, &grace, room).await, (2, 2));
    ada.deletes(&second).await;
    assert_eq!(agrees(&mut live, &grace, room).await, (1, 1));

    assert_eq!(agrees(&mut away, &grace, room).await, (1, 1));
    assert_eq!(live.messages(room), away.messages(room));
    assert_eq!(live.messages(room), grace.history(room).await);
}

#[tokio::test]
async fn an_edit_of_a_read_message_notifies_nobody() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Hello").await;
    grace.says(room, "Hello, Ada").await;
    let mut screen = Screen::open(&grace, room).await;
    ada.edits(&message, &mention(&grace)).await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (0, 0));
}

#[tokio::test]
async fn only_members_of_the_room_are_mentioned() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let room = ada.closed_room_with("Engines", &[&grace]).await;
    let mut client = grace.connect().await;
    let text = format!("{} and {}", mention(&grace), mention(&linus));
    ada.says(room, &text).await;
    let message = sees!(client, EventKind::MessageCreated { message } => message);
    assert_eq!(message.mentions, [grace.user.id]);

    // Earlier messages count as read for a new member.
    ada.add(room, &linus).await;
    assert_eq!(linus.counts(room).await, (0, 0));
    assert_eq!(grace.counts(room).await, (1, 1));
}

#[tokio::test]
async fn quotes_and_code_mention_nobody() {
    let (_server, room, [ada, grace]) = workspace().await;
    let id = grace.user.id;
    ada.says(room, &format!("> <@{id}>\n\n`<@{id}>` and `@room`"))
        .await;
    assert_eq!(grace.counts(room).await, (1, 0));
}

/// Connects, and is active there or away.
async fn there(person: &TestPerson, active: bool) -> TestClient {
    let mut client = person.connect().await;
    client.say(&frame::presence(active)).await;
    client.pings().await;
    client
}

#[tokio::test]
async fn here_notifies_those_who_are_active_in_the_room_and_every_screen_agrees() {
    let (_server, _, [ada, grace, linus, margaret]) = workspace().await;
    let room = ada.closed_room_with("Engines", &[&grace, &linus]).await;
    let [mut live, mut away] = Screen::live_and_away(&grace, room).await;
    let mut at_ada = there(&ada, true).await;
    let _at_grace = there(&grace, true).await;
    let _at_linus = there(&linus, false).await;
    let _at_margaret = there(&margaret, true).await;

    ada.says(room, "@here, lunch?").await;
    let message = at_ada.receives("@here, lunch?").await;
    assert_eq!(message.mentions, [grace.user.id]);
    assert!(!message.everyone);
    at_ada.sends(room, "And tea, @here").await;

    assert_eq!(agrees(&mut live, &grace, room).await, (2, 2));
    assert_eq!(agrees(&mut away, &grace, room).await, (2, 2));
    assert_eq!(linus.counts(room).await, (2, 0));
    assert_eq!(ada.counts(room).await, (0, 0));
}

#[tokio::test]
async fn an_edit_that_adds_here_notifies_who_is_active_then_and_one_that_keeps_it_nobody_else() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let mut screen = Screen::open(&grace, room).await;
    let message = ada.says(room, "Lunch").await;
    let mut at_grace = there(&grace, true).await;

    ada.edits(&message, "Lunch, @here").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 1));
    assert_eq!(linus.counts(room).await, (1, 0));

    at_grace.say(&frame::presence(false)).await;
    at_grace.pings().await;
    let _at_linus = there(&linus, true).await;
    ada.edits(&message, "Lunch at one, @here").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 1));
    assert_eq!(linus.counts(room).await, (1, 0));

    ada.edits(&message, "Lunch at one").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 0));
    ada.edits(&message, "Lunch at two, @here").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (1, 0));
    assert_eq!(linus.counts(room).await, (1, 1));
}

#[tokio::test]
async fn a_mention_that_shows_is_counted_in_edits_and_scheduled_messages_too() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut screen = Screen::open(&grace, room).await;
    for body in ["<div>@room</div>", "<!-- @room -->", "# @room"] {
        ada.says(room, body).await;
    }
    assert_eq!(agrees(&mut screen, &grace, room).await, (3, 3));
    for body in ["\\@room", "> @room", "@room/client"] {
        ada.says(room, body).await;
    }
    assert_eq!(agrees(&mut screen, &grace, room).await, (6, 3));

    let message = ada.says(room, "> @room").await;
    ada.edits(&message, "> @room\n\n<b>@room</b>").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (7, 4));
    ada.edits(&message, "\\@room").await;
    assert_eq!(agrees(&mut screen, &grace, room).await, (7, 3));

    // Scheduled, changed, and sent.
    for (body, counted) in [
        ("<i>@room</i>", 4),
        ("`@room`", 4),
        ("[@room](https://example.org)", 5),
    ] {
        let id = ada.schedules(room, "> @room", soon(HOUR_MS)).await;
        let changes = json!({ "body": body });
        assert_eq!(ada.reschedules(id, &changes).await, 200);
        assert_eq!(ada.sends_now(id).await, 200);
        assert_eq!(agrees(&mut screen, &grace, room).await.1, counted, "{body}");
    }
}

#[tokio::test]
async fn names_sent_over_http_mention_as_in_the_composer() {
    let (server, _, [ada, grace]) = workspace().await;
    grace.takes_name("Grace Hopper").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.closed_room_with("Engines", &[&grace]).await;
    let (g, l) = (grace.user.id, linus.user.id);
    let everyone = ada.everyone().await;
    for (typed, stored) in [
        ("@Grace Hopper, tea?", format!("<@{g}>, tea?")),
        ("foo@Grace Hopper", "foo@Grace Hopper".to_owned()),
        (
            "`@Grace Hopper` https://example.org/@Grace",
            "`@Grace Hopper` https://example.org/@Grace".to_owned(),
        ),
        // He is not in the room.
        ("@Linus", "@Linus".to_owned()),
        ("#Engines", format!("<#{room}>")),
        ("#Everyone", format!("<#{everyone}>")),
        (&format!("<@{g}>"), format!("<@{g}>")),
    ] {
        let sent = ada.says(room, typed).await;
        assert_eq!(sent.body, stored);
        assert_eq!(ada.says(room, &stored).await.body, stored);
    }
    assert_eq!(grace.counts(room).await.1, 4);

    let message = ada.says(everyone, "Hello").await;
    ada.edits(&message, "@Linus").await;
    assert_eq!(linus.counts(everyone).await, (1, 1));
    let history = linus.history(everyone).await;
    assert_eq!(history.last().expect("a message").body, format!("<@{l}>"));

    ada.schedules(everyone, "@Linus", soon(HOUR_MS)).await;
    assert_eq!(ada.scheduled().await[0].body, format!("<@{l}>"));
}

#[tokio::test]
async fn a_page_names_an_open_room_that_it_links_to_also_for_people_outside() {
    let (_server, room, [ada, grace]) = workspace().await;
    let engines = ada.open_room("Engines").await;
    assert_eq!(grace.remove(engines, &grace).await, 204);
    ada.says(room, &format!("See <#{engines}>")).await;
    let page = grace.get(&format!("/rooms/{room}")).await;
    let page = page.text().await.expect("a page");
    assert!(page.contains(&format!(r#"href="/rooms/{engines}">#Engines</a>"#)));
}

/// Returns the texts of the messages that mention a person, from top to bottom.
async fn list_of(person: &TestPerson) -> Vec<String> {
    let page: MentionPage = person.get_as("/api/mentions").await;
    page.messages.into_iter().map(|it| it.body).collect()
}

#[tokio::test]
async fn the_list_has_mentions_of_all_rooms_and_threads_newest_first_and_follows_edits_and_deletions()
 {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let engines = ada.closed_room_with("Engines", &[&grace]).await;
    let mention = mention(&grace);
    let first = ada.says(everyone, &format!("{mention}, one")).await;
    ada.says(engines, &format!("{mention}, two")).await;
    ada.says(everyone, "@room, three").await;
    let mut at_ada = ada.connect().await;
    at_ada
        .does(frame::reply(&first, format!("{mention}, four")))
        .await;
    // What does not mention Grace, or is her own, is not there.
    ada.says(everyone, "Five").await;
    grace.says(everyone, &format!("@room and {mention}")).await;
    let [one, two, four] = ["one", "two", "four"].map(|word| format!("{mention}, {word}"));
    let three = "@room, three".to_owned();
    assert_eq!(
        list_of(&grace).await,
        [four.as_str(), &three, &two, &one],
        "newest first"
    );
    assert_eq!(list_of(&ada).await, [format!("@room and {mention}")]);

    ada.edits(&first, "Nobody").await;
    let later = ada.says(everyone, "Nobody yet").await;
    ada.edits(&later, &format!("{mention}, now")).await;
    assert_eq!(list_of(&grace).await[0], format!("{mention}, now"));
    ada.deletes(&later).await;
    assert_eq!(list_of(&grace).await, [four.as_str(), &three, &two]);
    ada.remove(engines, &grace).await;
    assert_eq!(list_of(&grace).await, [four, three]);
}

#[tokio::test]
async fn the_list_of_mentions_comes_in_pages_without_gap_or_overlap() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let engines = ada.closed_room_with("Engines", &[&grace]).await;
    let mention = mention(&grace);
    for number in 0..7 {
        let room = if number % 2 == 0 { everyone } else { engines };
        ada.says(room, &format!("{mention} {number}")).await;
        ada.says(everyone, &format!("@room {number}")).await;
    }
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/mentions?limit=3{after}");
        let page: MentionPage = grace.get_as(&path).await;
        assert!(page.messages.len() <= 3);
        let last = page.messages.last().expect("a message").id;
        found.extend(page.messages.into_iter().map(|it| it.body));
        after = format!("&after={last}");
        if !page.more {
            break;
        }
    }
    let expected = (0..7)
        .rev()
        .flat_map(|number| [format!("@room {number}"), format!("{mention} {number}")]);
    assert_eq!(found, expected.collect::<Vec<_>>());
}
