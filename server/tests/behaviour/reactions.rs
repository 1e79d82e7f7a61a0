//! Reactions.

use crate::support::{TestPerson, frame, path_of, workspace};
use protocol::{ErrorCode, EventKind, Message, Reaction, RoomId, UserId};
use reqwest::Method;
use serde_json::Value;

fn react(message: &Message, emoji: &str, on: bool) -> Value {
    frame::react(message.id, emoji, on)
}

fn reaction(emoji: &str, users: &[UserId]) -> Reaction {
    let (emoji, users) = (emoji.into(), users.into());
    Reaction { emoji, users }
}

/// Returns the reactions of each message of a room.
async fn reactions(person: &TestPerson, room: RoomId) -> Vec<Vec<Reaction>> {
    let history = person.history(room).await;
    let reactions = |message: Message| message.reactions;
    history.into_iter().map(reactions).collect()
}

#[tokio::test]
async fn a_reaction_shows_everywhere_at_once() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Tea?").await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    let seq = at_grace.does(react(&message, "🎉", true)).await;
    let event = at_ada
        .sees(|kind| matches!(kind, EventKind::ReactionChanged { .. }))
        .await;
    let expected = EventKind::ReactionChanged {
        message: message.id,
        user: grace.user.id,
        emoji: "🎉".into(),
        on: true,
    };
    assert_eq!((Some(event.seq), event.kind), (seq, expected));
    let set = [reaction("🎉", &[grace.user.id])];
    assert_eq!(reactions(&ada, room).await, [set.to_vec()]);

    at_grace.does(react(&message, "🎉", false)).await;
    assert_eq!(reactions(&ada, room).await, [vec![]]);
}

#[tokio::test]
async fn repeated_reactions_and_removals_change_nothing() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Tea?").await;
    let mut at_ada = ada.connect().await;
    assert_eq!(at_ada.does(react(&message, "🎉", false)).await, None);
    assert!(at_ada.does(react(&message, "🎉", true)).await.is_some());
    assert_eq!(at_ada.does(react(&message, "🎉", true)).await, None);
    // The same emoji without its variation selector is the same.
    assert!(at_ada.does(react(&message, "❤️", true)).await.is_some());
    assert_eq!(at_ada.does(react(&message, "❤", true)).await, None);
}

#[tokio::test]
async fn emoji_and_people_are_in_the_order_in_which_they_came() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Tea?").await;
    let other = ada.says(room, "Coffee?").await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);
    at_ada.does(react(&message, "👍", true)).await;
    at_ada.does(react(&message, "🎉", true)).await;
    at_grace.does(react(&message, "👍", true)).await;
    at_grace.does(react(&other, "☕", true)).await;
    // Grace's reaction keeps the emoji in its place, and Ada comes after her.
    at_ada.does(react(&message, "👍", false)).await;
    at_ada.does(react(&message, "👍", true)).await;
    let (ada_id, grace_id) = (ada.user.id, grace.user.id);
    let expected = [
        vec![
            reaction("👍", &[grace_id, ada_id]),
            reaction("🎉", &[ada_id]),
        ],
        vec![reaction("☕", &[grace_id])],
    ];
    assert_eq!(reactions(&ada, room).await, expected);
}

#[tokio::test]
async fn a_reaction_is_exactly_one_emoji() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Tea?").await;
    let mut at_ada = ada.connect().await;
    let long = "🎉".repeat(10_000);
    for text in ["", "no", "🎉🎉", "<b>", "7", &long] {
        let refused = at_ada.is_refused(react(&message, text, true)).await;
        assert_eq!(refused, ErrorCode::Invalid, "{text:?}");
    }
    for emoji in ["👩‍💻", "👍🏽", "🇩🇪", "7️⃣"] {
        at_ada.does(react(&message, emoji, true)).await;
    }
    assert_eq!(reactions(&ada, room).await[0].len(), 4);
}

#[tokio::test]
async fn a_message_has_at_most_50_different_emoji() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Tea?").await;
    let mut at_ada = ada.connect().await;
    // 🐀, the rat, and those that follow it.
    let animals: Vec<String> = (0..51)
        .filter_map(|step| char::from_u32(0x1f400 + step))
        .map(String::from)
        .collect();
    for animal in &animals[..50] {
        at_ada.does(react(&message, animal, true)).await;
    }
    let refused = at_ada.is_refused(react(&message, &animals[50], true)).await;
    assert_eq!(refused, ErrorCode::Invalid);
    // Others can still join an existing emoji.
    let mut at_grace = grace.connect().await;
    at_grace.does(react(&message, &animals[0], true)).await;
}

#[tokio::test]
async fn a_script_reacts_over_http() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Tea?").await;
    let path = |emoji| format!("{}/reactions/{emoji}", path_of(&message));
    let party = path("🎉");
    assert_eq!(ada.send(Method::PUT, &party).await, 204);
    let set = reaction("🎉", &[ada.user.id]);
    assert_eq!(reactions(&ada, room).await, [vec![set]]);
    assert_eq!(ada.send(Method::DELETE, &party).await, 204);
    assert_eq!(reactions(&ada, room).await, [vec![]]);
    let refused = ada.send(Method::PUT, &path("tada")).await;
    assert_eq!(refused, 422);
}
