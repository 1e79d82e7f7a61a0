//! The removal of old events from the log.

use super::*;

#[tokio::test]
async fn trimming_removes_old_events_but_no_history() {
    let place = Place::new(64).await;
    // More than one step takes.
    for number in 0..600 {
        place.says(&number.to_string()).await;
    }
    let (store, ada) = (&place.store, place.ada);
    let room = StreamId::Room(place.everyone);
    assert_eq!(store.trim(Timestamp(0)).await.expect("trimmed"), 0);

    let mut stranger = place.stranger().await;
    sqlx::query("UPDATE events SET at = 5 WHERE stream = ? AND seq <= 550")
        .bind(place.everyone.0)
        .execute(&mut stranger)
        .await
        .expect("aged");
    assert_eq!(store.trim(Timestamp(5)).await.expect("trimmed"), 0);
    assert_eq!(store.trim(Timestamp(6)).await.expect("trimmed"), 550);

    let page = store.events_after(ada, room, 550, 1000, 100_000).await;
    let page = page.expect("a page").expect("visible");
    let seqs: Vec<_> = page.events.iter().map(|event| event.seq).collect();
    assert_eq!(seqs, (551..=601).collect::<Vec<_>>());
    let oldest = store.history(ada, place.everyone, Window::After(0), 10);
    assert_eq!(oldest.await.expect("history").messages[0].body, "0");
    place.says("Numbered on").await;

    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM events")
        .fetch_one(&mut stranger)
        .await
        .expect("a count");
    let trimmed = store.trim(Timestamp(i64::MAX)).await.expect("trimmed");
    assert_eq!(trimmed, left.unsigned_abs());
}

#[tokio::test]
async fn an_old_event_after_a_young_one_stays_so_that_the_log_has_no_gap() {
    let place = Place::new(64).await;
    for body in ["One", "Two", "Three"] {
        place.says(body).await;
    }
    let mut stranger = place.stranger().await;
    sqlx::query("UPDATE events SET at = 5 WHERE stream = ? AND seq IN (1, 3)")
        .bind(place.everyone.0)
        .execute(&mut stranger)
        .await
        .expect("aged");
    assert_eq!(place.store.trim(Timestamp(6)).await.expect("trimmed"), 1);
}
