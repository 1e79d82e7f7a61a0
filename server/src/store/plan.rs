//! Rules for actions that are planned for a time.

use super::StoreError;
use crate::store::engine::change::Tx;
use protocol::{Timestamp, limits};

/// The most actions of each kind that one transaction does.
pub(super) const BATCH: i64 = 100;

/// `NotAhead` unless the time is in the future and within a year.
pub(super) fn require_ahead(tx: &Tx<'_>, at: Timestamp) -> Result<(), StoreError> {
    let ahead = at.millis() - tx.at.millis();
    if ahead > 0 && ahead <= limits::AHEAD_MS {
        Ok(())
    } else {
        Err(StoreError::NotAhead)
    }
}
