use crate::support::{Client, Person, TestServer};
use protocol::{Presence, ServerFrame, Signal, UserId};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};

/// A server that tells of presence soon, and takes those who go for gone at once.
async fn prompt_server() -> TestServer {
    TestServer::start_with(|_, tuning| {
        tuning.presence_every = Duration::from_millis(20);
        tuning.presence_grace = Duration::ZERO;
    })
    .await
}

/// Who is there, as far as a client was told.
type There = BTreeMap<UserId, Presence>;

fn note(there: &mut There, frame: ServerFrame) {
    let ServerFrame::Signal(Signal::Presence {
        all,
        active,
        away,
        offline,
    }) = frame
    else {
        return;
    };
    if all {
        there.clear();
    }
    for user in offline {
        there.remove(&user);
    }
    there.extend(active.into_iter().map(|user| (user, Presence::Active)));
    there.extend(away.into_iter().map(|user| (user, Presence::Away)));
}

/// Waits until a client was told that this is who is there.
async fn sees(client: &mut Client, there: &mut There, wanted: &[(&Person, Presence)]) {
    let wanted: There = wanted
        .iter()
        .map(|(person, presence)| (person.user.id, *presence))
        .collect();
    while *there != wanted {
        let frame = client.next_of_all().await.expect("a frame");
        note(there, frame);
    }
}

async fn is_active(client: &mut Client, active: bool) {
    client
        .say(&json!({ "type": "presence", "active": active }))
        .await;
}

#[tokio::test]
async fn people_are_active_away_and_offline_over_all_their_devices() {
    let server = prompt_server().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (mut at_ada, mut there) = (ada.connect().await, There::new());
    is_active(&mut at_ada, true).await;
    let here = (&ada, Presence::Active);
    sees(&mut at_ada, &mut there, &[here]).await;

    let mut laptop = grace.connect().await;
    sees(&mut at_ada, &mut there, &[here, (&grace, Presence::Away)]).await;
    is_active(&mut laptop, true).await;
    sees(&mut at_ada, &mut there, &[here, (&grace, Presence::Active)]).await;

    let mut phone = grace.connect().await;
    is_active(&mut phone, true).await;
    is_active(&mut laptop, false).await;
    laptop.pings().await;
    drop(phone);
    sees(&mut at_ada, &mut there, &[here, (&grace, Presence::Away)]).await;
    drop(laptop);
    sees(&mut at_ada, &mut there, &[here]).await;
}

#[tokio::test]
async fn one_who_comes_is_told_who_is_there_already() {
    let server = prompt_server().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let mut at_ada = ada.connect().await;
    is_active(&mut at_ada, true).await;
    let mut seen = There::new();
    sees(&mut at_ada, &mut seen, &[(&ada, Presence::Active)]).await;

    let (mut at_grace, mut there) = (grace.connect().await, There::new());
    let both = [(&ada, Presence::Active), (&grace, Presence::Away)];
    sees(&mut at_grace, &mut there, &both).await;
}

#[tokio::test]
async fn a_page_that_loads_anew_changes_nothing_for_the_others() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.presence_every = Duration::from_millis(20);
    })
    .await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (mut at_ada, mut there) = (ada.connect().await, There::new());
    let mut page = grace.connect().await;
    is_active(&mut page, true).await;
    let both = [(&ada, Presence::Away), (&grace, Presence::Active)];
    sees(&mut at_ada, &mut there, &both).await;

    drop(page);
    let mut page = grace.connect().await;
    is_active(&mut page, true).await;
    page.pings().await;
    // What has changed since, Ada hears of together with this.
    is_active(&mut at_ada, true).await;
    loop {
        let frame = at_ada.next_of_all().await.expect("a frame");
        if let ServerFrame::Signal(Signal::Presence { active, away, .. }) = frame {
            assert_eq!((active, away), (vec![ada.user.id], vec![]));
            break;
        }
    }
}

#[tokio::test]
async fn one_who_is_signed_out_is_offline_at_once() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.presence_every = Duration::from_millis(20);
    })
    .await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (mut at_ada, mut there) = (ada.connect().await, There::new());
    let _at_grace = grace.connect().await;
    let both = [(&ada, Presence::Away), (&grace, Presence::Away)];
    sees(&mut at_ada, &mut there, &both).await;
    grace.send(reqwest::Method::DELETE, "/api/session").await;
    sees(&mut at_ada, &mut there, &[(&ada, Presence::Away)]).await;
}

#[tokio::test]
async fn presence_is_told_after_hello_alone() {
    let server = prompt_server().await;
    let ada = server.ada().await;
    let mut client = ada.dial().await;
    is_active(&mut client, true).await;
    let answer = client.hears().await;
    assert!(matches!(answer, ServerFrame::Error { .. }), "{answer:?}");
    client.greet(&Value::Null, json!({})).await;
    let mut there = There::new();
    sees(&mut client, &mut there, &[(&ada, Presence::Away)]).await;
}
