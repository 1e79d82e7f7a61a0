//! Presence and status, as guests see them.

use crate::support::{TestClient, TestServer, prompt_presence, workspace};
use protocol::{EventKind, ServerFrame, Signal, UserId};
use serde_json::json;
use std::collections::BTreeSet;

/// Waits until a client is told that exactly these people are present.
async fn sees_present(client: &mut TestClient, wanted: &[UserId]) {
    loop {
        let frame = client.next_of_all().await.expect("a frame");
        let ServerFrame::Signal(Signal::Presence {
            all,
            active,
            away,
            offline,
        }) = frame
        else {
            continue;
        };
        assert!(
            all && offline.is_empty(),
            "a guest is told of everyone at once"
        );
        let present: BTreeSet<_> = active.into_iter().chain(away).collect();
        let wanted: BTreeSet<_> = wanted.iter().copied().collect();
        assert!(present.is_subset(&wanted), "{present:?}");
        if present == wanted {
            return;
        }
    }
}

#[tokio::test]
async fn a_guest_sees_the_presence_of_people_in_their_rooms_only() {
    let server = TestServer::start_with(prompt_presence).await;
    let (_, [ada, grace]) = server.people().await;
    let tea = ada.closed_room("Tea").await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    let (_at_ada, _at_grace) = (ada.connect().await, grace.connect().await);
    let mut at_barbara = barbara.connect().await;
    sees_present(&mut at_barbara, &[ada.user.id, barbara.user.id]).await;
    ada.add(tea, &grace).await;
    let all = [ada.user.id, barbara.user.id, grace.user.id];
    sees_present(&mut at_barbara, &all).await;
}

#[tokio::test]
async fn a_status_reaches_guests_who_know_the_person() {
    let (_server, _, [ada]) = workspace().await;
    let tea = ada.closed_room("Tea").await;
    let barbara = ada.invites_guest("Barbara", &[tea]).await;
    let mut at_barbara = barbara.connect().await;
    ada.put("/api/me/status", &json!({ "text": "Here" })).await;
    let event = at_barbara
        .sees(|kind| matches!(kind, EventKind::PersonChanged { person } if person.status.is_some()))
        .await;
    assert_eq!(event.actor, ada.user.id);
}
