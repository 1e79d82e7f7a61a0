use crate::{files::FileHash, token::TokenHash};
use protocol::{Event, StreamId, UserId};

/// What a transaction brought about, to be told once it is on disk and before the next one's.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// In the order in which they happened.
    pub(crate) events: Vec<(StreamId, Event)>,
    /// Sessions that are over.
    pub(crate) ended: Vec<TokenHash>,
    /// Contents of files that one file less has: it may have been the last.
    pub(crate) freed: Vec<FileHash>,
    /// People who see other things from now on.
    pub(crate) recast: Vec<UserId>,
}

impl News {
    pub(crate) fn append(&mut self, mut more: Self) {
        self.events.append(&mut more.events);
        self.ended.append(&mut more.ended);
        self.freed.append(&mut more.freed);
        self.recast.append(&mut more.recast);
    }
}
