use crate::token::TokenHash;
use app::{model::StreamId, protocol::Event};

/// What a transaction brought about, to be told once it is on disk and before the next one's.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// In the order in which they happened.
    pub(crate) events: Vec<(StreamId, Event)>,
    /// Sessions that are over.
    pub(crate) ended: Vec<TokenHash>,
}

impl News {
    pub(super) fn append(&mut self, mut more: Self) {
        self.events.append(&mut more.events);
        self.ended.append(&mut more.ended);
    }
}
