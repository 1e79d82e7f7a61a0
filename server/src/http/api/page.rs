//! Query parameters that choose a page of a list: `before`, `after`, `around` and `limit`.

use crate::{http::error::ApiError, store::Window};
use locale::text;
use protocol::{MessageId, limits};
use serde::Deserialize;

/// Page of a conversation's messages, which are numbered by `seq`.
#[derive(Deserialize)]
pub(crate) struct MessageQuery {
    before: Option<u64>,
    after: Option<u64>,
    around: Option<u64>,
    limit: Option<u32>,
}

impl MessageQuery {
    /// Returns the part of the conversation and the most messages of it.
    pub(super) fn window(self) -> Result<(Window, u32), ApiError> {
        let window = match (self.before, self.after, self.around) {
            (None, None, None) => Window::Newest,
            (Some(seq), None, None) => Window::Before(seq),
            (None, Some(seq), None) => Window::After(seq),
            (None, None, Some(seq)) => Window::Around(seq),
            _ => {
                let detail = text().problem_one_place();
                return Err(ApiError::Malformed(detail.into()));
            }
        };
        match self.limit.unwrap_or(limits::PAGE_DEFAULT) {
            0 => Err(ApiError::Malformed(text().problem_limit().into())),
            limit => Ok((window, limit.min(limits::PAGE_MAX))),
        }
    }
}

/// Page of a list of messages in another order than their numbers.
#[derive(Deserialize)]
pub(crate) struct ListQuery {
    /// The last message of the previous page. `None` for the first page.
    pub(super) after: Option<MessageId>,
}

/// Page of a list of threads or messages, with a bound on their number.
#[derive(Deserialize)]
pub(crate) struct LimitedListQuery {
    /// The last entry of the previous page. `None` for the first page.
    pub(super) after: Option<MessageId>,
    limit: Option<u32>,
}

impl LimitedListQuery {
    /// Returns the most entries of the page.
    pub(super) fn limit(&self) -> u32 {
        let limit = self.limit.unwrap_or(limits::PAGE_DEFAULT);
        limit.clamp(1, limits::THREADS_MAX)
    }
}

/// Page of a message's earlier versions.
#[derive(Deserialize)]
pub(crate) struct VersionQuery {
    /// The number of a version, which ends the page. `None` for the newest versions.
    pub(super) before: Option<u64>,
}
