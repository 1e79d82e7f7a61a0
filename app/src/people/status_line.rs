//! A person's status with its end.

use crate::{
    chat::{Chat, use_chat},
    erased::when_some,
};
use leptos::prelude::*;
use locale::text;
use protocol::{Status, Timestamp};

#[component]
pub(crate) fn StatusLine(status: Memo<Option<Status>>) -> impl IntoView {
    let chat = use_chat();
    let line = move |status: Status| {
        let until = status
            .until
            .map(|until| StatusEnd::new(chat, until).words());
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

/// The end of a status, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StatusEnd {
    /// The end of the present day.
    Today,
    /// A time of the present day.
    Time(String),
    /// The end of a later day.
    Day(String),
}

impl StatusEnd {
    pub(crate) fn new(chat: Chat, until: Timestamp) -> Self {
        // A day ends at the midnight that belongs to the next one.
        let last = chat.local_time(Timestamp(until.millis() - 1));
        let today = chat.local_time(chat.browser.get().now()).day();
        match (last.day() == today, last.clock().as_str()) {
            (true, "23:59") => Self::Today,
            (true, _) => Self::Time(chat.local_time(until).clock()),
            (false, _) => Self::Day(last.day().label(Some(today))),
        }
    }

    /// Returns `until 14:05`, `until the end of today`, or `until Friday, 27 November 2026`.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Today => text().status_until_today().to_owned(),
            Self::Time(time) => text().status_until_time(time),
            Self::Day(day) => text().status_until_day(day),
        }
    }

    /// Returns the text of the choice to keep this end, such as `Until 14:05 (as now)`.
    pub(crate) fn kept_words(&self) -> String {
        match self {
            Self::Today => text().status_kept_today().to_owned(),
            Self::Time(time) => text().status_kept_time(time),
            Self::Day(day) => text().status_kept_day(day),
        }
    }
}
