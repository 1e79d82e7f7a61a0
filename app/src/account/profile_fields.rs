//! Fields of the person's profile.

use crate::{
    api::{self, Submission},
    chat::{Chat, use_chat},
    kit::saving::{SavedField, SavedText},
};
use leptos::prelude::*;
use locale::text;
use protocol::{limits, request::ProfileChange};
use std::sync::Arc;

/// The person's name and title, which are saved when they are changed.
#[component]
pub(crate) fn ProfileFields() -> impl IntoView {
    let chat = use_chat();
    let (name, title) = chat.peek(|client| {
        let me = &client.state.me;
        let person = client.state.people.get(&me.id);
        let title = person.and_then(|person| person.title.clone());
        (me.name.clone(), title.unwrap_or_default())
    });
    let save = move |change: ProfileChange| change_profile(chat, &change);
    let save_name = move |name| {
        save(ProfileChange {
            name: Some(name),
            ..ProfileChange::default()
        })
    };
    let save_title = move |title| {
        save(ProfileChange {
            title: Some(Some(title)),
            ..ProfileChange::default()
        })
    };
    view! {
        <SavedField
            label=text().your_name()
            field=SavedText::new(name, Arc::new(save_name))
            autocomplete="name"
            max=limits::NAME_CHARS
        />
        <SavedField
            label=text().profile_title()
            field=SavedText::new(title, Arc::new(save_title))
            autocomplete="organization-title"
            max=limits::TITLE_CHARS
            hint=text().profile_title_hint()
        />
    }
}

/// Changes the person's profile. The workspace's stream brings the change.
pub(super) fn change_profile(chat: Chat, change: &ProfileChange) -> Submission {
    api::submit(chat.browser, "PATCH", "/api/me".into(), change)
}
