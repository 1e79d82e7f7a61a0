//! Scheduled messages: seen by their author only, changed, discarded and bounded.

mod delivery;

use crate::support::{HOUR_MS, Screen, bodies, client_id, count, open_database, soon, workspace};
use protocol::{ClientId, FileId, RoomId, Timestamp};
use serde_json::json;

#[tokio::test]
async fn scheduled_messages_are_on_all_devices_of_their_author_only() {
    let (_server, room, [ada, grace]) = workspace().await;
    let phone = ada.sign_in_again().await;
    let [mut stayed, mut away] = Screen::live_and_away(&phone, room).await;

    let late = ada.schedules(room, "Late", soon(2 * HOUR_MS)).await;
    let early = ada.schedules(room, "Early", soon(HOUR_MS)).await;
    let gone = ada.schedules(room, "Gone", soon(HOUR_MS)).await;
    assert_eq!(ada.discards(gone).await, 204);
    let changes = json!({ "body": "Latest", "at": soon(3 * HOUR_MS) });
    assert_eq!(ada.reschedules(late, &changes).await, 200);

    let fresh = Screen::open(&phone, room).await;
    for screen in [&mut stayed, &mut away] {
        screen.catches_up().await;
    }
    let listed = phone.scheduled().await;
    assert_eq!([listed[0].id, listed[1].id], [early, late]);
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[1].body, "Latest");
    for screen in [&stayed, &away, &fresh] {
        assert!(screen.state.scheduled().into_iter().eq(&listed));
    }

    assert_eq!(grace.scheduled().await, []);
    assert_eq!(Screen::open(&grace, room).await.state.scheduled, []);
    assert_eq!(grace.reschedules(late, &json!({})).await, 404);
    assert_eq!(grace.sends_now(late).await, 404);
    assert_eq!(grace.discards(late).await, 404);
    assert_eq!(ada.history(room).await, []);
}

#[tokio::test]
async fn a_message_scheduled_again_is_stored_once() {
    let (_server, room, [ada]) = workspace().await;
    let id = client_id();
    let form = json!({ "client_id": id, "room": room, "body": "Once", "at": soon(HOUR_MS) });
    assert_eq!(ada.tries_to_schedule(&form).await, 201);
    assert_eq!(ada.tries_to_schedule(&form).await, 200);
    let other = json!({ "client_id": id, "room": room, "body": "Twice", "at": soon(HOUR_MS) });
    assert_eq!(ada.tries_to_schedule(&other).await, 409);
    assert_eq!(ada.scheduled().await.len(), 1);
    // A repeat is recognised by the first form, although the message has changed.
    let changed = ada
        .patch(
            &format!("/api/scheduled/{id}"),
            &json!({ "body": "Changed" }),
        )
        .await;
    assert_eq!(changed, 200);
    assert_eq!(ada.tries_to_schedule(&form).await, 200);
    assert_eq!(ada.sends_now(id).await, 200);
    assert_eq!(ada.tries_to_schedule(&form).await, 204);
    assert_eq!(ada.tries_to_schedule(&other).await, 409);
    assert_eq!(ada.scheduled().await, []);
    assert_eq!(bodies(&ada.history(room).await), ["Changed"]);
}

#[tokio::test]
async fn a_delivered_message_does_not_read_the_room_for_its_author() {
    let (_server, room, [ada, grace]) = workspace().await;
    let [mut live, mut away] = Screen::live_and_away(&grace, room).await;
    ada.says(room, "Unread").await;
    let id = grace.schedules(room, "Late", soon(HOUR_MS)).await;
    assert_eq!(grace.sends_now(id).await, 200);
    for screen in [&mut live, &mut away] {
        screen.catches_up().await;
        assert_eq!(screen.state.rooms[&room].unread(), 1);
    }
    let fresh = Screen::open(&grace, room).await;
    assert_eq!(fresh.state.rooms[&room].unread(), 1);
}

#[tokio::test]
async fn attached_files_are_sent_or_removed_with_their_message() {
    let (server, room, [ada]) = workspace().await;
    let file = ada.uploads(room, "notes.txt", "Milk first").await;
    let other = ada.uploads(room, "other.txt", "Tea first").await;
    let form = |id: ClientId, file: FileId| {
        let at = soon(HOUR_MS);
        json!({ "client_id": id, "room": room, "body": "", "attachments": [file], "at": at })
    };
    let (sent, discarded) = (client_id(), client_id());
    for (id, file) in [(sent, file.id), (discarded, other.id)] {
        assert_eq!(ada.tries_to_schedule(&form(id, file)).await, 201);
    }
    // A file belongs to one message.
    let stolen = ada.tries_to_schedule(&form(client_id(), file.id)).await;
    assert_eq!(stolen, 422);
    let attached = std::slice::from_ref(&file);
    assert_eq!(ada.scheduled().await[0].attachments, attached);
    // The start removes unsent uploads, but not those of scheduled messages.
    let old = "UPDATE files SET created_at = 1";
    let server = server.restart_with(old).await;
    let ada = ada.at(server.address);
    assert_eq!(ada.sends_now(sent).await, 200);
    assert_eq!(ada.history(room).await[0].attachments, attached);
    assert_eq!(ada.opens(&file).await.status(), 200);
    assert_eq!(ada.discards(discarded).await, 204);
    assert_eq!(ada.opens(&other).await.status(), 404);
}

#[tokio::test]
async fn the_bytes_of_all_scheduled_messages_are_bounded() {
    let (_server, room, [ada]) = workspace().await;
    let long = "🦀".repeat(40_000);
    for _ in 0..3 {
        ada.schedules(room, &long, soon(HOUR_MS)).await;
    }
    let short = ada.schedules(room, "Short", soon(HOUR_MS)).await;
    let form = json!({ "client_id": client_id(), "room": room, "body": long, "at": soon(HOUR_MS) });
    let refused = ada.tries_to_schedule(&form).await;
    assert_eq!(refused, 422);
    let refused = ada
        .patch(&format!("/api/scheduled/{short}"), &json!({ "body": long }))
        .await;
    assert_eq!(refused, 422);
    let bodies = ada.scheduled().await.into_iter().map(|it| it.body.len());
    assert_eq!(bodies.sum::<usize>(), 3 * long.len() + "Short".len());
}

#[tokio::test]
async fn a_message_that_could_not_be_sent_now_is_not_scheduled() {
    let (_server, _, [ada, grace]) = workspace().await;
    let (room, secrets) = (ada.everyone().await, ada.closed_room("Secrets").await);
    let archived = ada.open_room("Old").await;
    ada.changes(archived, &json!({ "archived": true })).await;
    let form = |room: RoomId, body: &str, at: Timestamp| json!({ "client_id": client_id(), "room": room, "body": body, "at": at });
    let year_ms = 367 * 24 * HOUR_MS;
    for (form, status) in [
        (form(room, " ", soon(HOUR_MS)), 422),
        (form(room, &"a".repeat(40_001), soon(HOUR_MS)), 422),
        (form(room, "Past", soon(-1)), 422),
        (form(room, "Far", soon(year_ms)), 422),
        (form(secrets, "Peep", soon(HOUR_MS)), 404),
        (form(archived, "Old", soon(HOUR_MS)), 409),
    ] {
        assert_eq!(grace.tries_to_schedule(&form).await, status, "{form}");
    }
    let id = grace.schedules(room, "Fine", soon(HOUR_MS)).await;
    for changes in [
        json!({ "body": " " }),
        json!({ "at": soon(-1) }),
        json!({ "at": soon(year_ms) }),
    ] {
        let refused = grace.reschedules(id, &changes).await;
        assert_eq!(refused, 422, "{changes}");
    }
    assert_eq!(grace.scheduled().await[0].body, "Fine");
    for _ in 1..100 {
        grace.schedules(room, "More", soon(HOUR_MS)).await;
    }
    let one_too_many = grace
        .tries_to_schedule(&form(room, "Most", soon(HOUR_MS)))
        .await;
    assert_eq!(one_too_many, 422);
    assert_eq!(grace.scheduled().await.len(), 100);
}

#[tokio::test]
async fn the_log_does_not_contain_discarded_texts() {
    let (server, room, [ada]) = workspace().await;
    let id = ada.schedules(room, "Regrettable", soon(HOUR_MS)).await;
    ada.reschedules(id, &json!({ "body": "Regrettable indeed" }))
        .await;
    ada.discards(id).await;
    let mut database = open_database(server.data()).await;
    let kept = "SELECT count(*) FROM events WHERE payload LIKE '%Regrettable%'";
    assert_eq!(count(&mut database, kept).await, 0);
}
