//! Storage of many edits of one message.

use super::*;
use protocol::VersionPage;

impl Place {
    async fn versions(&self, message: &Message, before: Option<u64>) -> VersionPage {
        let target = Self::target(message);
        let page = self.store.versions(self.ada, target, before).await;
        page.expect("a page")
    }

    /// The numbers of all texts that are kept, from the newest on, read page by page.
    async fn kept(&self, message: &Message) -> Vec<u64> {
        let mut kept: Vec<u64> = Vec::new();
        loop {
            let page = self.versions(message, kept.last().copied()).await;
            let bytes: usize = page.versions.iter().map(|it| it.body.len()).sum();
            // No more than the bound and the text that goes beyond it.
            assert!(bytes <= 128 * 1024 + 4 * limits::MESSAGE_CHARS, "{bytes}");
            kept.extend(page.versions.iter().map(|it| it.number));
            if !page.more {
                return kept;
            }
        }
    }

    /// The bytes of text in all pages of the room's log, for one who has nothing of it.
    async fn bytes_caught_up(&self) -> usize {
        let stream = StreamId::Room(self.everyone);
        let (mut cursor, mut bytes) = (0, 0);
        loop {
            let page = self
                .store
                .events_after(self.ada, stream, cursor, 200, 128 * 1024);
            let page = page.await.expect("a page").expect("visible");
            let json = serde_json::to_string(&page.events).expect("JSON");
            bytes += json.matches('x').count();
            match page.events.last() {
                Some(last) => cursor = last.seq,
                None => return bytes,
            }
        }
    }
}

#[tokio::test]
async fn the_first_and_the_newest_of_many_earlier_texts_are_kept() {
    let place = Place::new(64).await;
    let message = place.says("Text 0").await;
    for number in 1..=150 {
        place.edits(&message, format!("Text {number}")).await;
    }
    let expected: Vec<u64> = (51..=150).rev().chain([1]).collect();
    assert_eq!(place.kept(&message).await, expected);
    let page = place.versions(&message, Some(2)).await;
    assert_eq!(page.versions[0].body, "Text 0");
}

#[tokio::test]
async fn fewer_long_earlier_texts_are_kept() {
    let place = Place::new(64).await;
    let long = |number: usize| format!("{number}{}", "🦀".repeat(limits::MESSAGE_CHARS - 2));
    let message = place.says(&long(0)).await;
    for number in 1..=20 {
        place.edits(&message, long(number)).await;
    }
    // Six of 160 KB are less than 1 MB, seven are more.
    assert_eq!(place.kept(&message).await, [20, 19, 18, 17, 16, 15, 1]);
}

#[tokio::test]
async fn catching_up_brings_the_text_of_a_much_edited_message_at_most_twice() {
    let place = Place::new(64).await;
    let text = |number: usize| format!("{number} {}", "x".repeat(20_000));
    let message = place.says(&text(0)).await;
    for number in 1..=250 {
        place.edits(&message, text(number)).await;
        if number == 100 {
            place.says("x").await;
        }
    }
    // With its creation, and with the last edit, which is in another page.
    assert_eq!(place.bytes_caught_up().await, 2 * 20_000 + 1);
    // Within a page, once.
    let short = place.says(&"x".repeat(50)).await;
    place.edits(&short, "x".repeat(70)).await;
    assert_eq!(place.bytes_caught_up().await, 2 * 20_000 + 1 + 70);
}
