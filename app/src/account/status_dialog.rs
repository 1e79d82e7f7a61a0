mod span;

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{handler, list, memo, part, when},
    kit::{
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::{ev::SubmitEvent, prelude::*};
use protocol::{Status, limits, request::NewStatus};
use span::Span;

/// What is often so.
const PRESETS: [(&str, &str, Span); 4] = [
    ("🗓️", "In a meeting", Span::Minutes(60)),
    ("🍽️", "Lunch", Span::Minutes(30)),
    ("🤒", "Sick today", Span::Today),
    ("🌴", "On vacation", Span::Date),
];

/// The emoji to choose from, with their names in the Unicode standard's words.
const EMOJI: [(&str, &str); 12] = [
    ("💬", "speech balloon"),
    ("🗓️", "calendar"),
    ("🍽️", "plate"),
    ("🤒", "thermometer face"),
    ("🌴", "palm tree"),
    ("🏠", "house"),
    ("🎧", "headphones"),
    ("🚆", "train"),
    ("☕", "coffee"),
    ("👶", "baby"),
    ("🎉", "party popper"),
    ("🔕", "bell with slash"),
];

/// Says how one is, and for how long.
#[component]
pub(crate) fn StatusDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <Dialog title="Status" open content=move || part! { <StatusForm open /> } /> }
}

/// What the form holds.
#[derive(Clone, Copy)]
struct Draft {
    emoji: RwSignal<String>,
    text: RwSignal<String>,
    span: RwSignal<Span>,
    date: RwSignal<String>,
}

impl Draft {
    fn of(status: Status) -> Self {
        // A status that ends is shown with its end beside the form; to save it again asks for another.
        Self {
            emoji: RwSignal::new(status.emoji),
            text: RwSignal::new(status.text),
            span: RwSignal::new(Span::default()),
            date: RwSignal::new(String::new()),
        }
    }

    fn take(self, (emoji, text, span): (&str, &str, Span)) {
        self.emoji.set(emoji.to_owned());
        self.text.set(text.to_owned());
        self.span.set(span);
    }

    fn status(self, chat: Chat) -> Result<NewStatus, String> {
        let browser = chat.browser.get();
        let offset = |at| browser.offset_minutes(at);
        let date = self.date.get_untracked();
        let until = self
            .span
            .get_untracked()
            .end(browser.now(), &date, &offset)?;
        Ok(NewStatus {
            emoji: self.emoji.get_untracked(),
            text: self.text.get_untracked(),
            until,
        })
    }
}

#[component]
fn StatusForm(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let status = chat.peek(|client| client.state.status_of(client.state.me.id).cloned());
    let has_status = status.is_some();
    let draft = Draft::of(status.unwrap_or_default());
    let request = FormRequest::new();
    let send = move |status: Result<NewStatus, String>| {
        let sent = match status {
            Ok(status) => api::submit(chat.browser, "PUT", "/api/me/status".into(), &status),
            Err(why) => return request.fail(why),
        };
        request.run(sent, move |()| {
            open.try_set(false);
        });
    };
    let submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        send(draft.status(chat));
    });
    let clear = move || {
        let clear = handler(move |_| send(Ok(NewStatus::default())));
        part! { <button class="button" type="button" on:click=clear>"Clear status"</button> }
    };
    let preset = move |place: usize| {
        let (emoji, text, _) = PRESETS[place];
        let take = handler(move |_| draft.take(PRESETS[place]));
        part! {
            <button class="status-preset" type="button" on:click=take>
                <span aria-hidden="true">{emoji}</span>
                {text}
            </button>
        }
    };
    part! {
        <form class="form" on:submit=submit novalidate>
            <div class="status-presets" role="group" aria-label="Suggestions">
                {list(|| (0..PRESETS.len()).collect(), preset)}
            </div>
            <EmojiRow draft />
            <label class="field">
                <span class="field-label">"What is going on"</span>
                <input
                    class="input"
                    aria-label="What is going on"
                    dir="auto"
                    autocomplete="off"
                    autofocus
                    maxlength=limits::STATUS_CHARS.to_string()
                    prop:value=move || draft.text.get()
                    on:input=handler(move |event| draft.text.set(event_target_value(&event)))
                />
            </label>
            <SpanField draft />
            <RequestProblem request />
            <div class="dialog-actions">
                {when(move || has_status, clear)}
                <button class="button button-primary">"Save"</button>
            </div>
        </form>
    }
}

#[component]
fn EmojiRow(draft: Draft) -> impl IntoView {
    let choice = move |place: usize| {
        let (emoji, name) = EMOJI[place];
        let chosen = memo(move || draft.emoji.with(|chosen| chosen == emoji));
        let choose = handler(move |_| draft.emoji.set(emoji.to_owned()));
        part! {
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
    };
    part! {
        <div class="status-emoji" role="group" aria-label="Emoji">
            {list(|| (0..EMOJI.len()).collect(), choice)}
        </div>
    }
}

#[component]
fn SpanField(draft: Draft) -> impl IntoView {
    let option = |span: Span| part! { <option value=span.name()>{span.words()}</option> };
    let options: Vec<_> = Span::ALL.into_iter().map(option).collect();
    let change = handler(move |event| {
        let name = event_target_value(&event);
        let span = Span::ALL.into_iter().find(|span| span.name() == name);
        draft.span.set(span.unwrap_or_default());
    });
    let date = move || {
        part! {
            <input
                class="input"
                type="date"
                aria-label="Last day"
                on:input=handler(move |event| draft.date.set(event_target_value(&event)))
            />
        }
    };
    part! {
        <div class="field">
            <label class="field">
                <span class="field-label">"Clear after"</span>
                <select class="input" aria-label="Clear after" prop:value=move || draft.span.get().name() on:change=change>
                    {options}
                </select>
            </label>
            {when(move || draft.span.get() == Span::Date, date)}
        </div>
    }
}
