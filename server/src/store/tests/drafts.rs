//! Bounds of the stored drafts, and clocks that are set back.

use super::*;
use crate::store::engine::change::Emitted;
use protocol::Conversation;

impl Place {
    fn draft(&self, thread: Option<&Message>, body: &str, at: i64) -> Draft {
        Draft {
            room: self.everyone,
            thread: thread.map(|root| root.id),
            body: body.to_owned(),
            edited_at: Timestamp(at),
        }
    }

    async fn keeps(&self, draft: Draft) -> Option<Emitted> {
        let kept = self.store.keep_draft(self.ada, draft);
        kept.await.expect("done")
    }

    async fn draft_of(&self, thread: Option<&Message>) -> Option<Draft> {
        let at = Conversation {
            room: self.everyone,
            thread: thread.map(|root| root.id),
        };
        let mut view = self.store.view().await.expect("a view");
        let draft = crate::store::drafts::find(&mut view, self.ada, at).await;
        draft.expect("read")
    }

    /// The drafts that the person's devices were told are dropped.
    fn dropped(&self) -> Vec<Option<protocol::MessageId>> {
        let published = self.published.lock().expect("no panic");
        let kinds = published.iter().map(|(_, event)| &event.kind);
        let dropped = kinds.filter_map(|kind| match kind {
            EventKind::DraftDropped { thread, .. } => Some(*thread),
            _ => None,
        });
        dropped.collect()
    }
}

#[tokio::test]
async fn the_oldest_of_too_many_drafts_are_dropped_empty_ones_first() {
    let place = Place::new(64).await;
    let mut roots = Vec::new();
    for number in 0..202 {
        roots.push(place.says(&format!("Root {number}")).await);
    }
    place.keeps(place.draft(None, "To everyone", 5)).await;
    for (number, root) in roots.iter().take(199).enumerate() {
        let body = if number == 50 { "" } else { "Begun" };
        place
            .keeps(place.draft(Some(root), body, 1_000 + number as i64))
            .await;
    }
    assert!(place.dropped().is_empty());
    // One more: the empty one goes, though others are older; then the oldest.
    place
        .keeps(place.draft(Some(&roots[199]), "Begun", 9_000))
        .await;
    assert_eq!(place.dropped(), [Some(roots[50].id)]);
    place
        .keeps(place.draft(Some(&roots[200]), "Begun", 1))
        .await;
    assert_eq!(place.dropped(), [Some(roots[50].id), None]);
    assert_eq!(place.draft_of(None).await, None);
    // The draft that was just written stays, however old its device says that it is.
    assert!(place.draft_of(Some(&roots[200])).await.is_some());
    assert!(place.draft_of(Some(&roots[0])).await.is_some());
}

#[tokio::test]
async fn the_oldest_of_too_long_drafts_are_dropped() {
    let place = Place::new(64).await;
    let long = "🦀".repeat(limits::MESSAGE_CHARS);
    let mut roots = Vec::new();
    for number in 0..10 {
        let root = place.says(&format!("Root {number}")).await;
        place
            .keeps(place.draft(Some(&root), &long, 1_000 + number))
            .await;
        roots.push(root);
    }
    // Six of 160 KB are less than 1 MB, seven are more.
    let oldest: Vec<_> = roots[..4].iter().map(|root| Some(root.id)).collect();
    assert_eq!(place.dropped(), oldest);
    for (number, root) in roots.iter().enumerate() {
        assert_eq!(place.draft_of(Some(root)).await.is_some(), number >= 4);
    }
}

#[tokio::test]
async fn catching_up_brings_the_text_of_a_draft_once() {
    let place = Place::new(64).await;
    let root = place.says("Tea?").await;
    for number in 0..30 {
        let body = "x".repeat(100 + number);
        place
            .keeps(place.draft(Some(&root), &body, 1_000 + number as i64))
            .await;
    }
    place.keeps(place.draft(None, "xyz", 1_000)).await;
    let mine = StreamId::User(place.ada);
    let page = place.store.events_after(place.ada, mine, 0, 200, 1_000_000);
    let events = page.await.expect("a page").expect("visible").events;
    let told: Vec<_> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::DraftChanged { draft } => Some(draft.body.len()),
            _ => None,
        })
        .collect();
    assert_eq!(told, [129, 3]);
    let superseded = events
        .iter()
        .filter(|event| event.kind == EventKind::Superseded);
    assert_eq!(superseded.count(), 29);
}

#[tokio::test]
async fn a_draft_is_kept_after_the_servers_clock_was_set_back() {
    let place = Place::new(64).await;
    let hour = 60 * 60 * 1_000;
    let now = chrono::Utc::now().timestamp_millis();
    place.keeps(place.draft(None, "Before", now)).await;
    // The clock was an hour ahead then.
    let mut database = place.stranger().await;
    sqlx::query("UPDATE drafts SET edited_at = edited_at + ?")
        .bind(hour)
        .execute(&mut database)
        .await
        .expect("ahead");
    let after = place.draft(None, "After", now + hour + 5_000);
    assert!(place.keeps(after).await.is_some());
    let kept = place.draft_of(None).await.expect("a draft");
    assert_eq!(
        (kept.body.as_str(), kept.edited_at.millis()),
        ("After", now + hour + 1)
    );
    // What is older stays so.
    let older = place.draft(None, "Older", now + hour - 5_000);
    assert_eq!(place.keeps(older).await, None);
    let next = place.draft(None, "Next", now + hour + 6_000);
    assert!(place.keeps(next).await.is_some());
}
