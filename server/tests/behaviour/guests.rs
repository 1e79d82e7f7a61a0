//! Guests: what they see and may do.

mod links;
mod presence;

use crate::support::{Screen, TestPerson, frame, is_problem, workspace};
use protocol::{Role, ServerFrame, StreamId};
use serde_json::json;
use std::collections::BTreeSet;

/// Returns the names of the people in a snapshot.
async fn known(person: &TestPerson) -> BTreeSet<String> {
    let people = person.snapshot().await.people;
    people.into_iter().map(|person| person.name).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Returns the names of the people that a screen knows.
fn shown(screen: &Screen) -> BTreeSet<String> {
    let people = screen.state.people.values();
    people.map(|person| person.name.clone()).collect()
}

#[tokio::test]
async fn a_guest_sees_their_rooms_and_the_people_there_and_nothing_else() {
    let (server, _, [ada, grace]) = workspace().await;
    server.join(&ada, "Linus").await;
    let (everyone, tea) = (ada.everyone().await, ada.closed_room("Tea").await);
    let secret = ada.says(everyone, "Secret").await;
    ada.add(tea, &grace).await;
    ada.says(tea, "Welcome").await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    assert_eq!(barbara.user.role, Role::Guest);

    let path = format!("/api/snapshot?room={tea}");
    let snapshot = barbara.get_json(&path).await;
    let rooms: Vec<_> = barbara.rooms().await.iter().map(|room| room.id).collect();
    assert_eq!(rooms, [tea]);
    assert_eq!(known(&barbara).await, names(&["Ada", "Grace", "Barbara"]));
    assert!(!snapshot.to_string().contains("Linus"));
    let cursors = snapshot["cursors"].as_object().expect("cursors");
    assert!(!cursors.contains_key("w"), "{cursors:?}");
    let page = barbara.get(&format!("/rooms/{tea}")).await;
    assert!(!page.text().await.expect("a page").contains("Linus"));

    // Over HTTP.
    for path in [
        format!("/api/rooms/{everyone}"),
        format!("/api/rooms/{everyone}/messages"),
        format!("/api/snapshot?room={everyone}"),
        format!("/rooms/{everyone}"),
        format!("/rooms/{everyone}/at/{}", secret.seq),
    ] {
        assert_eq!(barbara.status(&path).await, 404, "{path}");
    }
    assert_eq!(barbara.status("/api/rooms/browse").await, 403);
    let made = barbara
        .post("/api/rooms", &json!({ "name": "Mine", "kind": "closed" }))
        .await;
    assert_eq!(made.status(), 403);
    assert_eq!(barbara.add(everyone, &barbara).await, 404);
    assert_eq!(barbara.add(tea, &grace).await, 403);
    let renamed = barbara.changes(tea, &json!({ "name": "Coffee" })).await;
    assert_eq!(renamed, 403);
    let invited = barbara.tries_to_invite_guests(&[tea]).await;
    assert_eq!(invited.status(), 403);
    let workspace = barbara.get_json("/api/workspace").await;
    assert_eq!(workspace.get("join_code"), None);

    // Over the socket, whatever cursors are shown.
    let mut client = barbara.dial().await;
    let cursors = json!({ "w": 0, (StreamId::Room(everyone).to_string()): 0 });
    client
        .say(&json!({ "type": "hello", "epoch": snapshot["epoch"], "cursors": cursors }))
        .await;
    let ServerFrame::Welcome { streams, .. } = client.hears().await else {
        panic!("no welcome");
    };
    let visible: BTreeSet<_> = streams.into_keys().collect();
    let own = [StreamId::Room(tea), StreamId::User(barbara.user.id)];
    assert_eq!(visible, BTreeSet::from(own));
    let mut client = barbara.connect().await;
    client.sends(tea, "Thanks").await;
    let send = frame::send(everyone, "Hi");
    client.is_refused(send).await;
    ada.says(everyone, "Another secret").await;
    ada.says(tea, "The end").await;
    client.reads("The end").await;
    for event in client.events.values().flatten() {
        let told = serde_json::to_string(&event.kind).expect("JSON");
        assert!(!told.contains("ecret") && !told.contains("Linus"), "{told}");
    }
}

#[tokio::test]
async fn a_guest_learns_of_new_people_live_after_catching_up_and_from_a_snapshot() {
    let (server, _, [ada, grace, linus]) = workspace().await;
    let tea = ada.closed_room("Tea").await;
    let coffee = ada.closed_room("Coffee").await;
    ada.add(coffee, &linus).await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    let [mut live, mut away] = Screen::live_and_away(&barbara, tea).await;
    assert_eq!(shown(&live), names(&["Ada", "Barbara"]));

    // Grace joins their room under a new name; they join Linus's room.
    ada.add(tea, &grace).await;
    grace.takes_name("Grace Hopper").await;
    ada.add(coffee, &barbara).await;
    server.join(&ada, "Ken").await;
    barbara.takes_name("Barbara Liskov").await;

    let wanted = names(&["Ada", "Grace Hopper", "Linus", "Barbara Liskov"]);
    for screen in [&mut live, &mut away] {
        screen.catches_up().await;
    }
    let anew = Screen::open(&barbara, coffee).await;
    for screen in [&live, &away, &anew] {
        assert_eq!(shown(screen), wanted);
        assert_eq!(screen.state.me.name, "Barbara Liskov");
        assert_eq!(screen.state.people, live.state.people);
    }
}

#[tokio::test]
async fn a_guest_knows_authors_who_have_left_the_room() {
    let (_server, _, [ada, grace]) = workspace().await;
    let tea = ada.closed_room_with("Tea", &[&grace]).await;
    grace.says(tea, "So long").await;
    grace.remove(tea, &grace).await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    assert_eq!(known(&barbara).await, names(&["Ada", "Grace", "Barbara"]));
}

#[tokio::test]
async fn a_member_who_becomes_a_guest_starts_over_with_the_rooms_kept_and_may_come_back() {
    let (server, _, [ada, grace]) = workspace().await;
    server.join(&ada, "Linus").await;
    let everyone = ada.everyone().await;
    let (garden, hall) = (ada.open_room("Garden").await, ada.open_room("Hall").await);
    let tea = ada.closed_room_with("Tea", &[&grace]).await;
    let before = Screen::open(&grace, tea).await;
    let mut at_grace = grace.connect().await;

    let role = json!({ "role": "guest", "keep": [garden] });
    assert_eq!(ada.sets_role(&grace, &role).await, 204);
    assert_eq!(at_grace.is_closed().await, 1001);
    is_void(&grace, &before).await;
    let rooms: Vec<_> = grace.rooms().await.iter().map(|room| room.id).collect();
    assert_eq!(rooms, [garden, tea]);
    // Linus is in the garden as well.
    assert_eq!(known(&grace).await, names(&["Ada", "Grace", "Linus"]));
    let page = grace.get(&format!("/api/rooms/{everyone}/messages")).await;
    assert_eq!(page.status(), 404);
    // They do not join new open rooms, and can be removed from their own.
    let new = ada.open_room("New").await;
    assert_eq!(grace.status(&format!("/api/rooms/{new}")).await, 404);
    assert_eq!(ada.remove(garden, &grace).await, 204);

    let before = Screen::open(&grace, tea).await;
    let role = json!({ "role": "member" });
    assert_eq!(ada.sets_role(&grace, &role).await, 204);
    is_void(&grace, &before).await;
    let rooms: BTreeSet<_> = grace.rooms().await.iter().map(|room| room.id).collect();
    assert_eq!(rooms, [everyone, garden, hall, tea, new].into());
    let screen = Screen::open(&grace, everyone).await;
    assert_eq!(shown(&screen), names(&["Ada", "Grace", "Linus"]));
    assert!(screen.state.cursors.contains_key(&StreamId::Workspace));
}

/// Checks that the cursors of a screen are void.
async fn is_void(person: &TestPerson, screen: &Screen) {
    let mut client = person.dial().await;
    let state = &screen.state;
    let answer = client.says_hello(state.epoch, &state.cursors).await;
    assert!(matches!(answer, ServerFrame::Resync { .. }), "{answer:?}");
}

#[tokio::test]
async fn the_last_administrator_cannot_become_a_guest() {
    let (server, _, [ada]) = workspace().await;
    let refused = ada.sets_role(&ada, &json!({ "role": "guest" })).await;
    assert_eq!(refused, 409);
    let grace = server.join(&ada, "Grace").await;
    let refused = grace.sets_role(&grace, &json!({ "role": "guest" })).await;
    assert_eq!(refused, 403);
}

#[tokio::test]
async fn only_an_administrator_in_the_room_lets_a_guest_into_it() {
    let (_server, _, [ada, grace]) = workspace().await;
    let (tea, coffee) = (ada.closed_room("Tea").await, ada.open_room("Coffee").await);
    ada.add(tea, &grace).await;
    let barbara = ada.invites_guest("Barbara", &[coffee]).await;
    let hers = grace.closed_room("Hers").await;
    for room in [tea, hers] {
        assert_eq!(grace.add(room, &barbara).await, 403);
    }
    assert_eq!(ada.add(hers, &barbara).await, 404);
    assert_eq!(barbara.rooms().await.len(), 1);
    assert_eq!(ada.add(tea, &barbara).await, 204);
    assert_eq!(barbara.rooms().await.len(), 2);
}

#[tokio::test]
async fn a_guest_opens_few_direct_rooms_and_only_with_people_whom_they_know() {
    let (server, _, [ada]) = workspace().await;
    let mut others = Vec::new();
    let tea = ada.closed_room("Tea").await;
    for name in ["Grace", "Linus", "Ken", "Margaret", "Edsger", "Tony"] {
        let other = server.join(&ada, name).await;
        ada.add(tea, &other).await;
        others.push(other);
    }
    let stranger = server.join(&ada, "Alan").await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    let open = async |other: &TestPerson| {
        let form = json!({ "people": [other.user.id] });
        barbara.post("/api/rooms/direct", &form).await
    };
    assert_eq!(open(&stranger).await.status(), 422);
    for other in &others[..5] {
        assert_eq!(open(other).await.status(), 200);
        assert_eq!(other.rooms().await.len(), 2);
    }
    is_problem(open(&others[5]).await, 409, "too_many_rooms").await;
    // At most ten within a day, even with messages in them.
    let rooms = barbara.rooms().await;
    for room in rooms.iter().filter(|room| !room.people.is_empty()) {
        barbara.says(room.id, "Hello").await;
    }
    for people in others.iter().skip(1).map(|other| [&others[0], other]) {
        let room = barbara.direct_room(&people).await;
        barbara.says(room.id, "Hello").await;
    }
    let detail = is_problem(open(&others[5]).await, 409, "too_many_rooms").await;
    assert!(detail.contains("10 new rooms per day"), "{detail}");
}

#[tokio::test]
async fn a_guest_is_not_told_of_lookalikes_whom_they_do_not_know() {
    let (server, _, [ada]) = workspace().await;
    let tea = ada.closed_room("Tea").await;
    let grace = server.join(&ada, "Grace").await;
    let twin = server.join(&ada, "Twin").await;
    twin.takes_name("GRACE").await;
    ada.add(tea, &grace).await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    let path = format!("/api/people/{}/lookalikes", grace.user.id);
    assert_eq!(ada.get_json(&path).await, json!(["GRACE"]));
    assert_eq!(barbara.get_json(&path).await, json!([]));
    let path = format!("/api/people/{}/lookalikes", twin.user.id);
    assert_eq!(barbara.get_json(&path).await, json!([]));
}
