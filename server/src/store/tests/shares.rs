//! Each person's share of the writer's queue.

use super::*;

#[tokio::test]
async fn of_one_persons_changes_only_their_share_waits_and_others_find_room() {
    let place = Place::new(64).await;
    let (ada, grace) = (WriterShare::new(2), WriterShare::new(2));
    let send = |share: &WriterShare| share.within(|| place.store.send(place.message("Tea")));
    // Queued without a pause, so that the writer takes nothing in between.
    let first = send(&ada).expect("queued");
    let second = send(&ada).expect("queued");
    assert!(matches!(send(&ada), Err(StoreError::Busy)));
    let others = send(&grace).expect("queued");
    // The server's own changes have no share.
    let own = place.store.send(place.message("Due")).expect("queued");
    for pending in [first, second, others, own] {
        pending.await.expect("sent");
    }
    let again = send(&ada).expect("there is room again");
    again.await.expect("sent");
}

#[tokio::test]
async fn a_change_counts_until_it_is_made_also_when_nobody_waits_for_it() {
    let place = Place::new(64).await;
    let ada = WriterShare::new(2);
    let send = || ada.within(|| place.store.send(place.message("Tea")));
    drop((send().expect("queued"), send().expect("queued")));
    assert!(matches!(send(), Err(StoreError::Busy)));
    // What another sends is made after both.
    place.says("Coffee").await;
    send().expect("there is room again").await.expect("sent");
}
