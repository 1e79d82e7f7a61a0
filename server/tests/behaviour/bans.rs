//! Bans.

use crate::support::{is_problem, knock, link, newcomer, workspace};
use protocol::{EventKind, StreamId};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_banned_person_receives_nothing_more_on_any_device_and_everyone_sees_the_ban() {
    let (_server, room, [ada, grace]) = workspace().await;
    let phone = grace.sign_in_again().await;
    let mut at_ada = ada.connect().await;
    let (mut at_grace, mut at_phone) = (grace.connect().await, phone.connect().await);
    // A connection that has not said hello is closed too.
    let mut silent = grace.dial().await;
    at_ada.sends(room, "Before").await;
    at_grace.reads("Before").await;

    assert_eq!(ada.bans(&grace).await, 204);
    at_ada.sends(room, "After").await;
    for client in [&mut at_grace, &mut at_phone, &mut silent] {
        assert_eq!(client.is_closed().await, 4401);
        for event in client.events.values().flatten() {
            assert!(
                !matches!(&event.kind, EventKind::PersonChanged { person } if person.banned)
                    && !matches!(&event.kind, EventKind::MessageCreated { message } if message.body == "After"),
                "{event:?}"
            );
        }
    }
    let is_ban = |kind: &EventKind| matches!(kind, EventKind::PersonChanged { person } if person.id == grace.user.id && person.banned);
    let mut events = at_ada.events[&StreamId::Workspace].iter();
    assert!(events.any(|event| is_ban(&event.kind)));
    let people = ada.snapshot().await.people.into_iter();
    let banned: Vec<_> = people.filter(|it| it.banned).map(|it| it.id).collect();
    assert_eq!(banned, [grace.user.id]);
    assert_eq!(grace.status("/api/me").await, 401);
}

#[tokio::test]
async fn a_banned_person_cannot_sign_in_until_the_ban_is_lifted_and_then_finds_everything() {
    let (_server, _, [ada, grace]) = workspace().await;
    let plans = ada.closed_room_with("Plans", &[&grace]).await;
    assert_eq!(ada.bans(&grace).await, 204);
    assert_eq!(ada.bans(&grace).await, 204);
    ada.says(plans, "Without Grace").await;

    let refused = grace.tries_password("battery staple").await;
    assert_eq!(refused.status(), 401);
    let refused = grace.tries_password("correct horse").await;
    is_problem(refused, 403, "forbidden").await;

    let mut form = newcomer("Grace");
    form["name"] = json!("Not Grace");
    let refused = ada.post(&ada.join_path().await, &form).await;
    assert_eq!(refused.status(), 409);
    let tea = ada.closed_room("Tea").await;
    assert_eq!(ada.add(tea, &grace).await, 403);

    assert_eq!(ada.lifts_ban(&grace).await, 204);
    let grace = grace.sign_in_again().await;
    let history = grace.history(plans).await;
    assert_eq!(history.last().expect("a message").body, "Without Grace");
    let mut at_grace = grace.connect().await;
    at_grace.sends(plans, "Back").await;
}

#[tokio::test]
async fn a_banned_or_deactivated_person_cannot_come_back_by_a_link_that_they_know() {
    let (server, everyone, [ada]) = workspace().await;
    for (way, name) in [("ban", "Grace"), ("deactivation", "Linus")] {
        let person = server.join(&ada, name).await;
        ada.makes_administrator(&person).await;
        let guests = person.guest_path(&[everyone]).await;
        let known = ada.join_path().await;
        let reset = format!("/api/people/{}/reset", ada.user.id);
        let reset = link(person.post(&reset, &json!({})).await).await;

        let path = format!("/api/people/{}/{way}", person.user.id);
        assert_eq!(ada.send(Method::PUT, &path).await, 204);
        for (link, name) in [(&known, "Sock"), (&guests, "Puppet")] {
            let refused = knock(server.address, link, &newcomer(name)).await;
            assert_eq!(refused.status(), 404, "{way}");
        }
        assert_eq!(ada.get_json("/api/guest-invitations").await, json!([]));
        // A link to set Ada's password no longer leads into her account either.
        let password = json!({ "password": "battery staple" });
        let refused = knock(server.address, &format!("/api{reset}"), &password).await;
        assert_eq!(refused.status(), 404);
        // Lifting the ban does not change the link.
        let now = ada.join_path().await;
        assert_eq!(ada.send(Method::DELETE, &path).await, 204);
        assert_eq!(ada.join_path().await, now);
        // An administrator may keep the link, since many have it.
        let keep = json!({ "rotate_join_code": false });
        assert_eq!(ada.put(&path, &keep).await, 204);
        let newcomer = newcomer(&format!("newcomer-{way}"));
        let joined = knock(server.address, &now, &newcomer).await;
        assert_eq!(joined.status(), 201);
    }
    let ban = format!("/api/people/{}/ban", ada.user.id);
    let wrong = json!({ "rotate_join_code": "perhaps" });
    assert_eq!(ada.put(&ban, &wrong).await, 422);
}

#[tokio::test]
async fn only_administrators_can_ban_and_not_themselves() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    assert_eq!(grace.bans(&linus).await, 403);
    assert_eq!(grace.lifts_ban(&linus).await, 403);
    assert_eq!(ada.bans(&ada).await, 403);
    let nobody = ada.send(Method::PUT, "/api/people/nobody/ban").await;
    assert_eq!(nobody, 404);
    linus.connect().await.pings().await;
}
