//! Days and hours as people read them, from a moment and the place's offset from UTC.

use crate::model::Timestamp;
use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Timelike};

/// A moment by the clock on the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime(NaiveDateTime);

/// A day by the calendar on the wall, counted from the year 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl LocalTime {
    /// `offset_minutes` is what to add to UTC.
    pub fn new(at: Timestamp, offset_minutes: i32) -> Self {
        let utc = DateTime::from_timestamp_millis(at.millis())
            .unwrap_or_default()
            .naive_utc();
        Self(utc + TimeDelta::minutes(i64::from(offset_minutes)))
    }

    pub fn day(self) -> Day {
        Day(self.0.num_days_from_ce())
    }

    /// `14:05`
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.0.hour(), self.0.minute())
    }

    /// `Tuesday, 24 November 2026, 14:05`
    pub fn full(self) -> String {
        format!("{}, {}", long_date(self.0.date()), self.clock())
    }
}

impl Day {
    /// The days since the year 1; days before have none.
    pub fn number(self) -> u32 {
        u32::try_from(self.0).unwrap_or_default()
    }

    /// `Today`, `Yesterday`, or the date; without a `today` always the date.
    pub fn label(self, today: Option<Day>) -> String {
        match today.map(|today| today.0 - self.0) {
            Some(0) => "Today".into(),
            Some(1) => "Yesterday".into(),
            _ => chrono::NaiveDate::from_num_days_from_ce_opt(self.0)
                .map(long_date)
                .unwrap_or_default(),
        }
    }
}

fn long_date(date: chrono::NaiveDate) -> String {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let day = DAYS[date.weekday().num_days_from_monday() as usize];
    let month = MONTHS[date.month0() as usize];
    format!("{day}, {} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24T23:30:00Z
    const LATE: Timestamp = Timestamp(1_795_563_000_000);

    #[test]
    fn the_place_decides_the_day() {
        assert_eq!(
            LocalTime::new(LATE, 0).full(),
            "Tuesday, 24 November 2026, 23:30"
        );
        assert_eq!(
            LocalTime::new(LATE, 60).full(),
            "Wednesday, 25 November 2026, 00:30"
        );
    }

    #[test]
    fn near_days_have_names() {
        let day = LocalTime::new(LATE, 0).day();
        let next = LocalTime::new(LATE, 60).day();
        assert_eq!(day.label(Some(day)), "Today");
        assert_eq!(day.label(Some(next)), "Yesterday");
        assert_eq!(next.label(Some(day)), "Wednesday, 25 November 2026");
        assert_eq!(day.label(None), "Tuesday, 24 November 2026");
    }
}
