//! The checks: some at every step, all when everything is at rest.

/// The result of a check: the error is the violation.
pub(crate) type Found = Result<(), String>;

macro_rules! ensure {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}

mod rest;
mod step;
