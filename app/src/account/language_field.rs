//! Field for the language of the interface.

use super::profile_fields::change_profile;
use crate::{
    chat::use_chat,
    kit::saving::{SavedSign, Saving, SavingProblem},
};
use leptos::prelude::*;
use locale::{LANGUAGES, Language, text};
use protocol::request::ProfileChange;

/// Field for the language of the interface and of mails. The page is loaded again in a new language: drafts stay.
#[component]
pub(crate) fn LanguageField() -> impl IntoView {
    let chat = use_chat();
    let chosen = chat.peek(|client| client.state.language.clone());
    let saving = Saving::new();
    let choose = move |code: String| {
        let change = ProfileChange {
            language: Some(Some(code)),
            ..ProfileChange::default()
        };
        saving.send_then(change_profile(chat, &change), move || {
            let path = chat.path.get_untracked();
            chat.browser.get().go(&path);
        });
    };
    let option = |language: Language| {
        let is_chosen = chosen.as_deref() == Some(language.code());
        view! {
            <option value=language.code() lang=language.code() selected=is_chosen>
                {language.name()}
            </option>
        }
        .into_any()
    };
    let options: Vec<_> = LANGUAGES.into_iter().map(option).collect();
    view! {
        <div class="field">
            <label class="field">
                <span class="field-head">
                    <span class="field-label">{text().language_label()}</span>
                    <SavedSign saving />
                </span>
                <select
                    class="input select"
                    aria-label=text().language_label()
                    on:change=move |event| choose(event_target_value(&event))
                >
                    <option value="" selected=chosen.is_none()>{text().language_of_browser()}</option>
                    {options}
                </select>
                <span class="field-hint">{text().language_hint()}</span>
            </label>
            <SavingProblem saving />
        </div>
    }
}
