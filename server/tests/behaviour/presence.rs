//! Presence.

use crate::support::{TestClient, TestPerson, TestServer, frame, prompt_presence};
use protocol::{Presence, ServerFrame, Signal, UserId};
use serde_json::{Value, json};
use server::{Config, Tuning};
use std::{collections::BTreeMap, time::Duration};

/// Makes presence known soon.
fn presence_with_grace(_: &mut Config, tuning: &mut Tuning) {
    tuning.presence_every = Duration::from_millis(20);
}

/// A client, and the people who are present as it was told.
struct Observer {
    client: TestClient,
    present: BTreeMap<UserId, Presence>,
}

impl Observer {
    async fn connect(person: &TestPerson) -> Self {
        Self::new(person.connect().await)
    }

    fn new(client: TestClient) -> Self {
        let present = BTreeMap::new();
        Self { client, present }
    }

    /// Waits until exactly these people are present.
    async fn sees(&mut self, wanted: &[(&TestPerson, Presence)]) {
        let wanted = wanted.iter();
        let wanted = wanted
            .map(|(person, presence)| (person.user.id, *presence))
            .collect();
        while self.present != wanted {
            let frame = self.client.next_of_all().await.expect("a frame");
            if let ServerFrame::Signal(Signal::Presence {
                all,
                active,
                away,
                offline,
            }) = frame
            {
                self.present
                    .retain(|user, _| !all && !offline.contains(user));
                self.present
                    .extend(active.into_iter().map(|user| (user, Presence::Active)));
                self.present
                    .extend(away.into_iter().map(|user| (user, Presence::Away)));
            }
        }
    }
}

async fn is_active(client: &mut TestClient, active: bool) {
    client.say(&frame::presence(active)).await;
}

#[tokio::test]
async fn people_are_active_away_and_offline_over_all_their_devices() {
    let server = TestServer::start_with(prompt_presence).await;
    let (_, [ada, grace]) = server.people().await;
    let mut at_ada = Observer::connect(&ada).await;
    is_active(&mut at_ada.client, true).await;
    let here = (&ada, Presence::Active);
    at_ada.sees(&[here]).await;

    let mut laptop = grace.connect().await;
    at_ada.sees(&[here, (&grace, Presence::Away)]).await;
    is_active(&mut laptop, true).await;
    at_ada.sees(&[here, (&grace, Presence::Active)]).await;

    let mut phone = grace.connect().await;
    is_active(&mut phone, true).await;
    is_active(&mut laptop, false).await;
    laptop.pings().await;
    drop(phone);
    at_ada.sees(&[here, (&grace, Presence::Away)]).await;
    drop(laptop);
    at_ada.sees(&[here]).await;
}

#[tokio::test]
async fn a_new_connection_is_told_who_is_present() {
    let server = TestServer::start_with(prompt_presence).await;
    let (_, [ada, grace]) = server.people().await;
    let mut at_ada = Observer::connect(&ada).await;
    is_active(&mut at_ada.client, true).await;
    at_ada.sees(&[(&ada, Presence::Active)]).await;

    let mut at_grace = Observer::connect(&grace).await;
    let both = [(&ada, Presence::Active), (&grace, Presence::Away)];
    at_grace.sees(&both).await;
}

#[tokio::test]
async fn reloading_a_page_changes_nothing_for_others() {
    let server = TestServer::start_with(presence_with_grace).await;
    let (_, [ada, grace]) = server.people().await;
    let mut at_ada = Observer::connect(&ada).await;
    let mut page = grace.connect().await;
    is_active(&mut page, true).await;
    let both = [(&ada, Presence::Away), (&grace, Presence::Active)];
    at_ada.sees(&both).await;

    drop(page);
    let mut page = grace.connect().await;
    is_active(&mut page, true).await;
    page.pings().await;
    // Any earlier change would arrive together with this one.
    is_active(&mut at_ada.client, true).await;
    loop {
        let frame = at_ada.client.next_of_all().await.expect("a frame");
        if let ServerFrame::Signal(Signal::Presence { active, away, .. }) = frame {
            assert_eq!((active, away), (vec![ada.user.id], vec![]));
            break;
        }
    }
}

#[tokio::test]
async fn a_signed_out_person_is_offline_at_once() {
    let server = TestServer::start_with(presence_with_grace).await;
    let (_, [ada, grace]) = server.people().await;
    let mut at_ada = Observer::connect(&ada).await;
    let _at_grace = grace.connect().await;
    let both = [(&ada, Presence::Away), (&grace, Presence::Away)];
    at_ada.sees(&both).await;
    grace.send(reqwest::Method::DELETE, "/api/session").await;
    at_ada.sees(&[(&ada, Presence::Away)]).await;
}

#[tokio::test]
async fn presence_is_told_only_after_hello() {
    let server = TestServer::start_with(prompt_presence).await;
    let ada = server.ada().await;
    let mut client = ada.dial().await;
    is_active(&mut client, true).await;
    let answer = client.hears().await;
    assert!(matches!(answer, ServerFrame::Error { .. }), "{answer:?}");
    client.greet(&Value::Null, json!({})).await;
    Observer::new(client).sees(&[(&ada, Presence::Away)]).await;
}
