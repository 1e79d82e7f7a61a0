//! One open connection: carries frames between the client, the session, the store and the hub. [`core`] decides; this file
//! does the I/O.

mod backlog;
mod bounds;
pub(crate) mod core;
pub(crate) mod ending;
mod farewell;
mod output;
pub(crate) mod work;

pub(crate) use farewell::turn_away;

use self::core::{Bounds, Core, Output, WorkResult};
use crate::{
    app_state::AppState,
    live::{
        allowance::ConnectionSlot,
        hub::{Dismissal, encode},
        transport::{Disconnected, Transport},
    },
    store::Store,
    token::TokenHash,
    tuning::Tuning,
};
use axum::extract::ws::Utf8Bytes;
use ending::Ending;
use futures::{StreamExt as _, future::BoxFuture, stream::FuturesUnordered};
use protocol::UserId;
use std::sync::Arc;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

/// One client's connection, from the handshake to the close.
pub(crate) struct Connection {
    transport: Transport,
    core: Core,
    store: Store,
    tuning: Arc<Tuning>,
    user: UserId,
    token: TokenHash,
    slot: ConnectionSlot,
    stopping: CancellationToken,
    /// Work in progress.
    work: FuturesUnordered<BoxFuture<'static, WorkResult>>,
}

impl Connection {
    pub(crate) fn new(
        transport: Transport,
        state: &AppState,
        slot: ConnectionSlot,
        user: UserId,
        token: TokenHash,
    ) -> Self {
        let tuning = Arc::clone(&state.tuning);
        // Before anything is read for this client: from now on the hub knows every room that the person enters or
        // leaves, and of the end of the session.
        let subscription = state.hub.enter(user, token);
        let allowance = Arc::clone(&slot.allowance);
        let bounds = Bounds::from(&*tuning);
        Self {
            transport,
            core: Core::new(user, subscription, allowance, bounds, Instant::now()),
            store: state.store.clone(),
            tuning,
            user,
            token,
            slot,
            stopping: state.stopping.clone(),
            work: FuturesUnordered::new(),
        }
    }

    /// Serves the client until either side ends the connection.
    pub(crate) async fn run(mut self) {
        tracing::debug!(user = %self.user, "connected");
        let ending = loop {
            if let Err(ending) = self.turn().await {
                break ending;
            }
        };
        tracing::debug!(user = %self.user, ?ending, "disconnected");
        if ending == Ending::ShuttingDown {
            // Commands in progress are finished: their acks go out before the close.
            let _ = timeout(self.tuning.shutdown / 2, self.answer_all()).await;
        }
        farewell::close(&mut self.transport, ending, &self.tuning).await;
    }

    /// Waits for the next input, hands it to the core and performs its output.
    async fn turn(&mut self) -> Result<(), Ending> {
        let wake_at = self.core.wake_at();
        let listening = self.core.is_listening();
        let output = tokio::select! {
            dismissal = &mut self.core.subscription.dismissal => {
                self.core.dismiss(dismissal.unwrap_or(Dismissal::Lagged))
            }
            () = self.stopping.cancelled() => Err(Ending::ShuttingDown),
            received = self.transport.receive(), if listening => {
                self.core.receive(received, Instant::now())
            }
            Some(delivery) = self.core.subscription.deliveries.recv() => self.core.deliver(delivery),
            Some(result) = self.work.next(), if !self.work.is_empty() => self.core.finish(result),
            () = sleep_until(wake_at) => self.core.tick(Instant::now()),
        };
        self.perform(output?).await
    }

    async fn perform(&mut self, output: Output) -> Result<(), Ending> {
        for frame in output.frames {
            self.write(frame).await?;
        }
        for work in output.work {
            let work = self.start(work);
            self.work.push(work);
        }
        Ok(())
    }

    /// Writes a frame. A client that was dismissed gets nothing more, whatever was read for it before.
    async fn write(&mut self, text: Utf8Bytes) -> Result<(), Ending> {
        if let Ok(dismissal) = self.core.subscription.dismissal.try_recv() {
            return Err(dismissal.into());
        }
        match timeout(self.tuning.write, self.transport.send(text)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Disconnected)) => Err(Ending::Gone),
            Err(_) => Err(Ending::Lagged),
        }
    }

    async fn answer_all(&mut self) {
        while let Some(result) = self.work.next().await {
            if let WorkResult::Answer(frame) = result
                && let Some(text) = encode(&frame)
                && self.write(text).await.is_err()
            {
                return;
            }
        }
    }
}
