//! The hours in which a person wants notifications, by their own time zone.

use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use chrono_tz::Tz;
use protocol::{NotificationHours, NotificationSettings, Timestamp, Weekday};

/// Returns whether a notification may come now. `time_zone` is the zone that the person has set.
pub(crate) fn comes_now(
    settings: &NotificationSettings,
    time_zone: Option<&str>,
    now: Timestamp,
) -> bool {
    if settings.paused_until.is_some_and(|until| now < until) {
        return false;
    }
    match &settings.hours {
        Some(hours) => is_within(hours, time_zone, now),
        None => true,
    }
}

fn is_within(hours: &NotificationHours, time_zone: Option<&str>, now: Timestamp) -> bool {
    let Some(now) = DateTime::from_timestamp_millis(now.millis()) else {
        return true;
    };
    let (day, minute) = local(now, time_zone.or(hours.time_zone.as_deref()));
    let begins = |day: Weekday| hours.days.contains(&day);
    let has_begun = begins(day) && minute >= hours.from;
    if hours.from < hours.until {
        return has_begun && minute < hours.until;
    }
    has_begun || (begins(before(day)) && minute < hours.until)
}

/// Returns the day and its minute in a time zone, or in UTC if the zone is unknown.
fn local(now: DateTime<Utc>, time_zone: Option<&str>) -> (Weekday, u16) {
    let zone = time_zone.and_then(|name| name.parse().ok());
    let there = now.with_timezone(&zone.unwrap_or(Tz::UTC));
    let day = there.weekday().num_days_from_monday() as usize;
    let minute = there.hour() * 60 + there.minute();
    (Weekday::ALL[day % 7], u16::try_from(minute).unwrap_or(0))
}

fn before(day: Weekday) -> Weekday {
    let at = Weekday::ALL.iter().position(|other| *other == day);
    Weekday::ALL[(at.unwrap_or(0) + 6) % 7]
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEKDAYS: [Weekday; 5] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
    ];

    /// Returns whether a notification comes within hours such as `9:00-17:30` of weekdays.
    fn comes(hours: (u16, u16), zone: Option<&str>, at: &str) -> bool {
        let (from, until) = hours;
        let settings = NotificationSettings {
            hours: Some(NotificationHours {
                days: WEEKDAYS.to_vec(),
                from,
                until,
                time_zone: Some("Asia/Tokyo".to_owned()),
            }),
            ..NotificationSettings::default()
        };
        comes_now(&settings, zone, time(at))
    }

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn hours_are_those_of_the_persons_time_zone_on_the_chosen_days() {
        let office = (9 * 60, 17 * 60 + 30);
        // 2026-11-30 is a Monday. Kolkata is 5 h 30 min ahead of UTC.
        for (at, expected) in [
            ("2026-11-30T03:29:00.000Z", false),
            ("2026-11-30T03:30:00.000Z", true),
            ("2026-11-30T11:59:00.000Z", true),
            ("2026-11-30T12:00:00.000Z", false),
            ("2026-12-04T11:59:00.000Z", true),
            ("2026-12-05T06:00:00.000Z", false),
            ("2026-12-06T06:00:00.000Z", false),
        ] {
            assert_eq!(comes(office, Some("Asia/Kolkata"), at), expected, "{at}");
        }
    }

    #[test]
    fn without_a_zone_of_their_own_the_browsers_counts_and_an_unknown_one_is_utc() {
        let office = (9 * 60, 17 * 60);
        // Noon in UTC is 21:00 in Tokyo.
        let noon = "2026-11-30T12:00:00.000Z";
        assert!(!comes(office, None, noon));
        assert!(comes(office, Some("Mars/Olympus"), noon));
    }

    #[test]
    fn hours_may_run_past_midnight_into_a_day_that_is_not_chosen() {
        let night = (22 * 60, 6 * 60);
        for (at, expected) in [
            // The night of Sunday to Monday begins on Sunday.
            ("2026-11-30T05:59:00.000Z", false),
            ("2026-11-30T22:00:00.000Z", true),
            ("2026-12-01T05:59:00.000Z", true),
            ("2026-12-01T06:00:00.000Z", false),
            ("2026-12-05T05:59:00.000Z", true),
            ("2026-12-05T22:00:00.000Z", false),
        ] {
            assert_eq!(comes(night, Some("UTC"), at), expected, "{at}");
        }
        let whole_day = (0, 0);
        assert!(comes(whole_day, Some("UTC"), "2026-11-30T23:59:00.000Z"));
        assert!(!comes(whole_day, Some("UTC"), "2026-12-05T00:00:00.000Z"));
    }

    #[test]
    fn summer_time_moves_the_hours() {
        let office = (9 * 60, 17 * 60);
        let berlin = Some("Europe/Berlin");
        // Friday before and Monday after the clocks went forward on 2026-03-29.
        assert!(!comes(office, berlin, "2026-03-27T07:30:00.000Z"));
        assert!(comes(office, berlin, "2026-03-30T07:30:00.000Z"));
    }

    #[test]
    fn a_pause_ends_by_itself() {
        let settings = NotificationSettings {
            paused_until: Some(time("2026-11-30T12:00:00.000Z")),
            ..NotificationSettings::default()
        };
        assert!(!comes_now(
            &settings,
            None,
            time("2026-11-30T11:59:59.999Z")
        ));
        assert!(comes_now(&settings, None, time("2026-11-30T12:00:00.000Z")));
    }
}
