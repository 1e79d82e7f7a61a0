use super::Editing;
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{handler, memo, part, spawn, when},
    kit::{
        form::ProblemAlert,
        time_choice::{TimeField, read_time, written_time},
    },
};
use leptos::{ev::SubmitEvent, prelude::*};
use markdown::decode;
use protocol::{ClientId, RoomId, Scheduled, request::ScheduledChange};

/// The text and the time of a message, as its form has them.
#[derive(Clone, PartialEq)]
struct Fields {
    text: String,
    time: String,
}

/// Changes the text and the time of a message. What is typed is kept in the browser until it is saved or given up.
#[component]
pub(super) fn EntryForm(entry: Memo<Scheduled>, editing: Editing) -> impl IntoView {
    let chat = use_chat();
    let Scheduled { id, room, .. } = entry.get_untracked();
    let shown = StoredValue::new(fields(chat, &entry.get_untracked()));
    let begun = chat.browser.get().stored(&key(chat, id));
    let text = RwSignal::new(begun.unwrap_or_else(|| shown.with_value(|it| it.text.clone())));
    let time = RwSignal::new(shown.with_value(|it| it.time.clone()));
    let problem = RwSignal::new(String::new());
    let close = move || {
        chat.browser.get().store(&key(chat, id), "");
        editing.try_update(|ids| ids.retain(|other| *other != id));
    };
    let submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        problem.set(String::new());
        let wanted = Fields {
            text: text.get_untracked(),
            time: time.get_untracked(),
        };
        let changes = match shown.with_value(|shown| changes(chat, room, shown, &wanted)) {
            Ok(changes) => changes,
            Err(why) => return problem.set(why),
        };
        let sent = api::submit(chat.browser, "PATCH", api::scheduled(id), &changes);
        spawn(async move {
            match sent.await {
                Ok(()) => close(),
                Err(refusal) => drop(problem.try_set(refusal.detail)),
            }
        });
    });
    let type_in = handler(move |event| {
        let typed = event_target_value(&event);
        chat.browser.get().store(&key(chat, id), &typed);
        text.set(typed);
    });
    let gone = memo(move || {
        chat.look(|client| {
            let mut all = client.state.scheduled.iter();
            all.all(|it| it.id != id)
        })
    });
    let notice = || {
        part! {
            <p class="scheduled-obstacle">
                "It was sent or deleted meanwhile. What you typed is still here, to be copied."
            </p>
        }
    };
    part! {
        <form class="form" on:submit=submit novalidate>
            {when(move || gone.get(), notice)}
            <textarea
                class="input scheduled-text"
                rows="4"
                dir="auto"
                aria-label="Message text"
                autofocus
                prop:value=move || text.get()
                on:input=type_in
            ></textarea>
            <TimeField time />
            <ProblemAlert problem />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=handler(move |_| close())>"Cancel"</button>
                <button class="button button-primary" disabled=move || gone.get()>"Save"</button>
            </div>
        </form>
    }
}

fn key(chat: Chat, id: ClientId) -> String {
    chat.peek(|client| format!("scheduled:{}:{id}", client.state.me.id))
}

fn fields(chat: Chat, scheduled: &Scheduled) -> Fields {
    Fields {
        text: chat.peek(|client| decode(&scheduled.body, &client.state.spellings(scheduled.room))),
        // One that was not sent needs another time.
        time: match scheduled.obstacle {
            Some(_) => String::new(),
            None => written_time(chat, scheduled.at),
        },
    }
}

/// What the form changes of what it has shown. Fails with what to tell.
fn changes(
    chat: Chat,
    room: RoomId,
    shown: &Fields,
    wanted: &Fields,
) -> Result<ScheduledChange, String> {
    let text = Some(&wanted.text).filter(|text| **text != shown.text);
    let time = Some(&wanted.time).filter(|time| **time != shown.time || time.is_empty());
    let at = time.map(|time| read_time(chat, time)).transpose()?;
    let body = text.map(|text| chat.encode(room, text));
    Ok(ScheduledChange { body, at })
}
