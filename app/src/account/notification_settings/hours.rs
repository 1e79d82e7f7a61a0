//! The days and hours in which notifications come.

use super::{change, settings};
use crate::{
    account::time_zone,
    chat::use_chat,
    erased::{memo, when},
    kit::saving::{SavedSign, Saving, SavingProblem},
};
use leptos::prelude::*;
use locale::text;
use protocol::{NotificationHours, Weekday};

/// The hours that are proposed: eight to six, from Monday to Friday.
const FROM: u16 = 8 * 60;
const UNTIL: u16 = 18 * 60;

#[component]
pub(super) fn HoursSetting() -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    let hours = memo(move || settings(chat).hours);
    let set = move |hours: Option<NotificationHours>| {
        change(chat, saving, |settings| settings.hours = hours);
    };
    let adjust = move |adjust: &dyn Fn(&mut NotificationHours)| {
        if let Some(mut hours) = hours.get_untracked() {
            adjust(&mut hours);
            set(Some(hours));
        }
    };
    let switch = move |event| {
        set(event_target_checked(&event).then(|| NotificationHours {
            days: Weekday::ALL[..5].to_vec(),
            from: FROM,
            until: UNTIL,
            time_zone: time_zone::own(),
        }));
    };
    let day = move |day: Weekday| {
        let key = key(day);
        let (name, short) = (text().weekday(key), text().weekday_short(key));
        let chosen = move || {
            hours
                .read()
                .as_ref()
                .is_some_and(|it| it.days.contains(&day))
        };
        let toggle = move |_| {
            adjust(&|hours| match hours.days.contains(&day) {
                true => hours.days.retain(|other| *other != day),
                false => hours.days.push(day),
            });
        };
        view! {
            <button
                class="button day-toggle"
                type="button"
                aria-label=name
                aria-pressed=move || chosen().to_string()
                on:click=toggle
            >
                {short}
            </button>
        }
        .into_any()
    };
    let from = move || hours.read().as_ref().map_or(FROM, |it| it.from);
    let until = move || {
        hours
            .read()
            .as_ref()
            .map_or(UNTIL, |it| it.until % (24 * 60))
    };
    let set_from = move |event| {
        if let Some(minute) = minute(&event_target_value(&event)) {
            adjust(&|hours| hours.from = minute);
        }
    };
    let set_until = move |event| {
        if let Some(minute) = minute(&event_target_value(&event)) {
            adjust(&|hours| hours.until = minute);
        }
    };
    let fields = move || {
        let days: Vec<_> = Weekday::ALL.into_iter().map(day).collect();
        view! {
            <div class="days" role="group" aria-label=text().notify_days()>{days}</div>
            <div class="hours">
                <label class="hours-field">
                    <span class="field-label">{text().notify_from()}</span>
                    <input class="input" type="time" aria-label=text().notify_from() prop:value=move || clock(from()) on:change=set_from />
                </label>
                <label class="hours-field">
                    <span class="field-label">{text().notify_until()}</span>
                    <input class="input" type="time" aria-label=text().notify_until() prop:value=move || clock(until()) on:change=set_until />
                </label>
            </div>
            <span class="field-hint">{text().notify_hours_hint()}</span>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <span class="field-head">
                <label class="check">
                    <input type="checkbox" prop:checked=move || hours.read().is_some() on:change=switch />
                    {text().notify_hours()}
                </label>
                <SavedSign saving />
            </span>
            {when(move || hours.read().is_some(), fields)}
            <SavingProblem saving />
        </div>
    }
}

/// Returns the name of a day in the texts.
fn key(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// Returns the value of a browser's time field for a minute of the day.
fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Returns the minute of the day that the value of a browser's time field names.
fn minute(value: &str) -> Option<u16> {
    let (hour, minute) = value.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_browsers_field_are_read_and_written() {
        for (value, of_day) in [("00:00", 0), ("08:05", 485), ("23:59", 1439)] {
            assert_eq!(
                (minute(value), clock(of_day).as_str()),
                (Some(of_day), value)
            );
        }
        assert_eq!(minute("08:05:30"), Some(485));
        for wrong in ["", "8", "24:00", "12:60", "noon"] {
            assert_eq!(minute(wrong), None, "{wrong}");
        }
    }
}
