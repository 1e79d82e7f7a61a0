//! Conversions between the types of Rust and of SQLite.

use crate::store::error::StoreError;
use protocol::{Timestamp, UserId};

/// Returns the time now.
pub(crate) fn now() -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis())
}

/// Converts a `seq` for SQLite. One that is out of its range is beyond the end of every stream as well.
pub(crate) fn to_sql(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// Converts a `seq` or a count from SQLite, where it is never negative.
pub(crate) fn from_sql(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// Returns a person's id as `unhex` takes it.
pub(crate) fn hex(person: UserId) -> String {
    person.0.simple().to_string()
}

/// Returns a list for `json_each`.
pub(crate) fn json(list: &impl serde::Serialize) -> Result<String, StoreError> {
    Ok(serde_json::to_string(list)?)
}
