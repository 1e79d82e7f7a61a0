//! Dates and times as people read them, from a timestamp and the offset from UTC.

use locale::text;
use protocol::Timestamp;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// A local time, in milliseconds since the local start of 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime(i64);

/// A local day, counted from the start of 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl LocalTime {
    /// Creates the local time of a timestamp. `offset_minutes` is added to UTC.
    pub fn new(at: Timestamp, offset_minutes: i32) -> Self {
        Self(at.millis() + i64::from(offset_minutes) * MINUTE_MS)
    }

    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY_MS))
    }

    /// Formats the time of day: `14:05`.
    pub fn clock(self) -> String {
        let minutes = self.0.rem_euclid(DAY_MS) / MINUTE_MS;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// Formats date and time: `Tuesday, 24 November 2026, 14:05`.
    pub fn full(self) -> String {
        text().date_and_time(&self.day().date(), &self.clock())
    }
}

impl Day {
    /// Returns the days since 1970; 0 for earlier days.
    pub fn number(self) -> u32 {
        u32::try_from(self.0).unwrap_or_default()
    }

    /// Returns `Today`, `Yesterday`, or the date; always the date if `today` is `None`.
    pub fn label(self, today: Option<Day>) -> String {
        match today.map(|today| today.0 - self.0) {
            Some(0) => text().date_today().into(),
            Some(1) => text().date_yesterday().into(),
            _ => self.date(),
        }
    }

    fn date(self) -> String {
        // 1970 began on a Thursday.
        const DAYS: [&str; 7] = [
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "monday",
            "tuesday",
            "wednesday",
        ];
        let (year, month, day) = self.civil();
        let weekday = text().weekday(DAYS[self.0.rem_euclid(7) as usize]);
        let month = text().month(month + 1);
        text().date_full(&weekday, &day.to_string(), &month, &year.to_string())
    }

    /// Returns year, month from 0 and day from 1, by Howard Hinnant's `civil_from_days`.
    fn civil(self) -> (i64, usize, i64) {
        let from_march = self.0 + 719_468;
        let era = from_march.div_euclid(146_097);
        let of_era = from_march.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (next, month) = if month < 10 {
            (0, month + 2)
        } else {
            (1, month - 10)
        };
        (era * 400 + year + next, month as usize, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use locale::Language;

    /// 2026-11-24T23:30:00Z
    const LATE: Timestamp = Timestamp(1_795_563_000_000);

    #[test]
    fn the_time_zone_decides_the_day() {
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
    fn dates_are_those_of_the_calendar() {
        for (days, date) in [
            (0, "Thursday, 1 January 1970"),
            (-1, "Wednesday, 31 December 1969"),
            (11_016, "Tuesday, 29 February 2000"),
            (11_017, "Wednesday, 1 March 2000"),
            (19_782, "Thursday, 29 February 2024"),
            (47_540, "Sunday, 28 February 2100"),
            (47_541, "Monday, 1 March 2100"),
        ] {
            assert_eq!(Day(days).date(), date);
        }
    }

    #[test]
    fn dates_are_written_as_the_reader_writes_them() {
        let chinese = Language::from_code("zh-Hans").expect("Chinese");
        let full = chinese.within(|| LocalTime::new(LATE, 0).full());
        assert_eq!(full, "2026年11月24日星期二 23:30");
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
