//! Notices to the person, which disappear by themselves.

use super::close_button::CloseButton;
use crate::{
    chat::use_chat,
    erased::{effect, memo, when},
};
use leptos::prelude::*;
use locale::text;
use std::time::Duration;

/// How long a notice stays, unless the person dismisses it.
const STAYS: Duration = Duration::from_secs(8);

/// The notice of the client, such as why something was refused.
#[component]
pub(crate) fn Notice() -> impl IntoView {
    let chat = use_chat();
    let notice = memo(move || chat.look(|client| client.notice.clone()));
    let there = move || notice.read().is_some();
    let shown = StoredValue::new(0_u32);
    effect(move || {
        if there() {
            let this = shown.get_value() + 1;
            shown.set_value(this);
            let end = move || {
                if shown.try_get_value() == Some(this) {
                    chat.dismiss_notice();
                }
            };
            set_timeout(end, STAYS);
        }
    });
    let close = move || chat.dismiss_notice();
    view! {
        <div class="notice" role="status">
            {when(there, move || view! {
                <p class="notice-text">
                    <span>{move || notice.get().unwrap_or_default()}</span>
                    <CloseButton name=text().dismiss() close=move |_| close() />
                </p>
            }.into_any())}
        </div>
    }
}
