//! Operators narrow a search.

use crate::support::{mention, open_database, workspace};
use serde_json::json;

#[tokio::test]
async fn from_finds_the_messages_of_a_person() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    grace.takes_name("Grace Hopper").await;
    ada.says(room, "tea of Ada").await;
    grace.says(room, "tea of Grace").await;
    linus.says(room, "tea of Linus").await;
    for (query, expected) in [
        ("from:me tea", &["tea of Ada"][..]),
        ("from:ada", &["tea of Ada"]),
        ("from:@Ada tea", &["tea of Ada"]),
        ("from:\"grace hopper\"", &["tea of Grace"]),
        ("from:hopper", &["tea of Grace"]),
        ("from:gra", &["tea of Grace"]),
        ("from:ada from:grace", &["tea of Grace", "tea of Ada"]),
        ("tea -from:me", &["tea of Linus", "tea of Grace"]),
        ("-from:me -from:linus", &["tea of Grace"]),
        ("from:grace -from:grace", &[]),
    ] {
        assert_eq!(ada.finds(query).await, expected, "{query}");
    }
    let id = linus.user.id;
    assert_eq!(ada.finds(&format!("from:{id}")).await, ["tea of Linus"]);
    // A former name finds nobody.
    grace.takes_name("Amazing Grace").await;
    assert_eq!(ada.searches("from:hopper").await.problems.len(), 1);
}

#[tokio::test]
async fn in_finds_the_messages_of_a_room() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let garden = ada.open_room("Rose Garden").await;
    let direct = ada.direct_room(&[&grace]).await;
    let notes = ada.direct_room(&[]).await;
    ada.says(everyone, "tea for all").await;
    ada.says(garden, "tea outside").await;
    ada.says(direct.id, "tea for two").await;
    ada.says(notes.id, "tea for me").await;
    for (query, expected) in [
        ("tea in:\"Rose Garden\"", &["tea outside"][..]),
        ("in:rose", &["tea outside"]),
        ("in:#rose tea", &["tea outside"]),
        ("in:@grace", &["tea for two"]),
        ("in:grace", &["tea for two"]),
        ("in:@me", &["tea for me"]),
        ("in:rose in:@grace", &["tea for two", "tea outside"]),
        ("tea -in:rose -in:@grace -in:@me", &["tea for all"]),
    ] {
        assert_eq!(ada.finds(query).await, expected, "{query}");
    }
    assert_eq!(ada.finds(&format!("in:{garden}")).await, ["tea outside"]);
}

#[tokio::test]
async fn is_finds_threads_pinned_and_saved_messages() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "tea root").await;
    ada.replies(&root, "tea reply").await;
    let pinned = ada.says(room, "tea pinned").await;
    let saved = ada.says(room, "tea saved").await;
    ada.says(room, "coffee saved").await;
    ada.pins(&pinned, true).await;
    ada.saves(&saved, true).await;
    grace.saves(&root, true).await;
    for (query, expected) in [
        ("tea is:thread", &["tea reply", "tea root"][..]),
        ("tea -is:thread", &["tea saved", "tea pinned"]),
        ("is:pinned", &["tea pinned"]),
        ("is:pinned coffee", &[]),
        ("is:saved", &["tea saved"]),
        ("is:saved te", &["tea saved"]),
        ("is:saved -tea", &[]),
        ("tea -is:pinned -is:saved", &["tea reply", "tea root"]),
        ("is:pinned is:saved", &[]),
        ("is:saved from:grace", &[]),
    ] {
        assert_eq!(ada.finds(query).await, expected, "{query}");
    }
    assert_eq!(grace.finds("is:saved is:thread").await, ["tea root"]);
    ada.pins(&pinned, false).await;
    assert_eq!(ada.finds("is:pinned").await, [""; 0]);
}

#[tokio::test]
async fn dates_are_days_where_the_person_is() {
    let (server, room, [ada, grace]) = workspace().await;
    for body in ["tea one", "tea two", "tea three", "tea now"] {
        ada.says(room, body).await;
    }
    let mut database = open_database(server.data()).await;
    for (body, at) in [
        ("tea one", "2026-03-01T12:00:00Z"),
        ("tea two", "2026-03-02T20:00:00Z"),
        ("tea three", "2026-03-03T12:00:00Z"),
    ] {
        let at: protocol::Timestamp = at.parse().expect("a time");
        let set = sqlx::query("UPDATE messages SET at = ? WHERE body = ?")
            .bind(at.0)
            .bind(body);
        set.execute(&mut database).await.expect("set");
    }
    let status = grace
        .updates_profile(&json!({ "time_zone": "Asia/Tokyo" }))
        .await;
    assert_eq!(status, 204);
    for (query, expected) in [
        ("tea on:2026-03-02", &["tea two"][..]),
        ("before:2026-03-02", &["tea one"]),
        ("tea after:2026-03-02", &["tea now", "tea three"]),
        ("after:2026-03-01 before:2026-03-03", &["tea two"]),
        ("on:2026-03", &["tea three", "tea two", "tea one"]),
        ("tea on:today", &["tea now"]),
        ("tea -on:2026-03-02 -on:today", &["tea three", "tea one"]),
        ("tea before:1990", &[]),
        ("tea after:9999", &[]),
    ] {
        assert_eq!(ada.finds(query).await, expected, "{query}");
    }
    // In Tokyo it was the next day.
    assert_eq!(grace.finds("tea on:2026-03-02").await, [""; 0]);
    assert_eq!(
        grace.finds("tea on:2026-03-03").await,
        ["tea three", "tea two"]
    );
}

#[tokio::test]
async fn a_name_finds_mentions_of_whoever_has_it_now() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let secret = ada.closed_room("Treasury").await;
    ada.says(room, &format!("Ask {}, please", mention(&grace)))
        .await;
    ada.says(room, &format!("See <#{secret}>")).await;
    assert_eq!(linus.finds("grace").await.len(), 1);
    assert_eq!(linus.finds("ask gra").await.len(), 1);
    assert_eq!(linus.finds("ask -grace").await, [""; 0]);
    grace.takes_name("Amazing").await;
    assert_eq!(linus.finds("grace").await, [""; 0]);
    assert_eq!(linus.finds("amazing").await.len(), 1);
    // The name of a room that the person may not know finds nothing.
    assert_eq!(ada.finds("treasury").await.len(), 1);
    assert_eq!(linus.finds("treasury").await, [""; 0]);
    let page = linus.searches("see").await;
    assert_eq!(
        super::shown(&page.results[0].snippet),
        "[See] a private room"
    );
    let page = linus.searches("amazing").await;
    assert_eq!(
        super::shown(&page.results[0].snippet),
        "Ask @[Amazing], please"
    );
}
