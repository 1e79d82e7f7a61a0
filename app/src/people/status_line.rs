//! A person's status with its end.

use crate::{
    chat::{Chat, use_chat},
    erased::when_some,
};
use leptos::prelude::*;
use protocol::{Status, Timestamp};

#[component]
pub(crate) fn StatusLine(status: Memo<Option<Status>>) -> impl IntoView {
    let chat = use_chat();
    let line = move |status: Status| {
        let until = status.until.map(|until| until_words(chat, until));
        view! {
            <p class="status-line">
                <span class="status-line-emoji" aria-hidden="true">{status.emoji}</span>
                <span>
                    <span dir="auto">{status.text.unwrap_or_default()}</span>
                    <span class="status-line-until">{until.unwrap_or_default()}</span>
                </span>
            </p>
        }
        .into_any()
    };
    when_some(status, line)
}

/// Returns `until 14:05`, `until the end of today`, or `until Friday, 27 November 2026`.
pub(crate) fn until_words(chat: Chat, until: Timestamp) -> String {
    // A day ends at the midnight that belongs to the next one.
    let last = chat.local_time(Timestamp(until.millis() - 1));
    let today = chat.local_time(chat.browser.get().now()).day();
    match (last.day() == today, last.clock().as_str()) {
        (true, "23:59") => "until the end of today".into(),
        (true, _) => format!("until {}", chat.local_time(until).clock()),
        (false, _) => format!("until {}", last.day().label(Some(today))),
    }
}
