//! Bounds the decoding of images, each of which may take a few hundred megabytes.

use crate::jobs::turns::Turns;
use protocol::UserId;
use std::{io, sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

/// The most images that are decoded at once.
const AT_ONCE: usize = 1;

/// Turns of people to decode images. Clones share them.
#[derive(Clone)]
pub(crate) struct Decoding {
    pub(super) permits: Arc<Semaphore>,
    /// One image of each person is decoded or waits.
    pub(super) turns: Arc<Turns<UserId>>,
    /// The longest time of the wait and the decoding together.
    pub(super) patience: Duration,
}

impl Decoding {
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            turns: Arc::default(),
            patience,
        }
    }

    /// Decodes an image of a person. Returns `None` if that took too long, with the wait, or if the decoder panicked.
    ///
    /// # Errors
    /// If `bytes`, which are awaited when it is the person's turn, cannot be read.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        owner: UserId,
        bytes: impl Future<Output = io::Result<Vec<u8>>>,
        decode: impl FnOnce(Vec<u8>) -> T + Send + 'static,
    ) -> io::Result<Option<T>> {
        let decoded = async {
            let turn = self.turns.turn(owner).await;
            let permit = Arc::clone(&self.permits).acquire_owned().await;
            let bytes = bytes.await?;
            // The turn lasts as long as the work, which nothing can stop, even after the timeout.
            let work = spawn_blocking(move || {
                let decoded = decode(bytes);
                drop((turn, permit));
                decoded
            });
            Ok(match work.await {
                Ok(decoded) => Some(decoded),
                Err(error) => {
                    tracing::warn!(%error, %owner, "an image could not be decoded");
                    None
                }
            })
        };
        timeout(self.patience, decoded).await.unwrap_or_else(|_| {
            tracing::warn!(%owner, "an image took too long to decode");
            Ok(None)
        })
    }
}
