use super::tools::use_tools;
use crate::{
    api,
    chat::use_chat,
    erased::{handler, list, part, spawn, when},
    kit::{dialog::LaterDialog, form::ProblemAlert},
    later::Later,
};
use client::calendar::LocalTime;
use leptos::prelude::*;
use protocol::{MessageVersion, RoomId, VersionPage};

/// The earlier texts of a message, for its author and administrators.
#[component]
pub(super) fn VersionsDialog(room: RoomId) -> impl IntoView {
    let open = use_tools().comparing;
    part! { <LaterDialog title="Earlier versions" open content=Later::Versions(room) /> }
}

#[component]
pub(crate) fn Versions(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    let versions = RwSignal::new(Vec::<MessageVersion>::new());
    let more = RwSignal::new(false);
    let asking = StoredValue::new(false);
    let subject = use_tools().subject.get_untracked();
    let ask = move || {
        let Some(message) = subject.filter(|_| !asking.get_value()) else {
            return;
        };
        asking.set_value(true);
        let oldest = versions.with_untracked(|versions| versions.last().map(|it| it.number));
        spawn(async move {
            let path = api::versions(room, message, oldest);
            // The dialog may have been closed meanwhile.
            match api::get::<VersionPage>(chat.browser, path).await {
                Ok(page) => {
                    problem.try_set(String::new());
                    versions.try_update(|versions| versions.extend(page.versions));
                    more.try_set(page.more);
                }
                Err(refusal) => drop(problem.try_set(refusal.detail)),
            }
            asking.try_set_value(false);
        });
    };
    ask();
    let item = move |place: usize| {
        let version = versions.with_untracked(|versions| versions.get(place).cloned());
        let (at, body) = version.map_or_else(Default::default, |it| (it.at, it.body));
        let html =
            chat.peek(|client| markdown::render(&body, &client.state, crate::kit::emoji::lookup()));
        let local = LocalTime::new(at, chat.browser.get().offset_minutes(at));
        part! {
            <li class="version">
                <span class="version-time">{local.full()}</span>
                <div class="message-body" dir="auto"><div class="rich" inner_html=html></div></div>
            </li>
        }
    };
    let places = move || (0..versions.with(Vec::len)).collect();
    let more_button = move || {
        part! {
            <button class="button versions-more" type="button" on:click=handler(move |_| ask())>
                "Show more"
            </button>
        }
    };
    part! {
        <ProblemAlert problem />
        <ol class="versions">{list(places, item)}</ol>
        {when(move || more.get(), more_button)}
    }
}
