use crate::support::{Client, Person, Screen, TestServer, stranger};
use protocol::{EventKind, Role, Room, RoomId, ServerFrame, Signal, StreamId, UserId};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};

/// Lets a guest come into rooms of Ada's, by a link.
async fn guest(ada: &Person, name: &str, rooms: &[RoomId]) -> Person {
    let link = ada
        .post("/api/guest-invitations", &json!({ "rooms": rooms }))
        .await;
    assert_eq!(link.status(), StatusCode::CREATED);
    let link: Value = link.json().await.expect("a link");
    let path = format!("/api{}", link["path"].as_str().expect("a path"));
    let form = json!({
        "name": name,
        "email": format!("{}@example.org", name.to_lowercase()),
        "password": "correct horse",
    });
    Person::enter(ada.address, &path, &form).await
}

async fn set_role(ada: &Person, person: &Person, role: Value) -> StatusCode {
    let path = format!("/api/people/{}/role", person.user.id);
    let request = ada.request(Method::PUT, &path).json(&role);
    request.send().await.expect("an answer").status()
}

async fn rename(person: &Person, name: &str) {
    let request = person.request(Method::PATCH, "/api/me");
    let request = request.json(&json!({ "name": name }));
    let renamed = request.send().await.expect("an answer");
    assert_eq!(renamed.status(), StatusCode::NO_CONTENT);
}

/// The names that a snapshot has.
async fn known(person: &Person) -> BTreeSet<String> {
    let snapshot = person.get_json("/api/snapshot").await;
    let people = snapshot["people"].as_array().expect("people");
    let names = people.iter().map(|person| person["name"].as_str());
    names.map(|name| name.expect("a name").to_owned()).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The names that a screen has.
fn shown(screen: &Screen) -> BTreeSet<String> {
    let people = screen.state.people.values();
    people.map(|person| person.name.clone()).collect()
}

/// Follows a person's own stream to its end.
async fn keep_up(screen: &mut Screen, person: &Person) {
    let snapshot = person.get_json("/api/snapshot").await;
    let own = StreamId::User(person.user.id);
    let seq = snapshot["cursors"][own.to_string()].as_u64();
    screen.follows(own, seq.expect("a cursor")).await;
}

#[tokio::test]
async fn a_guest_sees_the_rooms_given_and_who_is_there_and_nothing_else_in_any_way() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    server.join(&ada, "Linus").await;
    let (everyone, tea) = (ada.everyone().await, ada.closed_room("Tea").await);
    let secret = ada.says(everyone, "Secret").await;
    ada.add(tea, &grace).await;
    ada.says(tea, "Welcome").await;
    let barbara = guest(&ada, "Barbara", &[tea]).await;
    assert_eq!(barbara.user.role, Role::Guest);

    let snapshot = barbara.get_json(&format!("/api/snapshot?room={tea}")).await;
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
        assert_eq!(
            barbara.get(&path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let browse = barbara.get("/api/rooms/browse").await;
    assert_eq!(browse.status(), StatusCode::FORBIDDEN);
    let made = barbara
        .post("/api/rooms", &json!({ "name": "Mine", "kind": "closed" }))
        .await;
    assert_eq!(made.status(), StatusCode::FORBIDDEN);
    assert_eq!(barbara.add(everyone, &barbara).await, StatusCode::NOT_FOUND);
    assert_eq!(barbara.add(tea, &grace).await, StatusCode::FORBIDDEN);
    let renamed = barbara.changes(tea, &json!({ "name": "Coffee" })).await;
    assert_eq!(renamed, StatusCode::FORBIDDEN);
    let invited = barbara
        .post("/api/guest-invitations", &json!({ "rooms": [tea] }))
        .await;
    assert_eq!(invited.status(), StatusCode::FORBIDDEN);
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
    let visible: Vec<_> = streams.into_keys().collect();
    let own = [StreamId::Room(tea), StreamId::User(barbara.user.id)];
    assert_eq!(
        visible.iter().collect::<BTreeSet<_>>(),
        own.iter().collect()
    );
    let mut client = barbara.connect().await;
    client.sends(tea, "Thanks").await;
    let send = json!({ "type": "send", "client_id": uuid::Uuid::now_v7(), "room": everyone, "body": "Hi" });
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
async fn a_guest_learns_of_those_whom_they_meet_live_after_catching_up_and_from_a_snapshot() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let (tea, coffee) = (
        ada.closed_room("Tea").await,
        ada.closed_room("Coffee").await,
    );
    ada.add(coffee, &linus).await;
    let barbara = guest(&ada, "Barbara", &[tea]).await;
    let mut live = Screen::open(&barbara, tea).await;
    let mut away = Screen::open(&barbara, tea).await;
    away.goes_away();
    assert_eq!(shown(&live), names(&["Ada", "Barbara"]));

    // Grace comes into their room, under another name by then; they come into Linus's.
    ada.add(tea, &grace).await;
    rename(&grace, "Grace Hopper").await;
    ada.add(coffee, &barbara).await;
    server.join(&ada, "Ken").await;
    rename(&barbara, "Barbara Liskov").await;

    let wanted = names(&["Ada", "Grace Hopper", "Linus", "Barbara Liskov"]);
    keep_up(&mut live, &barbara).await;
    away.comes_back().await;
    keep_up(&mut away, &barbara).await;
    let anew = Screen::open(&barbara, coffee).await;
    for screen in [&live, &away, &anew] {
        assert_eq!(shown(screen), wanted);
        assert_eq!(screen.state.me.name, "Barbara Liskov");
        assert_eq!(screen.state.people, live.state.people);
    }
}

#[tokio::test]
async fn a_guest_knows_the_authors_of_what_they_can_read_who_have_left_the_room() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.closed_room("Tea").await;
    ada.add(tea, &grace).await;
    grace.says(tea, "So long").await;
    grace.remove(tea, &grace).await;
    let barbara = guest(&ada, "Barbara", &[tea]).await;
    assert_eq!(known(&barbara).await, names(&["Ada", "Grace", "Barbara"]));
}

#[tokio::test]
async fn a_member_who_becomes_a_guest_starts_over_with_the_rooms_kept_and_may_come_back() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    server.join(&ada, "Linus").await;
    let everyone = ada.everyone().await;
    let (garden, hall) = (
        ada.room("Garden", "open").await,
        ada.room("Hall", "open").await,
    );
    let tea = ada.closed_room("Tea").await;
    ada.add(tea, &grace).await;
    let before = Screen::open(&grace, tea).await;
    let mut at_grace = grace.connect().await;

    let role = json!({ "role": "guest", "keep": [garden] });
    assert_eq!(set_role(&ada, &grace, role).await, StatusCode::NO_CONTENT);
    assert_eq!(at_grace.is_closed().await, 1001);
    is_void(&grace, &before).await;
    let rooms: Vec<_> = grace.rooms().await.iter().map(|room| room.id).collect();
    assert_eq!(rooms, [garden, tea]);
    // Linus is in the garden as well.
    assert_eq!(known(&grace).await, names(&["Ada", "Grace", "Linus"]));
    let page = grace.get(&format!("/api/rooms/{everyone}/messages")).await;
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    // An open room that is new is not theirs, and they can be put out of one that is.
    let new = ada.room("New", "open").await;
    assert_eq!(
        grace.get(&format!("/api/rooms/{new}")).await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(ada.remove(garden, &grace).await, StatusCode::NO_CONTENT);

    let before = Screen::open(&grace, tea).await;
    let role = json!({ "role": "member" });
    assert_eq!(set_role(&ada, &grace, role).await, StatusCode::NO_CONTENT);
    is_void(&grace, &before).await;
    let rooms: BTreeSet<_> = grace.rooms().await.iter().map(|room| room.id).collect();
    assert_eq!(rooms, [everyone, garden, hall, tea, new].into());
    let screen = Screen::open(&grace, everyone).await;
    assert_eq!(shown(&screen), names(&["Ada", "Grace", "Linus"]));
    assert!(screen.state.cursors.contains_key(&StreamId::Workspace));
}

/// What a screen held is void: it is told to start over.
async fn is_void(person: &Person, screen: &Screen) {
    let mut client = person.dial().await;
    let hello =
        json!({ "type": "hello", "epoch": screen.state.epoch, "cursors": screen.state.cursors });
    client.say(&hello).await;
    let answer = client.hears().await;
    assert!(matches!(answer, ServerFrame::Resync { .. }), "{answer:?}");
}

#[tokio::test]
async fn the_last_administrator_becomes_no_guest() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let refused = set_role(&ada, &ada, json!({ "role": "guest" })).await;
    assert_eq!(refused, StatusCode::CONFLICT);
    let grace = server.join(&ada, "Grace").await;
    let refused = set_role(&grace, &grace, json!({ "role": "guest" })).await;
    assert_eq!(refused, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_an_administrator_in_the_room_lets_a_guest_into_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (tea, coffee) = (
        ada.closed_room("Tea").await,
        ada.room("Coffee", "open").await,
    );
    ada.add(tea, &grace).await;
    let barbara = guest(&ada, "Barbara", &[coffee]).await;
    let hers = grace.closed_room("Hers").await;
    for room in [tea, hers] {
        assert_eq!(grace.add(room, &barbara).await, StatusCode::FORBIDDEN);
    }
    assert_eq!(ada.add(hers, &barbara).await, StatusCode::NOT_FOUND);
    assert_eq!(barbara.rooms().await.len(), 1);
    assert_eq!(ada.add(tea, &barbara).await, StatusCode::NO_CONTENT);
    assert_eq!(barbara.rooms().await.len(), 2);
}

#[tokio::test]
async fn a_guest_opens_few_conversations_and_with_people_whom_they_know() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let mut others = Vec::new();
    let tea = ada.closed_room("Tea").await;
    for name in ["Grace", "Linus", "Ken", "Margaret", "Edsger", "Tony"] {
        let other = server.join(&ada, name).await;
        ada.add(tea, &other).await;
        others.push(other);
    }
    let stranger = server.join(&ada, "Alan").await;
    let barbara = guest(&ada, "Barbara", &[tea]).await;
    let open = async |other: &Person| {
        let form = json!({ "people": [other.user.id] });
        barbara.post("/api/rooms/direct", &form).await
    };
    assert_eq!(
        open(&stranger).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for other in &others[..5] {
        assert_eq!(open(other).await.status(), StatusCode::OK);
        assert_eq!(other.rooms().await.len(), 2);
    }
    let refused = open(&others[5]).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let problem: Value = refused.json().await.expect("a problem");
    assert_eq!(problem["code"], "too_many_rooms");
    // Within a day there are ten at most, whatever is said in them.
    let rooms = barbara.rooms().await;
    for room in rooms.iter().filter(|room| !room.people.is_empty()) {
        barbara.says(room.id, "Hello").await;
    }
    let pairs = others.iter().skip(1).map(|other| [&others[0], other]);
    let pairs = pairs.map(|pair| pair.map(|person| person.user.id));
    for people in pairs {
        let form = json!({ "people": people });
        let opened = barbara.post("/api/rooms/direct", &form).await;
        assert_eq!(opened.status(), StatusCode::OK);
        let room: Room = opened.json().await.expect("a room");
        barbara.says(room.id, "Hello").await;
    }
    let refused = open(&others[5]).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let problem: Value = refused.json().await.expect("a problem");
    let detail = problem["detail"].as_str().expect("words");
    assert!(detail.contains("10 rooms within a day"), "{detail}");
}

#[tokio::test]
async fn a_guest_who_is_banned_does_not_come_back_by_the_link_that_they_came_by() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let (tea, coffee) = (
        ada.closed_room("Tea").await,
        ada.closed_room("Coffee").await,
    );
    let (barbara, edsger) = (
        guest(&ada, "Barbara", &[tea]).await,
        guest(&ada, "Edsger", &[tea]).await,
    );
    let elsewhere = ada
        .post("/api/guest-invitations", &json!({ "rooms": [coffee] }))
        .await;
    assert_eq!(elsewhere.status(), StatusCode::CREATED);
    let links = async || {
        let links = ada.get_json("/api/guest-invitations").await;
        links.as_array().expect("links").len()
    };
    assert_eq!(links().await, 3);
    // The administrator may leave the links as they are.
    let ban = format!("/api/people/{}/ban", edsger.user.id);
    let keep = json!({ "rotate_join_code": false });
    let banned = ada.request(Method::PUT, &ban).json(&keep);
    let banned = banned.send().await.expect("an answer").status();
    assert_eq!((banned, links().await), (StatusCode::NO_CONTENT, 3));
    let ban = format!("/api/people/{}/ban", barbara.user.id);
    let banned = ada.send(Method::PUT, &ban).await;
    assert_eq!((banned, links().await), (StatusCode::NO_CONTENT, 1));
}

#[tokio::test]
async fn the_links_for_guests_of_one_who_is_an_administrator_no_longer_end() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let code = ada.get_json("/api/workspace").await["join_code"].clone();
    let administrator = json!({ "role": "administrator" });
    assert_eq!(
        set_role(&ada, &grace, administrator).await,
        StatusCode::NO_CONTENT
    );
    // Who may do more keeps what they have.
    assert_eq!(ada.get_json("/api/workspace").await["join_code"], code);
    let rooms = json!({ "rooms": [ada.everyone().await] });
    for maker in [&ada, &grace] {
        let made = maker.post("/api/guest-invitations", &rooms).await;
        assert_eq!(made.status(), StatusCode::CREATED);
    }
    let member = json!({ "role": "member", "rotate_join_code": false });
    assert_eq!(set_role(&ada, &grace, member).await, StatusCode::NO_CONTENT);
    let links = ada.get_json("/api/guest-invitations").await;
    assert_eq!(links.as_array().expect("links").len(), 1);
    assert_eq!(links[0]["made_by"], json!(ada.user.id));
    assert_eq!(ada.get_json("/api/workspace").await["join_code"], code);
    let guest = json!({ "role": "guest" });
    assert_eq!(set_role(&ada, &grace, guest).await, StatusCode::NO_CONTENT);
    assert_ne!(ada.get_json("/api/workspace").await["join_code"], code);
}

#[tokio::test]
async fn a_link_for_guests_leads_into_rooms_of_the_administrators_own_alone() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let hers = grace.closed_room("Hers").await;
    let refused = ada
        .post("/api/guest-invitations", &json!({ "rooms": [hers] }))
        .await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let refused = ada
        .post("/api/guest-invitations", &json!({ "rooms": [] }))
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

/// Waits until a client is told that just these are there.
async fn sees_there(client: &mut Client, wanted: &[UserId]) {
    loop {
        let frame = client.next_of_all().await.expect("a frame");
        if let ServerFrame::Signal(Signal::Presence {
            all,
            active,
            away,
            offline,
        }) = frame
        {
            assert!(
                all && offline.is_empty(),
                "a guest is told all that they may know"
            );
            let there: BTreeSet<_> = active.into_iter().chain(away).collect();
            let wanted: BTreeSet<_> = wanted.iter().copied().collect();
            assert!(there.is_subset(&wanted), "{there:?}");
            if there == wanted {
                return;
            }
        }
    }
}

#[tokio::test]
async fn a_guest_is_told_the_presence_of_those_in_their_rooms_alone() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.presence_every = Duration::from_millis(20);
        tuning.presence_grace = Duration::ZERO;
    })
    .await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.closed_room("Tea").await;
    let barbara = guest(&ada, "Barbara", &[tea]).await;
    let (_at_ada, _at_grace) = (ada.connect().await, grace.connect().await);
    let mut at_barbara = barbara.connect().await;
    sees_there(&mut at_barbara, &[ada.user.id, barbara.user.id]).await;
    ada.add(tea, &grace).await;
    let all = [ada.user.id, barbara.user.id, grace.user.id];
    sees_there(&mut at_barbara, &all).await;
}

#[tokio::test]
async fn a_status_reaches_the_guests_who_know_the_person() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let tea = ada.closed_room("Tea").await;
    let barbara = guest(&ada, "Barbara", &[tea]).await;
    let mut at_barbara = barbara.connect().await;
    let request = ada.request(Method::PUT, "/api/me/status");
    let request = request.json(&json!({ "text": "Here" }));
    request.send().await.expect("an answer");
    let event = at_barbara
        .sees(|kind| matches!(kind, EventKind::PersonChanged { person } if person.status.is_some()))
        .await;
    assert_eq!(event.actor, ada.user.id);
}

#[tokio::test]
async fn an_administrator_sees_the_links_for_guests_and_withdraws_them() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let tea = ada.closed_room("Tea").await;
    let path = "/api/guest-invitations";
    let made = ada
        .post(path, &json!({ "rooms": [ada.everyone().await, tea] }))
        .await;
    let made: Value = made.json().await.expect("a link");
    let code = made["path"].as_str().expect("a path").to_owned();
    let links = ada.get_json(path).await;
    assert_eq!(links[0]["rooms"].as_array().expect("rooms").len(), 2);
    assert_eq!(links[0]["made_by"], json!(ada.user.id));
    assert_eq!(
        (&links[0]["uses"], &links[0]["used_at"]),
        (&json!(0), &Value::Null)
    );
    assert!(
        !links
            .to_string()
            .contains(code.trim_start_matches("/join/"))
    );

    let form = |name: &str| json!({ "name": name, "email": format!("{name}@example.com"), "password": "correct horse" });
    let join = format!("/api{code}");
    let barbara = Person::enter(server.address, &join, &form("Barbara")).await;
    let links = ada.get_json(path).await;
    assert_eq!(links[0]["uses"], json!(1));
    assert!(links[0]["used_at"].is_string());

    let id = links[0]["id"].as_str().expect("an id");
    let link = format!("{path}/{id}");
    for other in [&grace, &barbara] {
        assert_eq!(other.get(path).await.status(), StatusCode::FORBIDDEN);
        assert_eq!(
            other.send(Method::DELETE, &link).await,
            StatusCode::FORBIDDEN
        );
    }
    assert_eq!(
        ada.send(Method::DELETE, &link).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(ada.send(Method::DELETE, &link).await, StatusCode::NOT_FOUND);
    assert_eq!(ada.get_json(path).await, json!([]));
    let late = stranger()
        .post(format!("http://{}{join}", server.address))
        .json(&form("Margaret"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(late.status(), StatusCode::NOT_FOUND);
    // Who has come stays.
    assert_eq!(barbara.rooms().await.len(), 2);
}

#[tokio::test]
async fn a_guest_hears_of_no_lookalikes_whom_they_do_not_know() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let tea = ada.closed_room("Tea").await;
    let grace = server.join(&ada, "Grace").await;
    let twin = server.join(&ada, "Twin").await;
    let renamed = twin.request(Method::PATCH, "/api/me");
    let renamed = renamed.json(&json!({ "name": "GRACE" })).send();
    assert!(renamed.await.expect("an answer").status().is_success());
    ada.add(tea, &grace).await;
    let barbara = guest(&ada, "Barbara", &[tea]).await;
    let path = format!("/api/people/{}/lookalikes", grace.user.id);
    assert_eq!(ada.get_json(&path).await, json!(["GRACE"]));
    assert_eq!(barbara.get_json(&path).await, json!([]));
    let path = format!("/api/people/{}/lookalikes", twin.user.id);
    assert_eq!(barbara.get_json(&path).await, json!([]));
}
