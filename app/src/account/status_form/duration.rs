//! How long a status holds.

use crate::people::status_line::StatusEnd;
use locale::text;
use protocol::Timestamp;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// How long a status holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum StatusDuration {
    /// Until it is changed.
    #[default]
    Always,
    /// Until the end of the present status.
    Kept(Timestamp),
    Minutes(i64),
    /// Until the end of the day.
    Today,
    /// Until the end of a chosen day.
    Date,
}

impl StatusDuration {
    /// The options of the field, without the end of the present status.
    pub(super) const ALL: [Self; 6] = [
        Self::Always,
        Self::Minutes(30),
        Self::Minutes(60),
        Self::Minutes(240),
        Self::Today,
        Self::Date,
    ];

    /// Returns the value of the option.
    pub(super) fn name(self) -> String {
        match self {
            Self::Always => "always".into(),
            Self::Kept(_) => "kept".into(),
            Self::Minutes(minutes) => minutes.to_string(),
            Self::Today => "today".into(),
            Self::Date => "date".into(),
        }
    }

    /// Returns the text of the option. `end_of` returns the end of a status as people read it.
    pub(super) fn words(self, end_of: &dyn Fn(Timestamp) -> StatusEnd) -> String {
        match self {
            Self::Always => text().status_always().into(),
            Self::Kept(end) => end_of(end).kept_words(),
            Self::Minutes(minutes) if minutes % 60 == 0 => text().duration_hours(minutes / 60),
            Self::Minutes(minutes) => text().duration_minutes(minutes),
            Self::Today => text().status_today().into(),
            Self::Date => text().status_date().into(),
        }
    }

    /// Returns when a status that begins `now` ends. `date` is the value of a browser's date field, and `offset_minutes`
    /// returns the minutes to add to UTC at a moment.
    ///
    /// # Errors
    /// Text for the person, if the date is missing or past.
    pub(super) fn end(
        self,
        now: Timestamp,
        date: &str,
        offset_minutes: &dyn Fn(Timestamp) -> i32,
    ) -> Result<Option<Timestamp>, String> {
        let offset = |at: i64| i64::from(offset_minutes(Timestamp(at))) * MINUTE_MS;
        let now = now.millis();
        let end = match self {
            Self::Always => return Ok(None),
            Self::Kept(end) if end.millis() <= now => {
                return Err(text().status_past().into());
            }
            Self::Kept(end) => end.millis(),
            Self::Minutes(minutes) => now + minutes * MINUTE_MS,
            Self::Today => {
                let today = (now + offset(now)).div_euclid(DAY_MS) * DAY_MS;
                today + DAY_MS - offset(now)
            }
            Self::Date => {
                let day: Timestamp = format!("{date}T00:00:00Z")
                    .parse()
                    .map_err(|_| text().status_choose_date().to_owned())?;
                let end = day.millis() + DAY_MS;
                end - offset(end)
            }
        };
        if end <= now {
            return Err(text().status_choose_later().into());
        }
        Ok(Some(Timestamp(end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use locale::Language;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn end(
        duration: StatusDuration,
        now: &str,
        date: &str,
        offset: i32,
    ) -> Result<Option<Timestamp>, String> {
        duration.end(at(now), date, &move |_| offset)
    }

    #[test]
    fn a_day_ends_at_midnight_in_the_persons_time_zone() {
        let (now, berlin) = ("2026-11-24T23:30:00Z", 60);
        let over = Ok(Some(at("2026-11-25T23:00:00Z")));
        assert_eq!(end(StatusDuration::Today, now, "", berlin), over);
        assert_eq!(end(StatusDuration::Date, now, "2026-11-25", berlin), over);
        let new_york = -300;
        let over = Ok(Some(at("2026-11-25T05:00:00Z")));
        assert_eq!(end(StatusDuration::Today, now, "", new_york), over);
    }

    #[test]
    fn minutes_are_minutes_and_always_has_no_end() {
        let now = "2026-11-24T12:00:00Z";
        let over = Ok(Some(at("2026-11-24T12:30:00Z")));
        assert_eq!(end(StatusDuration::Minutes(30), now, "", 60), over);
        assert_eq!(end(StatusDuration::Always, now, "", 60), Ok(None));
    }

    #[test]
    fn the_end_of_the_present_status_is_kept_unless_it_has_passed() {
        let until = "2026-11-24T17:30:00.250Z";
        let kept = StatusDuration::Kept(at(until));
        let words = kept.words(&|_| StatusEnd::Time("17:30".into()));
        assert_eq!(words, "Until 17:30 (as now)");
        let chinese = Language::from_code("zh-Hans").expect("Chinese");
        let words = chinese.within(|| kept.words(&|_| StatusEnd::Time("17:30".into())));
        assert_eq!(words, "持续到 17:30（保持不变）");
        let over = Ok(Some(at(until)));
        assert_eq!(end(kept, "2026-11-24T12:00:00Z", "", 60), over);
        assert!(end(kept, "2026-11-24T17:31:00Z", "", 60).is_err());
    }

    #[test]
    fn a_missing_or_past_day_is_refused() {
        let now = "2026-11-24T12:00:00Z";
        assert!(end(StatusDuration::Date, now, "", 0).is_err());
        assert!(end(StatusDuration::Date, now, "2026-11-23", 0).is_err());
    }

    #[test]
    fn every_duration_has_its_own_name() {
        let mut names: Vec<_> = StatusDuration::ALL
            .into_iter()
            .map(StatusDuration::name)
            .collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), StatusDuration::ALL.len());
    }
}
