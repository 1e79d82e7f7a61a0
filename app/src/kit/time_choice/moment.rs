//! Suggested times, and the conversion between moments and local times.

use client::calendar::LocalTime;
use locale::text;
use protocol::Timestamp;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Times of day of the suggestions.
const MORNING_MS: i64 = 9 * HOUR_MS;
const EVENING_MS: i64 = 18 * HOUR_MS;
/// Day of the first Monday of 1970, which began on a Thursday.
const FIRST_MONDAY: i64 = 4;

/// Returns the minutes to add to UTC at a moment.
type Offset<'a> = &'a dyn Fn(Timestamp) -> i32;

/// Returns the suggested times, with their labels, in the person's time zone.
pub(super) fn choices(now: Timestamp, offset: Offset) -> Vec<(&'static str, Timestamp)> {
    let local = now.millis() + i64::from(offset(now)) * MINUTE_MS;
    let today = local.div_euclid(DAY_MS);
    let at = |day: i64, time: i64| to_utc(day * DAY_MS + time, offset);
    let mut choices = vec![(text().in_one_hour(), Timestamp(now.millis() + HOUR_MS))];
    if local + 2 * HOUR_MS < today * DAY_MS + EVENING_MS {
        choices.push((text().this_evening(), at(today, EVENING_MS)));
    }
    choices.push((text().tomorrow_morning(), at(today + 1, MORNING_MS)));
    let monday = today + 7 - (today - FIRST_MONDAY).rem_euclid(7);
    if monday != today + 1 {
        choices.push((text().monday_morning(), at(monday, MORNING_MS)));
    }
    choices
}

/// Returns the moment of a local time, given in milliseconds since 1970 in the person's time zone.
fn to_utc(local: i64, offset: Offset) -> Timestamp {
    let shifted = |guess: i64| local - i64::from(offset(Timestamp(guess))) * MINUTE_MS;
    // The first guess may be on the other side of a change between summer and winter time.
    Timestamp(shifted(shifted(local)))
}

/// Returns the moment that the value of a browser's field for a date and time names, such as `2026-11-30T09:00`.
pub(super) fn parse_field(text: &str, offset: Offset) -> Option<Timestamp> {
    // Exactly these characters, since a browser parses almost anything as a time.
    let whole = text.get(..16)?;
    let local: Timestamp = format!("{whole}:00Z").parse().ok()?;
    Some(to_utc(local.millis(), offset))
}

/// Returns the value of such a field for a moment.
pub(super) fn field_value(at: Timestamp, offset_minutes: i32) -> String {
    let local = Timestamp(at.millis() + i64::from(offset_minutes) * MINUTE_MS);
    local.to_string().chars().take(16).collect()
}

/// Returns `Today, 18:00`, `Tomorrow, 09:00`, or the whole date.
pub(crate) fn words(at: LocalTime, now: LocalTime) -> String {
    let day = match at.day().number().checked_sub(now.day().number()) {
        Some(1) => text().date_tomorrow().to_owned(),
        _ => at.day().label(Some(now.day())),
    };
    text().date_and_time(&day, &at.clock())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn offered(now: &str, offset: i32) -> Vec<(&'static str, Timestamp)> {
        choices(at(now), &move |_| offset)
    }

    #[test]
    fn mornings_and_evenings_are_in_the_persons_time_zone() {
        // A Tuesday in Berlin.
        let choices = offered("2026-11-24T12:30:00Z", 60);
        let wanted = [
            ("In 1 hour", at("2026-11-24T13:30:00Z")),
            ("This evening", at("2026-11-24T17:00:00Z")),
            ("Tomorrow morning", at("2026-11-25T08:00:00Z")),
            ("Monday morning", at("2026-11-30T08:00:00Z")),
        ];
        assert_eq!(choices, wanted);
    }

    #[test]
    fn there_is_no_evening_late_in_the_day_and_one_monday_only() {
        let labels = |now| {
            let choices = offered(now, 0);
            choices.into_iter().map(|(label, _)| label).collect()
        };
        let late_on_sunday: Vec<_> = labels("2026-11-29T16:30:00Z");
        assert_eq!(late_on_sunday, ["In 1 hour", "Tomorrow morning"]);
        let on_monday = offered("2026-11-30T08:00:00Z", 0);
        let next = ("Monday morning", at("2026-12-07T09:00:00Z"));
        assert_eq!(on_monday.last(), Some(&next));
    }

    #[test]
    fn a_morning_after_the_clocks_change_is_still_at_nine() {
        // Summer time ends in Berlin in the night to the 25th of October 2026, at 01:00 UTC.
        let change = at("2026-10-25T01:00:00Z");
        let berlin = move |moment| if moment < change { 120 } else { 60 };
        let choices = choices(at("2026-10-24T20:00:00Z"), &berlin);
        assert_eq!(choices[1].1, at("2026-10-25T08:00:00Z"));
        let named = parse_field("2026-10-25T09:00", &berlin);
        assert_eq!(named, Some(at("2026-10-25T08:00:00Z")));
    }

    #[test]
    fn a_formatted_time_parses_as_the_same_moment() {
        let moment = at("2026-11-30T23:15:00Z");
        let shown = field_value(moment, 60);
        assert_eq!(shown, "2026-12-01T00:15");
        assert_eq!(parse_field(&shown, &|_| 60), Some(moment));
        assert_eq!(parse_field("", &|_| 60), None);
    }

    #[test]
    fn near_days_are_named() {
        let local = |text| LocalTime::new(at(text), 0);
        let now = local("2026-11-24T12:00:00Z");
        let wanted = [
            ("2026-11-24T18:00:00Z", "Today, 18:00"),
            ("2026-11-25T09:00:00Z", "Tomorrow, 09:00"),
            ("2026-11-30T09:00:00Z", "Monday, 30 November 2026, 09:00"),
        ];
        for (moment, text) in wanted {
            assert_eq!(words(local(moment), now), text);
        }
    }
}
