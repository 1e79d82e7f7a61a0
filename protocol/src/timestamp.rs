//! Timestamps.

use crate::read::read_from_text;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, ops::RangeInclusive, str::FromStr};

/// A point in time, in milliseconds since 1970 (UTC). On the wire: RFC 3339 in UTC with milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// The years 0 to 9999 in UTC: RFC 3339 has no form for others.
const WRITABLE: RangeInclusive<i64> = -62_167_219_200_000..=253_402_300_799_999;

/// The text is not an RFC 3339 time, or not within the years 0 to 9999 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid time")]
pub struct ParseTimestampError;

impl Timestamp {
    /// Returns the milliseconds since 1970 (UTC).
    pub fn millis(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&clock::written(self.0))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

impl FromStr for Timestamp {
    type Err = ParseTimestampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let millis = clock::read(text).ok_or(ParseTimestampError)?;
        let writable = WRITABLE.contains(&millis);
        writable.then_some(Self(millis)).ok_or(ParseTimestampError)
    }
}

read_from_text!(Timestamp);

/// Formats and parses times.
#[cfg(not(target_arch = "wasm32"))]
mod clock {
    use chrono::{DateTime, SecondsFormat, Utc};

    pub(super) fn written(millis: i64) -> String {
        let moment = DateTime::<Utc>::from_timestamp_millis(millis).unwrap_or_default();
        moment.to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    pub(super) fn read(text: &str) -> Option<i64> {
        let moment = DateTime::parse_from_rfc3339(text).ok()?;
        Some(moment.timestamp_millis())
    }
}

// The browser formats and parses times itself: chrono would add eight kilobytes.
#[cfg(target_arch = "wasm32")]
mod clock {
    use js_sys::Date;
    use wasm_bindgen::JsValue;

    pub(super) fn written(millis: i64) -> String {
        let moment = Date::new(&JsValue::from_f64(millis as f64));
        moment.to_iso_string().into()
    }

    pub(super) fn read(text: &str) -> Option<i64> {
        let millis = Date::parse(text);
        millis.is_finite().then_some(millis as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_rfc_3339_in_utc_with_milliseconds() {
        let text = r#""2026-11-24T02:42:14.007Z""#;
        let at: Timestamp = serde_json::from_str(text).expect("a valid time");
        assert_eq!(serde_json::to_string(&at).expect("serializes"), text);
    }

    #[test]
    fn a_time_outside_the_years_0_to_9999_is_invalid() {
        for (text, valid) in [
            ("0000-01-01T00:00:00Z", true),
            ("9999-12-31T23:59:59.999Z", true),
            ("0000-01-01T00:00:00+00:01", false),
            ("9999-12-31T23:59:59-00:01", false),
            ("2026-11-24", false),
        ] {
            let at = text.parse::<Timestamp>();
            assert_eq!(at.is_ok(), valid, "{text}");
            if let Ok(at) = at {
                assert_eq!(at.to_string().parse(), Ok(at), "{text}");
            }
        }
    }
}
