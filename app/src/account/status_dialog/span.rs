use protocol::Timestamp;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// For how long a status holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Span {
    /// Until it is changed.
    #[default]
    Always,
    Minutes(i64),
    /// To the end of the day.
    Today,
    /// To the end of a day that is named beside.
    Date,
}

impl Span {
    /// Those to choose from.
    pub(super) const ALL: [Self; 6] = [
        Self::Always,
        Self::Minutes(30),
        Self::Minutes(60),
        Self::Minutes(240),
        Self::Today,
        Self::Date,
    ];

    /// Tells it from the others.
    pub(super) fn name(self) -> String {
        match self {
            Self::Always => "always".into(),
            Self::Minutes(minutes) => minutes.to_string(),
            Self::Today => "today".into(),
            Self::Date => "date".into(),
        }
    }

    pub(super) fn words(self) -> String {
        match self {
            Self::Always => "Do not clear".into(),
            Self::Minutes(60) => "1 hour".into(),
            Self::Minutes(minutes) if minutes % 60 == 0 => format!("{} hours", minutes / 60),
            Self::Minutes(minutes) => format!("{minutes} minutes"),
            Self::Today => "Today".into(),
            Self::Date => "A day…".into(),
        }
    }

    /// When a status of this span ends that begins `now`. `date` is as a browser's field for dates has it, and
    /// `offset_minutes` is what to add to UTC at a moment. Fails with what to tell where the date is none, or past.
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
            Self::Minutes(minutes) => now + minutes * MINUTE_MS,
            Self::Today => {
                let today = (now + offset(now)).div_euclid(DAY_MS) * DAY_MS;
                today + DAY_MS - offset(now)
            }
            Self::Date => {
                let day: Timestamp = format!("{date}T00:00:00Z")
                    .parse()
                    .map_err(|_| "Choose the last day.".to_owned())?;
                let end = day.millis() + DAY_MS;
                end - offset(end)
            }
        };
        if end <= now {
            return Err("That day is over already.".into());
        }
        Ok(Some(Timestamp(end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn end(span: Span, now: &str, date: &str, offset: i32) -> Result<Option<Timestamp>, String> {
        span.end(at(now), date, &move |_| offset)
    }

    #[test]
    fn a_day_ends_at_midnight_where_the_person_is() {
        let (now, berlin) = ("2026-11-24T23:30:00Z", 60);
        let over = Ok(Some(at("2026-11-25T23:00:00Z")));
        assert_eq!(end(Span::Today, now, "", berlin), over);
        assert_eq!(end(Span::Date, now, "2026-11-25", berlin), over);
        let new_york = -300;
        let over = Ok(Some(at("2026-11-25T05:00:00Z")));
        assert_eq!(end(Span::Today, now, "", new_york), over);
    }

    #[test]
    fn minutes_are_minutes_and_always_has_no_end() {
        let now = "2026-11-24T12:00:00Z";
        let over = Ok(Some(at("2026-11-24T12:30:00Z")));
        assert_eq!(end(Span::Minutes(30), now, "", 60), over);
        assert_eq!(end(Span::Always, now, "", 60), Ok(None));
    }

    #[test]
    fn a_day_that_is_none_or_past_is_refused() {
        let now = "2026-11-24T12:00:00Z";
        assert!(end(Span::Date, now, "", 0).is_err());
        assert!(end(Span::Date, now, "2026-11-23", 0).is_err());
    }

    #[test]
    fn every_span_has_a_name_of_its_own() {
        let mut names: Vec<_> = Span::ALL.into_iter().map(Span::name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), Span::ALL.len());
    }
}
