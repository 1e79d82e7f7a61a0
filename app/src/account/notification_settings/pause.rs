//! Pause of all notifications for some time.

use super::{change, settings};
use crate::{
    chat::use_chat,
    erased::{dynamic, memo},
    kit::{
        saving::{SavedSign, Saving, SavingProblem},
        time_choice::time_words,
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::Timestamp;

const HOUR_MS: i64 = 60 * 60 * 1_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// The hour of tomorrow at which the longest pause ends.
const MORNING_MS: i64 = 9 * HOUR_MS;

/// How long a pause lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pause {
    HalfAnHour,
    Hour,
    FourHours,
    /// Until tomorrow at nine.
    Tomorrow,
}

impl Pause {
    const ALL: [Self; 4] = [
        Self::HalfAnHour,
        Self::Hour,
        Self::FourHours,
        Self::Tomorrow,
    ];

    /// Returns the text of the button.
    fn label(self) -> String {
        match self {
            Self::HalfAnHour => text().duration_minutes(30),
            Self::Hour => text().duration_hours(1),
            Self::FourHours => text().duration_hours(4),
            Self::Tomorrow => text().pause_until_tomorrow().to_owned(),
        }
    }

    /// Returns when a pause that begins `now` ends. `offset_minutes` returns the minutes to add to UTC at a moment.
    fn end(self, now: Timestamp, offset_minutes: &dyn Fn(Timestamp) -> i32) -> Timestamp {
        let ms = match self {
            Self::HalfAnHour => HOUR_MS / 2,
            Self::Hour => HOUR_MS,
            Self::FourHours => 4 * HOUR_MS,
            Self::Tomorrow => {
                let local = |at: Timestamp| at.millis() + i64::from(offset_minutes(at)) * 60_000;
                let morning = (local(now).div_euclid(DAY_MS) + 1) * DAY_MS + MORNING_MS;
                let end = Timestamp(now.millis() + morning - local(now));
                // The clocks may be changed in the night.
                return Timestamp(end.millis() + morning - local(end));
            }
        };
        Timestamp(now.millis() + ms)
    }
}

#[component]
pub(super) fn PauseSetting() -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    // The clock says when the pause is over.
    let until = memo(move || {
        let now = chat.clock.get()?;
        settings(chat).paused_until.filter(|until| now < *until)
    });
    let set = move |until: Option<Timestamp>| {
        change(chat, saving, |settings| settings.paused_until = until);
    };
    let pause = move |pause: Pause| {
        let browser = chat.browser.get();
        let offset = |at| browser.offset_minutes(at);
        set(Some(pause.end(browser.now(), &offset)));
    };
    let buttons = move || {
        let button = |length: Pause| {
            view! {
                <button class="button" type="button" on:click=move |_| pause(length)>{length.label()}</button>
            }
            .into_any()
        };
        let buttons: Vec<_> = Pause::ALL.into_iter().map(button).collect();
        view! {
            <div class="setting-buttons" role="group" aria-label=text().pause_for()>{buttons}</div>
        }
        .into_any()
    };
    let paused = move |until: Timestamp| {
        let words = time_words(chat, until);
        view! {
            <div class="setting-row">
                <span role="status">{words}</span>
                <button class="button" type="button" on:click=move |_| set(None)>{text().pause_end()}</button>
            </div>
        }
        .into_any()
    };
    let label = move || match until.read().is_some() {
        true => text().paused_until(),
        false => text().pause_for(),
    };
    let part = move || match until.get() {
        Some(until) => paused(until),
        None => buttons(),
    };
    view! {
        <div class="field">
            <span class="field-head">
                <span class="field-label">{label}</span>
                <SavedSign saving />
            </span>
            {dynamic(part)}
            <SavingProblem saving />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_until_tomorrow_ends_at_nine_also_when_the_clocks_change() {
        let now: Timestamp = "2026-03-28T22:30:00.000Z".parse().expect("a time");
        // Berlin: the clocks go forward in the night to 2026-03-29, at 01:00 UTC.
        let change: Timestamp = "2026-03-29T01:00:00.000Z".parse().expect("a time");
        let offset = |at: Timestamp| if at < change { 60 } else { 120 };
        let end = Pause::Tomorrow.end(now, &offset);
        assert_eq!(end, "2026-03-29T07:00:00.000Z".parse().expect("a time"));
        let half = Pause::HalfAnHour.end(now, &offset);
        assert_eq!(half.millis() - now.millis(), 30 * 60_000);
    }
}
