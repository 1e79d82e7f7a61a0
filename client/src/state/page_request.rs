//! Request for a page of history.

/// Request for a page of history. If the page has `limit` messages, there may be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRequest {
    /// The newest messages.
    Newest { limit: usize },
    /// Messages before `before`, the first one in the window.
    Older { before: u64, limit: usize },
    /// Messages after `after`, the last one in the window.
    Newer { after: u64, limit: usize },
    /// Messages around `seq`: the window moves there.
    Around { seq: u64, limit: usize },
}

impl PageRequest {
    /// Returns whether the window has moved since the page was requested. `first` and `last` are the `seq` of its first and
    /// last message now.
    pub(super) fn is_late(self, first: Option<u64>, last: Option<u64>) -> bool {
        match self {
            Self::Older { before, .. } => first != Some(before),
            Self::Newer { after, .. } => last != Some(after),
            Self::Newest { .. } | Self::Around { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_continues_the_window_is_late_once_that_end_has_moved() {
        let limit = 50;
        let older = PageRequest::Older { before: 10, limit };
        assert!(!older.is_late(Some(10), Some(30)));
        assert!(older.is_late(Some(5), Some(30)));
        assert!(older.is_late(None, None));
        let newer = PageRequest::Newer { after: 30, limit };
        assert!(!newer.is_late(Some(5), Some(30)));
        assert!(newer.is_late(Some(10), Some(31)));
    }

    #[test]
    fn a_page_that_the_window_moves_to_is_never_late() {
        let limit = 50;
        for request in [
            PageRequest::Newest { limit },
            PageRequest::Around { seq: 7, limit },
        ] {
            assert!(!request.is_late(Some(10), Some(30)));
        }
    }
}
