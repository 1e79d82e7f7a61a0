//! Place in the history to scroll to.

/// A place in the history to scroll to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ScrollTarget {
    Newest,
    /// The message with this `seq`, in the middle of the view.
    Middle(u64),
    /// The message with this `seq`, near the top of the view.
    Top(u64),
}
