//! Choice of a time in the future.

mod moment;

use crate::{
    chat::{Chat, use_chat},
    erased::each,
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
pub(crate) use moment::words;
use moment::{choices, field_value, parse_field};
use protocol::Timestamp;
use std::sync::Arc;

/// Returns the moment at which a day begins for the person, from the value of a browser's field for a date such as
/// `2026-11-30`.
pub(crate) fn start_of_day(chat: Chat, date: &str) -> Option<Timestamp> {
    let browser = chat.browser.get();
    parse_field(&format!("{date}T00:00"), &|at| browser.offset_minutes(at))
}

/// Returns the value of such a field for today.
pub(crate) fn today(chat: Chat) -> String {
    let browser = chat.browser.get();
    let now = browser.now();
    let mut value = field_value(now, browser.offset_minutes(now));
    value.truncate("2026-11-30".len());
    value
}

/// Callback for the chosen time.
pub(crate) type ChooseTime = Arc<dyn Fn(Timestamp) + Send + Sync>;

/// Suggested times in the person's time zone, and a field for any other time.
#[component]
pub(crate) fn TimeChoice(
    /// Text of the button beside the field.
    verb: &'static str,
    request: FormRequest,
    choose: ChooseTime,
) -> impl IntoView {
    let chat = use_chat();
    let browser = chat.browser.get();
    let offset = |at| browser.offset_minutes(at);
    let now = browser.now();
    let choices = StoredValue::new(choices(now, &offset));
    let quick = Arc::clone(&choose);
    let choice = move |place: usize| {
        let Some((label, at)) = choices.with_value(|all| all.get(place).copied()) else {
            return ().into_any();
        };
        let choose = Arc::clone(&quick);
        let time = time_words(chat, at);
        view! {
            <button class="time-choice" type="button" on:click=move |_| choose(at)>
                <span>{label}</span>
                <span class="field-hint">{time}</span>
            </button>
        }
        .into_any()
    };
    let count = choices.with_value(Vec::len);
    view! {
        <div class="form time-choices">
            <div class="time-choice-list" role="group" aria-label=text().suggestions()>
                {each(move || (0..count).collect(), choice)}
            </div>
            <OtherTime verb request choose />
            <RequestProblem request />
        </div>
    }
}

/// Field for any other time.
#[component]
fn OtherTime(verb: &'static str, request: FormRequest, choose: ChooseTime) -> impl IntoView {
    let chat = use_chat();
    let time = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match read_time(chat, &time.get_untracked()) {
            Ok(at) => choose(at),
            Err(why) => request.fail(why),
        }
    };
    view! {
        <form class="field" on:submit=submit novalidate>
            <span class="field-label">{text().custom_time()}</span>
            <span class="time-own">
                <TimeField time />
                <button class="button button-primary">{verb}</button>
            </span>
        </form>
    }
}

/// A field for a date and time in the person's time zone.
#[component]
pub(crate) fn TimeField(
    /// Value of the browser's field.
    time: RwSignal<String>,
) -> impl IntoView {
    let browser = use_chat().browser.get();
    let now = browser.now();
    let first = field_value(now, browser.offset_minutes(now));
    view! {
        <input
            class="input"
            type="datetime-local"
            aria-label=text().date_and_time_field()
            min=first
            prop:value=move || time.get()
            on:input=move |event| time.set(event_target_value(&event))
        />
    }
}

/// Returns the value of a [`TimeField`] for a moment.
pub(crate) fn written_time(chat: Chat, at: Timestamp) -> String {
    field_value(at, chat.browser.get().offset_minutes(at))
}

/// Returns the moment that the value of a [`TimeField`] names.
///
/// # Errors
/// Text for the person, if the value names no moment or a past one.
pub(crate) fn read_time(chat: Chat, time: &str) -> Result<Timestamp, String> {
    let browser = chat.browser.get();
    let offset = |at| browser.offset_minutes(at);
    let at = parse_field(time, &offset).ok_or(text().choose_date_and_time())?;
    match at > browser.now() {
        true => Ok(at),
        false => Err(text().choose_future_time().into()),
    }
}

/// Returns a moment in words, in the person's time zone.
pub(crate) fn time_words(chat: Chat, at: Timestamp) -> String {
    words(
        chat.local_time(at),
        chat.local_time(chat.browser.get().now()),
    )
}
