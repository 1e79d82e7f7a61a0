//! What must be true: some of it at every step, and all of it once everything has come to rest.

/// Why a run has failed.
pub(super) type Found = Result<(), String>;

macro_rules! ensure {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}

mod rest;
mod step;
