//! A database that cannot be written, and then can again.

use super::*;
use crate::store::engine::change::Tx;
use std::time::Duration;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(30);

impl Place {
    /// Lets the database's file grow no further.
    async fn fill(&self) {
        async fn fill(tx: &mut Tx<'_>) -> Result<(), StoreError> {
            sqlx::query("PRAGMA max_page_count = 1")
                .execute(&mut **tx)
                .await?;
            Ok(())
        }
        let filled = self.store.writer.submit(|tx| Box::pin(fill(tx)));
        filled.await.expect("full");
    }

    /// Makes a change that finds the connection broken.
    fn find_broken(&self) -> Submitted<()> {
        self.store
            .writer
            .submit(|_| Box::pin(async { Err(sqlx::Error::WorkerCrashed.into()) }))
    }

    /// Waits until the store has found out by itself that it can save.
    async fn can_save_again(&self) {
        let recovered = timeout(PATIENCE, self.store.writer.recovered()).await;
        recovered.expect("it recovers");
        self.store.check().await.expect("it works");
    }

    async fn bodies(&self) -> Vec<String> {
        let page = self
            .store
            .history(self.ada, self.everyone, Window::Newest, 200);
        let messages = page.await.expect("reading goes on").messages;
        messages.into_iter().map(|message| message.body).collect()
    }
}

#[tokio::test]
async fn changes_are_refused_while_the_disk_is_full_and_accepted_afterwards() {
    let place = Place::new(64).await;
    let mut stranger = place.stranger().await;
    sqlx::raw_sql(
        "CREATE TABLE ballast (filler BLOB); INSERT INTO ballast VALUES (zeroblob(1000000))",
    )
    .execute(&mut stranger)
    .await
    .expect("ballast");
    place.fill().await;

    let text = "x".repeat(4000);
    let mut acked = Vec::new();
    let refused = loop {
        let body = format!("{} {text}", acked.len());
        let message = place.message(&body);
        match place.send(message.clone()).await {
            Ok(_) => acked.push(body),
            Err(StoreError::CannotSave) => break message,
            Err(error) => panic!("{error}"),
        }
        assert!(acked.len() < 100, "the disk is never full");
    };
    assert!(matches!(
        place.store.check().await,
        Err(StoreError::CannotSave)
    ));
    assert_eq!(place.bodies().await, acked);

    sqlx::raw_sql("DELETE FROM ballast")
        .execute(&mut stranger)
        .await
        .expect("space");
    place.can_save_again().await;
    acked.push(refused.body.clone());
    let sent = place.send(refused).await;
    assert!(!sent.expect("saved").repeated);
    assert_eq!(place.bodies().await, acked);
}

#[tokio::test]
async fn a_writer_reopens_a_broken_connection() {
    let place = Place::new(64).await;
    let broken = place.find_broken().await;
    assert!(matches!(broken, Err(StoreError::CannotSave)));
    place.can_save_again().await;
    place.says("Mended").await;
    assert_eq!(place.bodies().await, ["Mended"]);
}

#[tokio::test]
async fn a_failed_transaction_is_reported_as_not_saved_and_leaves_nothing() {
    let place = Place::new(64).await;
    place.says("Before").await;
    let told = place.published.lock().expect("no panic").len();
    // Queued without a pause, so that the writer takes them in one transaction.
    let sent = place.send(place.message("With it"));
    let refused = place.send(place.message(" "));
    let broken = place.find_broken();
    let (sent, refused, broken) = tokio::join!(sent, refused, broken);
    assert!(matches!(sent, Err(StoreError::CannotSave)));
    assert!(matches!(refused, Err(StoreError::CannotSave)));
    assert!(matches!(broken, Err(StoreError::CannotSave)));
    place.can_save_again().await;
    assert_eq!(place.bodies().await, ["Before"]);
    assert_eq!(place.published.lock().expect("no panic").len(), told);
}
