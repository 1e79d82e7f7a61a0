//! Deactivation of accounts, and the deletion of what a banned person wrote.

use crate::support::{Screen, TestPerson, is_problem, sees, workspace};
use protocol::EventKind;
use reqwest::{Method, StatusCode};
use serde_json::json;

async fn deactivate(admin: &TestPerson, person: &TestPerson) -> StatusCode {
    let path = format!("/api/people/{}/deactivation", person.user.id);
    admin.send(Method::PUT, &path).await
}

async fn reactivate(admin: &TestPerson, person: &TestPerson) -> StatusCode {
    let path = format!("/api/people/{}/deactivation", person.user.id);
    admin.send(Method::DELETE, &path).await
}

#[tokio::test]
async fn a_deactivated_person_is_signed_out_at_once_and_may_come_back() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room_with("Tea", &[&grace]).await;
    grace.says(room, "Nanoseconds").await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    assert_eq!(deactivate(&ada, &grace).await, 204);
    assert_eq!(at_grace.is_closed().await, 4401);
    sees!(at_ada, EventKind::PersonChanged { person } if person.deactivated && person.id == grace.user.id => ());
    let refused = grace.tries_password("correct horse").await;
    let detail = is_problem(refused, 403, "forbidden").await;
    assert!(detail.contains("deactivated"), "{detail}");

    // Their messages stay, they stay in the room, and nobody can add them to another.
    assert_eq!(ada.history(room).await[0].body, "Nanoseconds");
    let other = ada.closed_room("Coffee").await;
    assert_eq!(ada.add(other, &grace).await, 403);
    let reset = format!("/api/people/{}/reset", grace.user.id);
    assert_eq!(ada.send(Method::POST, &reset).await, 403);

    assert_eq!(reactivate(&ada, &grace).await, 204);
    assert_eq!(grace.tries_password("correct horse").await.status(), 201);
    let grace = grace.sign_in_again().await;
    assert_eq!(grace.history(room).await.len(), 1);
}

#[tokio::test]
async fn only_administrators_can_deactivate_people_and_not_themselves() {
    let (_server, _, [ada, grace]) = workspace().await;
    assert_eq!(deactivate(&grace, &ada).await, 403);
    assert_eq!(deactivate(&ada, &ada).await, 403);
    assert_eq!(reactivate(&grace, &grace).await, 403);
    // A deactivated person does not count as an administrator.
    ada.makes_administrator(&grace).await;
    deactivate(&ada, &grace).await;
    let step_down = json!({ "role": "member" });
    assert_eq!(ada.sets_role(&ada, &step_down).await, 409);
}

#[tokio::test]
async fn all_messages_of_a_banned_person_can_be_deleted_on_every_screen() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let tea = grace.closed_room_with("Tea", &[&ada]).await;
    // They are deleted in more than one step.
    for number in 0..130 {
        grace.says(everyone, &format!("Spam {number}")).await;
    }
    grace.says(tea, "More").await;
    ada.says(everyone, "Stays").await;
    let [mut live, mut away] = Screen::live_and_away(&ada, everyone).await;

    let messages = format!("/api/people/{}/messages", grace.user.id);
    // Refused while they may still write.
    assert_eq!(ada.send(Method::DELETE, &messages).await, 403);
    assert_eq!(ada.bans(&grace).await, 204);
    assert_eq!(ada.send(Method::DELETE, &messages).await, 204);
    // A repeat changes nothing.
    assert_eq!(ada.send(Method::DELETE, &messages).await, 204);

    let history = ada.history(everyone).await;
    let left: Vec<_> = history.iter().filter(|message| !message.deleted).collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].body, "Stays");
    let in_tea = ada.history(tea).await;
    assert!(in_tea.iter().all(|it| it.deleted && it.body.is_empty()));
    for screen in [&mut live, &mut away] {
        screen.catches_up().await;
    }
    assert_eq!(live.messages(everyone), away.messages(everyone));
    let anew = Screen::open(&ada, everyone).await;
    assert_eq!(anew.messages(everyone), live.messages(everyone));
}
