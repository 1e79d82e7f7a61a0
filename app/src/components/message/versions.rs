use super::tools::use_tools;
use crate::{
    api,
    calendar::LocalTime,
    chat::use_chat,
    components::{account_form::ProblemAlert, dialog::LaterDialog, later::Later},
    erased::{list, part, spawn},
    markdown,
    model::{MessageVersion, RoomId},
};
use leptos::prelude::*;

/// The earlier texts of a message, for its author and administrators.
#[component]
pub(super) fn VersionsDialog(room: RoomId) -> impl IntoView {
    let open = use_tools().comparing;
    part! { <LaterDialog title="Earlier versions" open content=Later::Versions(room) /> }
}

#[component]
pub(in crate::components) fn Versions(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    let versions = RwSignal::new(Vec::<MessageVersion>::new());
    if let Some(message) = use_tools().subject.get_untracked() {
        spawn(async move {
            match api::get(chat.browser, api::versions(room, message)).await {
                Ok(found) => versions.set(found),
                Err(refusal) => problem.set(refusal.detail),
            }
        });
    }
    let item = move |place: usize| {
        let version = versions.with_untracked(|versions| versions.get(place).cloned());
        let (at, body) = version.map_or_else(Default::default, |it| (it.at, it.body));
        let html = chat.peek(|client| markdown::render(&body, &client.state));
        let local = LocalTime::new(at, chat.browser.get().offset_minutes(at));
        part! {
            <li class="version">
                <span class="version-time">{local.full()}</span>
                <div class="message-body" dir="auto"><div class="rich" inner_html=html></div></div>
            </li>
        }
    };
    let places = move || (0..versions.with(Vec::len)).collect();
    part! {
        <ProblemAlert problem />
        <ol class="versions">{list(places, item)}</ol>
    }
}
