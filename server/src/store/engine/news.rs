//! News: the events and other effects of a transaction, which the rest of the server learns.

use crate::{files::FileHash, token::TokenHash};
use protocol::{Event, StreamId, UserId};

/// Receives the news of every transaction, in order, after it is on disk. Must not block.
pub(crate) type Publish = Box<dyn FnMut(News) + Send>;

/// What a transaction changed, published once it is on disk and before the next transaction's news.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// In the order in which they happened.
    pub(crate) events: Vec<(StreamId, Event)>,
    /// Sessions that ended.
    pub(crate) ended: Vec<TokenHash>,
    /// Contents that one file less refers to; it may have been the last.
    pub(crate) freed: Vec<FileHash>,
    /// People whose permissions changed: their connections must start over.
    pub(crate) invalidated: Vec<UserId>,
    /// True if words were removed from the index.
    pub(crate) unindexed: bool,
}

impl News {
    pub(crate) fn append(&mut self, mut more: Self) {
        self.events.append(&mut more.events);
        self.ended.append(&mut more.ended);
        self.freed.append(&mut more.freed);
        self.invalidated.append(&mut more.invalidated);
        self.unindexed |= more.unindexed;
    }
}
