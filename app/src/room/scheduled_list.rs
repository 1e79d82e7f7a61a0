//! The person's scheduled messages, each of which can be edited, sent now or deleted.

mod form;

use super::{enumerated, last_known};
use crate::{
    api,
    chat::use_chat,
    erased::{dynamic, each, memo, when, when_some},
    kit::{
        form_request::{FormRequest, RequestProblem},
        time_choice::time_words,
    },
    room::file_size::size,
    sidebar::drawer::Drawer,
};
use form::{Editing, EntryForm};
use leptos::prelude::*;
use locale::text;
use protocol::{
    ClientId, Obstacle, Scheduled,
    route::{room_path, thread_path},
};

#[component]
pub(crate) fn ScheduledList(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let editing: Editing = RwSignal::new(Vec::new());
    let ids = memo(move || {
        let mut ids: Vec<ClientId> = chat.look(|client| {
            let all = client.state.scheduled().into_iter();
            // Messages that could not be sent come first: they need the person.
            let (stuck, waiting): (Vec<_>, Vec<_>) = all.partition(|it| it.obstacle.is_some());
            stuck.into_iter().chain(waiting).map(|it| it.id).collect()
        });
        let mut edited = editing.get();
        edited.retain(|id| !ids.contains(id));
        ids.extend(edited);
        ids
    });
    let empty = || {
        view! {
            <p class="dialog-lead">
                {text().scheduled_empty()}
            </p>
        }
        .into_any()
    };
    view! {
        <div class="found-messages">
            {when(move || ids.read().is_empty(), empty)}
            <ul>{each(move || ids.get(), move |id| view! { <ScheduledEntry id open editing /> }.into_any())}</ul>
        </div>
    }
}

/// A scheduled message, or the form that edits it.
#[component]
fn ScheduledEntry(id: ClientId, open: RwSignal<bool>, editing: Editing) -> impl IntoView {
    let chat = use_chat();
    let entry = last_known(move || {
        chat.look(|client| {
            let mut all = client.state.scheduled.iter();
            all.find(|it| it.id == id).cloned()
        })
    });
    let request = FormRequest::new();
    let edited = memo(move || editing.read().contains(&id));
    let content = move || match edited.get() {
        true => view! { <EntryForm entry editing /> }.into_any(),
        false => view! { <EntryText entry open editing request /> }.into_any(),
    };
    view! { <li class="scheduled">{dynamic(content)}</li> }
}

#[component]
fn EntryText(
    entry: Memo<Scheduled>,
    open: RwSignal<bool>,
    editing: Editing,
    request: FormRequest,
) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let room = move || entry.read().room;
    let place = memo(move || match chat.room_name(room()) {
        None => text().scheduled_elsewhere().to_owned(),
        Some(name) if entry.with(|it| it.also_in_room) => {
            text().scheduled_in_thread_and_room(&name)
        }
        Some(name) if entry.with(|it| it.reply_to.is_some()) => text().scheduled_in_thread(&name),
        Some(name) => name,
    });
    let path = move || {
        entry.with(|it| match it.reply_to {
            Some(root) => thread_path(it.room, root),
            None => room_path(it.room),
        })
    };
    let gist = memo(move || {
        let body = entry.read().body.clone();
        chat.look(|client| markdown::gist(&body, &client.state, crate::kit::emoji::lookup()))
    });
    let obstacle = memo(move || entry.read().obstacle);
    let obstacle_line = |obstacle: Obstacle| {
        view! { <p class="scheduled-obstacle">{text().scheduled_obstacle(reason(obstacle))}</p> }
            .into_any()
    };
    let time = move || time_words(chat, entry.with(|it| it.at));
    let files = memo(move || {
        entry.with(|it| {
            let named = it.attachments.iter();
            let named = named.map(|file| text().file_with_size(&file.name, &size(file.size)));
            enumerated(&named.collect::<Vec<_>>())
        })
    });
    let leave = move |_| {
        open.set(false);
        drawer.set(false);
    };
    let edit = move || editing.update(|ids| ids.push(entry.with_untracked(|it| it.id)));
    let act = move |method: &'static str, path: fn(ClientId) -> String| {
        let path = path(entry.with_untracked(|it| it.id));
        // The message disappears when the stream says so.
        request.run(api::command(chat.browser, method, path), |()| ());
    };
    view! {
        <div class="scheduled-head">
            <a href=path dir="auto" on:click=leave>{move || place.get()}</a>
            <span class="field-hint">{time}</span>
        </div>
        {when_some(obstacle, obstacle_line)}
        <p class="found-message-text" dir="auto">{move || gist.get()}</p>
        {when(
            move || !files.read().is_empty(),
            move || view! { <p class="field-hint" dir="auto">{move || files.get()}</p> }.into_any(),
        )}
        <RequestProblem request />
        <div class="scheduled-actions">
            <button class="button-link" type="button" on:click=move |_| edit()>
                {text().edit()}
            </button>
            <button
                class="button-link"
                type="button"
                on:click=move |_| act("POST", api::send_scheduled)
            >
                {text().scheduled_send_now()}
            </button>
            <button
                class="button-link"
                type="button"
                on:click=move |_| act("DELETE", api::scheduled)
            >
                {text().delete()}
            </button>
        </div>
    }
}

/// Returns the name of the reason in the text.
fn reason(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NotThere => "not-there",
        Obstacle::Conflict => "conflict",
        Obstacle::Archived => "archived",
        Obstacle::ReadOnly => "read-only",
        Obstacle::NoThread => "no-thread",
        Obstacle::NoFile => "no-file",
    }
}
