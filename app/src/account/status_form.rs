//! Form of the person's status.

mod duration;

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{dynamic, memo, when},
    kit::form_request::{FormRequest, RequestProblem},
    people::status_line::StatusEnd,
};
use duration::StatusDuration;
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
use protocol::{Status, limits, request::NewStatus};

/// Returns the suggestions.
fn presets() -> [(&'static str, &'static str, StatusDuration); 4] {
    [
        ("🗓️", text().status_meeting(), StatusDuration::Minutes(60)),
        ("🍽️", text().status_lunch(), StatusDuration::Minutes(30)),
        ("🤒", text().status_sick(), StatusDuration::Today),
        ("🌴", text().status_vacation(), StatusDuration::Date),
    ]
}

/// Returns the suggested emoji, with their names in the Unicode standard.
fn suggested_emoji() -> [(&'static str, &'static str); 12] {
    [
        ("💬", text().emoji_speech()),
        ("🗓️", text().emoji_calendar()),
        ("🍽️", text().emoji_plate()),
        ("🤒", text().emoji_thermometer()),
        ("🌴", text().emoji_palm()),
        ("🏠", text().emoji_house()),
        ("🎧", text().emoji_headphones()),
        ("🚆", text().emoji_train()),
        ("☕", text().emoji_coffee()),
        ("👶", text().emoji_baby()),
        ("🎉", text().emoji_party()),
        ("🔕", text().emoji_bell()),
    ]
}

/// Values of the form's fields.
#[derive(Clone, Copy)]
struct StatusFields {
    emoji: RwSignal<Option<String>>,
    text: RwSignal<String>,
    duration: RwSignal<StatusDuration>,
    /// The end of the present status. `None` if it has no end.
    kept: Option<StatusDuration>,
    date: RwSignal<String>,
}

impl StatusFields {
    fn new(status: Option<Status>) -> Self {
        let kept = status.as_ref().and_then(|status| status.until);
        let kept = kept.map(StatusDuration::Kept);
        let (emoji, text) = status.map(|status| (status.emoji, status.text)).unzip();
        Self {
            emoji: RwSignal::new(emoji),
            text: RwSignal::new(text.flatten().unwrap_or_default()),
            duration: RwSignal::new(kept.unwrap_or_default()),
            kept,
            date: RwSignal::new(String::new()),
        }
    }

    fn set(self, (emoji, text, duration): (&str, &str, StatusDuration)) {
        self.emoji.set(Some(emoji.to_owned()));
        self.text.set(text.to_owned());
        self.duration.set(duration);
    }

    /// Returns the status to save, or text for the person if the fields are invalid.
    fn status(self, chat: Chat) -> Result<NewStatus, String> {
        let browser = chat.browser.get();
        let offset = |at| browser.offset_minutes(at);
        let date = self.date.get_untracked();
        let until = self
            .duration
            .get_untracked()
            .end(browser.now(), &date, &offset)?;
        Ok(NewStatus {
            emoji: self.emoji.get_untracked(),
            text: Some(self.text.get_untracked()),
            until,
        })
    }
}

/// Form of the person's status. It is made again when the status is saved.
#[component]
pub(crate) fn StatusForm() -> impl IntoView {
    let done = RwSignal::new(None);
    dynamic(move || {
        let done_text = done.get();
        view! {
            <StatusFieldsForm done />
            <div role="status">{done_text.map(|text| view! { <p class="form-done">{text}</p> }.into_any())}</div>
        }
        .into_any()
    })
}

#[component]
fn StatusFieldsForm(done: RwSignal<Option<&'static str>>) -> impl IntoView {
    let chat = use_chat();
    let status = chat.peek(|client| client.state.status_of(client.state.me.id).cloned());
    let has_status = status.is_some();
    let fields = StatusFields::new(status);
    let request = FormRequest::new();
    let send = move |status: Result<NewStatus, String>, text| {
        let sent = match status {
            Ok(status) => api::submit(chat.browser, "PUT", "/api/me/status".into(), &status),
            Err(why) => return request.fail(why),
        };
        request.run(sent, move |()| {
            done.try_set(Some(text));
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(fields.status(chat), text().status_set());
    };
    let clear = move || {
        let clear = move |_| send(Ok(NewStatus::default()), text().status_cleared());
        view! { <button class="button" type="button" on:click=clear>{text().status_clear()}</button> }
            .into_any()
    };
    let preset = move |preset: (&'static str, &'static str, StatusDuration)| {
        let (emoji, words, _) = preset;
        let take = move |_| fields.set(preset);
        view! {
            <button class="status-preset" type="button" on:click=take>
                <span aria-hidden="true">{emoji}</span>
                {words}
            </button>
        }
        .into_any()
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="status-presets" role="group" aria-label=text().suggestions()>
                {presets().map(preset).into_iter().collect_view()}
            </div>
            <EmojiRow fields />
            <label class="field">
                <span class="field-label">{text().status_field()}</span>
                <input
                    class="input"
                    aria-label=text().status_field()
                    dir="auto"
                    autocomplete="off"
                    autofocus
                    maxlength=limits::STATUS_CHARS.to_string()
                    prop:value=move || fields.text.get()
                    on:input=move |event| fields.text.set(event_target_value(&event))
                />
            </label>
            <DurationField fields />
            <RequestProblem request />
            <div class="dialog-actions">
                {when(move || has_status, clear)}
                <button class="button button-primary" aria-busy=move || request.busy()>{text().save()}</button>
            </div>
        </form>
    }
}

#[component]
fn EmojiRow(fields: StatusFields) -> impl IntoView {
    let choice = move |(emoji, name): (&'static str, &'static str)| {
        let chosen = memo(move || fields.emoji.read().as_deref() == Some(emoji));
        let choose = move |_| fields.emoji.set(Some(emoji.to_owned()));
        view! {
            <button
                class="emoji"
                type="button"
                aria-label=name
                title=name
                aria-pressed=move || chosen.get().to_string()
                on:click=choose
            >
                {emoji}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="status-emoji" role="group" aria-label=text().emoji()>
            {suggested_emoji().map(choice).into_iter().collect_view()}
        </div>
    }
}

#[component]
fn DurationField(fields: StatusFields) -> impl IntoView {
    let chat = use_chat();
    // The first option is the one that is chosen when the form opens.
    let durations = move || fields.kept.into_iter().chain(StatusDuration::ALL);
    let option = |duration: StatusDuration| {
        let words = duration.words(&|end| StatusEnd::new(chat, end));
        view! { <option value=duration.name()>{words}</option> }.into_any()
    };
    let options: Vec<_> = durations().map(option).collect();
    let change = move |event| {
        let name = event_target_value(&event);
        let duration = durations().find(|it| it.name() == name);
        fields.duration.set(duration.unwrap_or_default());
    };
    let date = move || {
        view! {
            <input
                class="input"
                type="date"
                aria-label=text().status_last_day()
                on:input=move |event| fields.date.set(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field">
                <span class="field-label">{text().status_clear_after()}</span>
                <select class="input select" aria-label=text().status_clear_after() prop:value=move || fields.duration.get().name() on:change=change>
                    {options}
                </select>
            </label>
            {when(move || fields.duration.get() == StatusDuration::Date, date)}
        </div>
    }
}
