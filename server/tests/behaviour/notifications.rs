//! Notifications that open pages show, and the settings for them.

use crate::support::{Screen, TestClient, TestPerson, mention, sees, soon, workspace};
use protocol::{
    EventKind, Notification, NotificationReason as Reason, RoomId, ServerFrame, Signal,
};
use serde_json::{Value, json};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Connects a device that shows notifications, and looks at nothing.
async fn device_of(person: &TestPerson) -> TestClient {
    let mut client = person.connect().await;
    attends(&mut client, json!({ "alerts": true })).await;
    client
}

/// Tells the server what the person looks at on a device.
async fn attends(client: &mut TestClient, mut attention: Value) {
    attention["type"] = json!("attention");
    client.say(&attention).await;
    client.pings().await;
}

/// Waits for the next notification on a device.
async fn notified(client: &mut TestClient) -> Notification {
    loop {
        if let ServerFrame::Signal(Signal::Notification(notification)) = client.hears().await {
            return notification;
        }
    }
}

async fn text_of(client: &mut TestClient) -> String {
    notified(client).await.text.expect("a text")
}

async fn set(person: &TestPerson, settings: Value) {
    assert_eq!(person.put("/api/me/notifications", &settings).await, 204);
}

async fn set_level(person: &TestPerson, room: RoomId, level: &str) {
    let path = format!("/api/rooms/{room}/level");
    assert_eq!(person.put(&path, &json!({ "level": level })).await, 204);
}

#[tokio::test]
async fn a_message_notifies_the_others_on_devices_that_want_it() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut phone = device_of(&grace.sign_in_again().await).await;
    let mut laptop = grace.connect().await;
    let mut adas = device_of(&ada).await;
    let message = ada.says(room, "The **engine** runs").await;
    let expected = Notification {
        message: message.id,
        room,
        seq: message.seq,
        thread: None,
        reason: Reason::Room,
        title: "Ada · Everyone".into(),
        text: Some("The engine runs".into()),
    };
    assert_eq!(notified(&mut phone).await, expected);
    // A device that did not ask is told nothing, and neither is the author.
    let answer = grace.says(room, "Good").await;
    assert_eq!(notified(&mut adas).await.message, answer.id);
    loop {
        let frame = laptop.hears().await;
        assert!(!matches!(frame, ServerFrame::Signal(_)), "{frame:?}");
        if let ServerFrame::Events { events, .. } = frame
            && events.iter().any(|it| matches!(&it.kind, EventKind::MessageCreated { message } if message.id == answer.id))
        {
            break;
        }
    }
}

#[tokio::test]
async fn the_reason_follows_the_level_the_mention_the_room_and_the_thread() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let root = grace.says(room, "Root").await;
    let strange = linus.says(room, "Strange").await;
    set_level(&grace, room, "mentions").await;
    let direct = ada.direct_room(&[&grace]).await.id;
    let mut device = device_of(&grace).await;

    ada.says(room, "Not for her").await;
    ada.replies(&strange, "Not in this thread").await;
    ada.says(room, &format!("Look, {}!", mention(&grace))).await;
    let called = notified(&mut device).await;
    assert_eq!(called.reason, Reason::Mention);
    assert_eq!(called.text.as_deref(), Some("Look, @Grace!"));
    ada.says(room, "All of @room").await;
    assert_eq!(notified(&mut device).await.reason, Reason::Everyone);
    ada.replies(&root, "In her thread").await;
    let reply = notified(&mut device).await;
    assert_eq!(
        (reply.reason, reply.thread),
        (Reason::Thread, Some(root.id))
    );
    ada.says(direct, "Psst").await;
    let whispered = notified(&mut device).await;
    assert_eq!(whispered.reason, Reason::Direct);
    assert_eq!(whispered.title, "Ada");

    set_level(&grace, room, "nothing").await;
    ada.says(room, &format!("Look again, {}!", mention(&grace)))
        .await;
    ada.says(direct, "After the muted one").await;
    assert_eq!(text_of(&mut device).await, "After the muted one");
}

#[tokio::test]
async fn what_a_person_looks_at_on_any_device_does_not_notify_them() {
    let (_server, room, [ada, grace]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    let root = ada.says(room, "Root").await;
    let mut phone = device_of(&grace.sign_in_again().await).await;
    let mut laptop = grace.connect().await;
    let looks = json!({ "watched": true, "room": room });
    attends(&mut laptop, looks).await;
    ada.says(room, "Seen").await;
    ada.says(tea, "Elsewhere").await;
    assert_eq!(text_of(&mut phone).await, "Elsewhere");

    // A thread is looked at beside its room. A page in the background is not looked at.
    grace.replies(&root, "Mine").await;
    let looks = json!({ "watched": true, "room": room, "thread": root.id });
    attends(&mut laptop, looks).await;
    ada.replies(&root, "Seen beside").await;
    ada.says(room, "Seen too").await;
    ada.says(tea, "Elsewhere again").await;
    assert_eq!(text_of(&mut phone).await, "Elsewhere again");
    let away = json!({ "watched": false, "room": room, "thread": root.id });
    attends(&mut laptop, away).await;
    ada.replies(&root, "Unseen").await;
    assert_eq!(text_of(&mut phone).await, "Unseen");
}

#[tokio::test]
async fn in_a_browser_with_a_watched_page_only_that_page_is_told() {
    let (_server, room, [ada, grace]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    let mut hidden = device_of(&grace).await;
    let mut watched = grace.connect().await;
    let looks = json!({ "watched": true, "room": room, "alerts": true });
    attends(&mut watched, looks).await;
    ada.says(tea, "Heard").await;
    assert_eq!(text_of(&mut watched).await, "Heard");
    attends(&mut watched, json!({ "alerts": true })).await;
    ada.says(tea, "Shown").await;
    for page in [&mut hidden, &mut watched] {
        assert_eq!(text_of(page).await, "Shown");
    }
}

#[tokio::test]
async fn settings_reach_the_persons_other_devices_and_nobody_else() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut other_device = ada.sign_in_again().await.connect().await;
    let settings = json!({
        "hours": { "days": ["sunday", "monday", "monday"], "from": 540, "until": 1020, "time_zone": "Europe/London" },
        "paused_until": soon(HOUR_MS),
        "hide_texts": true,
    });
    set(&ada, settings.clone()).await;
    let stored = sees!(other_device, EventKind::NotificationsChanged { settings } => settings);
    let mut expected = settings.clone();
    expected["hours"]["days"] = json!(["monday", "sunday"]);
    assert_eq!(json!(stored), expected);
    assert_eq!(ada.snapshot().await.notifications, stored);
    assert_eq!(grace.snapshot().await.notifications, Default::default());

    // A repeat is no event, and a client that was away has the same as one that stayed.
    let mut away = Screen::away(&ada, room).await;
    set(&ada, settings).await;
    set(&ada, json!({})).await;
    assert_eq!(
        json!(sees!(other_device, EventKind::NotificationsChanged { settings } => settings)),
        json!({})
    );
    away.catches_up().await;
    assert_eq!(away.state.notifications, Default::default());
}

#[tokio::test]
async fn invalid_settings_are_refused() {
    let (_server, _, [ada]) = workspace().await;
    for hours in [
        json!({ "days": ["monday"], "from": 1440, "until": 60 }),
        json!({ "days": ["monday"], "from": 0, "until": 1441 }),
        json!({ "days": ["someday"], "from": 0, "until": 60 }),
        json!({ "days": ["monday"], "from": 0, "until": 60, "time_zone": "<script>" }),
    ] {
        let answer = ada
            .put("/api/me/notifications", &json!({ "hours": hours }))
            .await;
        assert_eq!(answer, 422, "{hours}");
    }
}

#[tokio::test]
async fn a_pause_silences_and_texts_can_be_hidden() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let mut device = device_of(&grace).await;
    // Once he is notified of a message, it is decided for her too.
    let mut linuss = device_of(&linus).await;
    set(&grace, json!({ "paused_until": soon(HOUR_MS) })).await;
    ada.says(room, "In the pause").await;
    notified(&mut linuss).await;
    // The hours are over before they begin.
    let never = json!({ "days": [], "from": 0, "until": 60 });
    set(&grace, json!({ "hours": never })).await;
    ada.says(room, "Outside of the hours").await;
    notified(&mut linuss).await;
    set(&grace, json!({ "hide_texts": true })).await;
    let secret = ada.says(room, "Secret").await;
    let hidden = notified(&mut device).await;
    assert_eq!((hidden.message, hidden.text), (secret.id, None));
    assert_eq!(hidden.title, "Ada · Everyone");
}

#[tokio::test]
async fn a_guest_reads_no_names_of_strangers_in_a_notification() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Visitors").await;
    let guest = ada.invites_guest("Mary", &[room]).await;
    let mut device = device_of(&guest).await;
    let text = format!("{}: {} of <#{everyone}>", mention(&guest), mention(&grace));
    ada.says(room, &text).await;
    let text = text_of(&mut device).await;
    assert!(text.starts_with("@Mary: "), "{text}");
    assert!(
        !text.contains("Grace") && !text.contains("Everyone"),
        "{text}"
    );
}
