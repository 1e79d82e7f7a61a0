//! Dates in queries, which mean days where the person is.

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use protocol::Timestamp;

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateSpan {
    Today,
    Yesterday,
    Days { first: NaiveDate, end: NaiveDate },
}

impl DateSpan {
    /// Reads `2026-11-24`, `2026-11`, `2026`, `today` or `yesterday`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        match text.as_str() {
            "today" => return Some(Self::Today),
            "yesterday" => return Some(Self::Yesterday),
            _ => {}
        }
        let numbers: Vec<&str> = text.split(['-', '/', '.']).collect();
        let is_year = numbers[0].len() == 4;
        let numbers = numbers.iter().map(|it| {
            let digits = it.len() <= 4 && it.bytes().all(|byte| byte.is_ascii_digit());
            it.parse::<u32>().ok().filter(|_| digits)
        });
        let numbers: Vec<u32> = numbers.collect::<Option<_>>().filter(|_| is_year)?;
        let date = |month, day| {
            let year = i32::try_from(numbers[0]).ok()?;
            NaiveDate::from_ymd_opt(year, month, day)
        };
        let (first, end) = match numbers[1..] {
            [] => {
                let first = date(1, 1)?;
                (first, first.checked_add_months(Months::new(12))?)
            }
            [month] => {
                let first = date(month, 1)?;
                (first, first.checked_add_months(Months::new(1))?)
            }
            [month, day] => {
                let first = date(month, day)?;
                (first, first.checked_add_days(Days::new(1))?)
            }
            _ => return None,
        };
        Some(Self::Days { first, end })
    }

    /// Returns when the span begins and ends in a time zone of the IANA database. An unknown one counts as UTC.
    pub(crate) fn times(self, zone: Option<&str>, now: Timestamp) -> (Timestamp, Timestamp) {
        let zone = zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC);
        let now = DateTime::<Utc>::from_timestamp_millis(now.0).unwrap_or_default();
        let today = now.with_timezone(&zone).date_naive();
        let next = |day: NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day);
        let (first, end) = match self {
            Self::Days { first, end } => (first, end),
            Self::Today => (today, next(today)),
            Self::Yesterday => (today.pred_opt().unwrap_or(today), today),
        };
        (midnight(first, zone), midnight(end, zone))
    }
}

/// Returns when a day begins. Where clocks are put forward at midnight, it begins an hour later.
fn midnight(day: NaiveDate, zone: Tz) -> Timestamp {
    let local = day.and_time(chrono::NaiveTime::MIN);
    let begins = zone.from_local_datetime(&local).earliest().or_else(|| {
        zone.from_local_datetime(&(local + TimeDelta::hours(1)))
            .earliest()
    });
    let begins = begins.map_or_else(|| local.and_utc(), |begins| begins.with_timezone(&Utc));
    Timestamp(begins.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(text: &str, zone: Option<&str>) -> (String, String) {
        let now = "2026-11-24T23:30:00Z".parse().expect("a time");
        let (from, to) = DateSpan::parse(text).expect("a date").times(zone, now);
        let short = |time: Timestamp| time.to_string().replace(":00.000Z", "");
        (short(from), short(to))
    }

    #[test]
    fn a_day_is_the_persons_day() {
        for (text, zone, from, to) in [
            ("2026-11-24", None, "2026-11-24T00:00", "2026-11-25T00:00"),
            (
                "2026-11-24",
                Some("Asia/Tokyo"),
                "2026-11-23T15:00",
                "2026-11-24T15:00",
            ),
            (
                "2026-11-24",
                Some("America/New_York"),
                "2026-11-24T05:00",
                "2026-11-25T05:00",
            ),
            (
                "2026-11-24",
                Some("Nowhere/Else"),
                "2026-11-24T00:00",
                "2026-11-25T00:00",
            ),
            ("today", None, "2026-11-24T00:00", "2026-11-25T00:00"),
            (
                "Today",
                Some("Europe/Berlin"),
                "2026-11-24T23:00",
                "2026-11-25T23:00",
            ),
            (
                "yesterday",
                Some("Europe/Berlin"),
                "2026-11-23T23:00",
                "2026-11-24T23:00",
            ),
            ("2026-02", None, "2026-02-01T00:00", "2026-03-01T00:00"),
            ("2024/2/29", None, "2024-02-29T00:00", "2024-03-01T00:00"),
            ("2026", None, "2026-01-01T00:00", "2027-01-01T00:00"),
            // The clocks change within the day.
            (
                "2026-10-25",
                Some("Europe/Berlin"),
                "2026-10-24T22:00",
                "2026-10-25T23:00",
            ),
            // There is no midnight on this day.
            (
                "2018-11-04",
                Some("America/Sao_Paulo"),
                "2018-11-04T03:00",
                "2018-11-05T02:00",
            ),
        ] {
            let expected = (from.to_owned(), to.to_owned());
            assert_eq!(times(text, zone), expected, "{text} {zone:?}");
        }
    }

    #[test]
    fn nonsense_is_no_date() {
        for text in [
            "",
            "-",
            "2026-13",
            "2026-02-30",
            "24",
            "24-11-2026",
            "2026-1-1-1",
            "2026-",
            "tomorrow's",
            "+2026",
            "99999",
            "2026-11-24T00:00",
        ] {
            assert_eq!(DateSpan::parse(text), None, "{text}");
        }
        assert!(DateSpan::parse("9999").is_some());
    }
}
