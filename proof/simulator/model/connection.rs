//! A connection of the simulated server: the product's [`Core`] with queues in the place of its I/O.

use super::network::WireId;
use crate::{
    live::{
        allowance::Allowance,
        connection::{
            core::{Bounds, Core, Output, WorkResult},
            ending::Ending,
        },
        hub::{Dismissal, Subscription},
        transport::Received,
    },
    token::TokenHash,
};
use protocol::UserId;
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::time::Instant;

/// Small bounds, so that runs reach them.
const BOUNDS: Bounds = Bounds {
    pipeline: 6,
    deferred: 3,
    backlog: 64,
    heartbeat: Duration::from_secs(5),
    silence: Duration::from_millis(12_500),
    hello: Duration::from_secs(10),
};

pub(crate) struct SimulatedConnection {
    pub(crate) user: UserId,
    pub(crate) token: TokenHash,
    pub(crate) core: Core,
    /// Frames from the client. `None` is its close.
    pub(crate) inbox: VecDeque<Option<String>>,
    pub(crate) results: VecDeque<WorkResult>,
    /// Work that was started and whose result is not in `results` yet.
    pub(crate) in_progress: usize,
    /// Until when it is blocked in writing to a client that does not read.
    pub(crate) blocked_until: u64,
    /// Whether its next turn is scheduled.
    pub(crate) is_scheduled: bool,
}

/// An input that a connection can handle next.
#[derive(Clone, Copy)]
pub(crate) enum Input {
    Dismissal(Dismissal),
    Inbox,
    Delivery,
    Result,
}

impl SimulatedConnection {
    pub(crate) fn new(
        user: UserId,
        token: TokenHash,
        subscription: Subscription,
        allowance: Arc<Allowance>,
        now: Instant,
    ) -> Self {
        Self {
            user,
            token,
            core: Core::new(user, subscription, allowance, BOUNDS, now),
            inbox: VecDeque::new(),
            results: VecDeque::new(),
            in_progress: 0,
            blocked_until: 0,
            is_scheduled: false,
        }
    }

    /// Returns the inputs that are ready. The product's `select!` takes any of them.
    pub(crate) fn ready(&mut self) -> Vec<Input> {
        if let Ok(dismissal) = self.core.subscription.dismissal.try_recv() {
            // It is received only once, so it is handled at once.
            return vec![Input::Dismissal(dismissal)];
        }
        let mut ready = Vec::new();
        if !self.inbox.is_empty() && self.core.is_listening() {
            ready.push(Input::Inbox);
        }
        if !self.core.subscription.deliveries.is_empty() {
            ready.push(Input::Delivery);
        }
        if !self.results.is_empty() {
            ready.push(Input::Result);
        }
        ready
    }

    pub(crate) fn handle(&mut self, input: Input, now: Instant) -> Result<Output, Ending> {
        match input {
            Input::Dismissal(dismissal) => self.core.dismiss(dismissal),
            Input::Inbox => {
                let frame = self.inbox.pop_front().flatten();
                let frame = frame.map_or(Received::Closed, |text| Received::Text(text.into()));
                self.core.receive(frame, now)
            }
            Input::Delivery => match self.core.subscription.deliveries.try_recv() {
                Ok(delivery) => self.core.deliver(delivery),
                Err(_) => Ok(Output::default()),
            },
            Input::Result => match self.results.pop_front() {
                Some(result) => self.core.finish(result),
                None => Ok(Output::default()),
            },
        }
    }

    pub(crate) fn is_idle(&self) -> bool {
        let queues = self.inbox.is_empty() && self.results.is_empty();
        queues && self.in_progress == 0 && self.core.subscription.deliveries.is_empty()
    }

    /// Describes what is not idle.
    pub(crate) fn unrest(&self, id: WireId) -> String {
        format!(
            "{id:?}: {} frames, {} results, {} in progress, {} deliveries, scheduled: {}",
            self.inbox.len(),
            self.results.len(),
            self.in_progress,
            self.core.subscription.deliveries.len(),
            self.is_scheduled
        )
    }
}
