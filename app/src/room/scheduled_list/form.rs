//! Form that edits the text and the time of a scheduled message.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{memo, when},
    kit::{
        form_request::{FormRequest, RequestProblem},
        time_choice::{TimeField, read_time, written_time},
    },
};
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
use markdown::decode;
use protocol::{ClientId, RoomId, Scheduled, request::ScheduledChange};

/// The messages that are being edited. They stay in the list until that is done, even if they are sent meanwhile.
pub(super) type Editing = RwSignal<Vec<ClientId>>;

/// The form's values.
#[derive(Clone, PartialEq)]
struct ScheduledFields {
    text: String,
    time: String,
}

/// Edits a scheduled message. What is typed is kept in the browser's storage until it is saved or cancelled.
#[component]
pub(super) fn EntryForm(entry: Memo<Scheduled>, editing: Editing) -> impl IntoView {
    let chat = use_chat();
    let Scheduled { id, room, .. } = entry.get_untracked();
    let shown = StoredValue::new(fields(chat, &entry.get_untracked()));
    let unsaved = chat.browser.get().stored(&key(chat, id));
    let typed = RwSignal::new(unsaved.unwrap_or_else(|| shown.with_value(|it| it.text.clone())));
    let time = RwSignal::new(shown.with_value(|it| it.time.clone()));
    let request = FormRequest::new();
    let close = move || {
        chat.browser.get().store(&key(chat, id), "");
        editing.try_update(|ids| ids.retain(|other| *other != id));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = ScheduledFields {
            text: typed.get_untracked(),
            time: time.get_untracked(),
        };
        let changes = match shown.with_value(|shown| changes(chat, room, shown, &wanted)) {
            Ok(changes) => changes,
            Err(why) => return request.fail(why),
        };
        let sent = api::submit(chat.browser, "PATCH", api::scheduled(id), &changes);
        request.run(sent, move |()| close());
    };
    let on_input = move |event| {
        let value = event_target_value(&event);
        chat.browser.get().store(&key(chat, id), &value);
        typed.set(value);
    };
    let gone = memo(move || {
        chat.look(|client| {
            let mut all = client.state.scheduled.iter();
            all.all(|it| it.id != id)
        })
    });
    let notice = || {
        view! {
            <p class="scheduled-obstacle">
                {text().scheduled_gone()}
            </p>
        }
        .into_any()
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            {when(move || gone.get(), notice)}
            <textarea
                class="input scheduled-text"
                rows="4"
                dir="auto"
                aria-label=text().scheduled_text()
                autofocus
                prop:value=move || typed.get()
                on:input=on_input
            ></textarea>
            <TimeField time />
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| close()>{text().cancel()}</button>
                <button class="button button-primary" disabled=move || gone.get()>{text().save()}</button>
            </div>
        </form>
    }
}

fn key(chat: Chat, id: ClientId) -> String {
    format!("scheduled:{}:{id}", chat.me())
}

fn fields(chat: Chat, scheduled: &Scheduled) -> ScheduledFields {
    ScheduledFields {
        text: chat.peek(|client| decode(&scheduled.body, &client.state.spellings(scheduled.room))),
        // A message that was not sent needs a new time.
        time: match scheduled.obstacle {
            Some(_) => String::new(),
            None => written_time(chat, scheduled.at),
        },
    }
}

/// Returns what the person has changed in the form.
///
/// # Errors
/// A text for the person, if the time cannot be used.
fn changes(
    chat: Chat,
    room: RoomId,
    shown: &ScheduledFields,
    wanted: &ScheduledFields,
) -> Result<ScheduledChange, String> {
    let text = Some(&wanted.text).filter(|text| **text != shown.text);
    let time = Some(&wanted.time).filter(|time| **time != shown.time || time.is_empty());
    let at = time.map(|time| read_time(chat, time)).transpose()?;
    let body = text.map(|text| chat.encode(room, text));
    Ok(ScheduledChange { body, at })
}
