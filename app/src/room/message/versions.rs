//! The earlier versions of an edited message.

use super::tools::use_tools;
use crate::{
    api,
    chat::use_chat,
    erased::{each, when},
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::prelude::*;
use locale::text;
use protocol::{MessageVersion, RoomId, VersionPage};

/// The earlier texts of a message, newest first, for its author and administrators.
#[component]
pub(crate) fn Versions(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let versions = RwSignal::new(Vec::<MessageVersion>::new());
    let more = RwSignal::new(false);
    let subject = use_tools().subject.get_untracked();
    let load = move || {
        let Some(message) = subject.filter(|_| !request.pending.get_untracked()) else {
            return;
        };
        let oldest = versions.with_untracked(|versions| versions.last().map(|it| it.number));
        let page = api::get::<VersionPage>(chat.browser, api::versions(room, message, oldest));
        request.run(page, move |page| {
            versions.try_update(|versions| versions.extend(page.versions));
            more.try_set(page.more);
        });
    };
    load();
    let item = move |index: usize| {
        let version = versions.read_untracked().get(index).cloned();
        let (at, body) = version.map_or_else(Default::default, |it| (it.at, it.body));
        let html =
            chat.peek(|client| markdown::render(&body, &client.state, crate::kit::emoji::lookup()));
        view! {
            <li class="version">
                <span class="version-time">{chat.local_time(at).full()}</span>
                <div class="message-body" dir="auto"><div class="rich" inner_html=html></div></div>
            </li>
        }
        .into_any()
    };
    let indices = move || (0..versions.with(Vec::len)).collect();
    let more_button = move || {
        view! {
            <button class="button versions-more" type="button" on:click=move |_| load()>
                {text().show_more()}
            </button>
        }
        .into_any()
    };
    view! {
        <RequestProblem request />
        <ol class="versions">{each(indices, item)}</ol>
        {when(move || more.get(), more_button)}
    }
}
