//! A part of a list of messages.

use protocol::MessageId;
use serde::Deserialize;

/// Which page of a list is asked for.
#[derive(Deserialize)]
pub(crate) struct ListPage {
    /// The last message of the page before; the first page without it.
    pub(super) after: Option<MessageId>,
}
