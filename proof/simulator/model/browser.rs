//! A browser of one person, and its storage, which outlives its tabs.

use crate::token::TokenHash;
use client::{OutboxChange, PendingMessage};
use protocol::{ClientId, UserId};
use std::collections::BTreeMap;

/// One browser of one person.
pub(crate) struct SimulatedBrowser {
    pub(crate) user: UserId,
    pub(crate) token: TokenHash,
    pub(crate) storage: BTreeMap<ClientId, PendingMessage>,
    /// In the order of opening. The first holds the lock of the outbox and sends.
    pub(crate) tabs: Vec<TabId>,
    /// Counts the attempts to load the page: only the last one counts.
    pub(crate) opening: u64,
    /// Until when no connection can be opened.
    pub(crate) dark_until: u64,
}

/// A job of the storage for a tab. Jobs are done in order, and not at all after the tab is closed.
pub(crate) enum StorageJob {
    Keep(PendingMessage),
    Forget(ClientId),
    Tell(OutboxChange),
    Restore,
    TakeOver,
}

impl SimulatedBrowser {
    pub(crate) fn new(user: UserId, token: TokenHash) -> Self {
        Self {
            user,
            token,
            storage: BTreeMap::new(),
            tabs: Vec::new(),
            opening: 0,
            dark_until: 0,
        }
    }
}

/// Names a tab until its page is reloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TabId(pub(crate) u64);
