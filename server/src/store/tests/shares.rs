//! Each person's share of the writer's queue.

use super::*;

#[tokio::test]
async fn one_persons_changes_fill_only_their_share_of_the_queue() {
    let place = Place::new(64).await;
    let (ada, grace) = (WriterShare::new(2), WriterShare::new(2));
    let send = |share: &WriterShare| share.within(|| place.send(place.message("Tea")));
    // Queued without a pause, so that the writer takes nothing in between.
    let first = send(&ada);
    let second = send(&ada);
    assert!(matches!(send(&ada).await, Err(StoreError::Busy)));
    let others = send(&grace);
    // The server's own changes have no share.
    let own = place.send(place.message("Due"));
    for pending in [first, second, others, own] {
        pending.await.expect("sent");
    }
    send(&ada).await.expect("there is room again");
}

#[tokio::test]
async fn a_queued_change_counts_even_if_nobody_waits_for_it() {
    let place = Place::new(64).await;
    let ada = WriterShare::new(2);
    let send = || ada.within(|| place.send(place.message("Tea")));
    drop((send(), send()));
    assert!(matches!(send().await, Err(StoreError::Busy)));
    // Another person's change is made after both.
    place.says("Coffee").await;
    send().await.expect("there is room again");
}
