//! Bounds of the rooms that one person creates, and the writer's work to delete them.

use super::*;
use protocol::RoomKind;
use sqlx::Executor as _;

impl Place {
    async fn makes_room(&self) -> Result<RoomId, StoreError> {
        let room = self
            .store
            .create_room(self.ada, "Tea".to_owned(), RoomKind::Open);
        room.await.map(|room| room.id)
    }

    async fn makes_rooms(&self, count: i64) {
        for _ in 0..count {
            self.makes_room().await.expect("a room");
        }
    }

    async fn runs(&self, sql: &'static str) {
        let mut stranger = self.stranger().await;
        stranger.execute(sql).await.expect("done");
    }
}

#[tokio::test]
async fn the_rooms_that_a_person_creates_are_bounded_per_day_and_in_all() {
    let place = Place::new(64).await;
    // With the first room, which they made as well.
    place.makes_rooms(limits::ROOMS_A_DAY - 1).await;
    let refused = place.makes_room().await;
    let bound = RoomBound::ADay(limits::ROOMS_A_DAY);
    assert!(matches!(refused, Err(StoreError::TooManyRooms(told)) if told == bound));

    let yesterday = "UPDATE rooms SET created_at = created_at - 25 * 60 * 60 * 1000";
    for _ in 1..limits::ROOMS_MADE / limits::ROOMS_A_DAY {
        place.runs(yesterday).await;
        place.makes_rooms(limits::ROOMS_A_DAY).await;
    }
    place.runs(yesterday).await;
    let refused = place.makes_room().await;
    let bound = RoomBound::InAll(limits::ROOMS_MADE);
    assert!(matches!(refused, Err(StoreError::TooManyRooms(told)) if told == bound));
    // One that is deleted makes way.
    let rooms = place.store.rooms(place.ada).await.expect("rooms");
    let last = rooms.last().expect("a room").id;
    let deleted = place.store.delete_room(place.ada, last).await;
    deleted.expect("deleted");
    place.makes_room().await.expect("a room");
}

#[tokio::test]
async fn a_long_room_is_erased_in_steps_between_other_changes() {
    let place = Place::new(512).await;
    let tea = place.makes_room().await.expect("a room");
    for number in 0..201 {
        let message = NewMessage {
            room: tea,
            ..place.message(&format!("secret {number}"))
        };
        place.send(message).await.expect("sent");
    }
    let deleted = place.store.delete_room(place.ada, tea).await;
    deleted.expect("deleted");
    let store = place.store.clone();
    let erasing = tokio::spawn(async move { store.erase_deleted_room().await });
    let mut said = 0;
    while !erasing.is_finished() {
        place.says("Meanwhile").await;
        said += 1;
    }
    assert!(erasing.await.expect("no panic").expect("erased"));
    assert!(said > 1, "{said} messages in between");
    let again = place.store.erase_deleted_room().await;
    assert!(!again.expect("nothing is left"));
    let mut stranger = place.stranger().await;
    let left = "SELECT count(*) FROM messages WHERE body LIKE 'secret%'";
    let left: i64 = sqlx::query_scalar(left)
        .fetch_one(&mut stranger)
        .await
        .expect("a count");
    assert_eq!(left, 0);
}
