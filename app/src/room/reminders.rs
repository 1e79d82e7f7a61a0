//! Reminders of messages: the form that sets one, those that are due, and the line below a saved message.

use super::send_command;
use crate::{
    api,
    chat::{Chat, use_chat},
    dialog_opener::{DialogKind, DialogOpener},
    erased::{each, effect, memo, when},
    kit::{
        form_request::FormRequest,
        icon::{Glyph, Icon},
        time_choice::{ChooseTime, TimeChoice, time_words},
    },
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{Message, MessageId, request::NewReminder, route::message_path};
use std::sync::Arc;

/// The most reminders that are shown at once; the others are in the list of saved messages.
const SHOWN: usize = 3;

/// Due reminders, until the person dismisses them on one of their devices.
#[component]
pub(crate) fn Reminders() -> impl IntoView {
    let chat = use_chat();
    let opener = DialogOpener::get();
    let due = memo(move || chat.look(|client| client.state.due_messages()));
    let messages = RwSignal::new(Vec::<Message>::new());
    // The messages are loaded again when the connection is back: the first attempt may have failed without it.
    let live = memo(move || chat.look(|client| client.is_live()));
    effect(move || {
        if due.with(Vec::is_empty) || !live.get() {
            return;
        }
        spawn_local(async move {
            if let Ok(saved) = api::list(chat.browser, api::SAVED.into()).await {
                messages.try_set(saved);
            }
        });
    });
    let shown = move || due.read().iter().take(SHOWN).copied().collect::<Vec<_>>();
    let more = move || due.read().len().saturating_sub(SHOWN);
    let more_button = move || {
        view! {
            <button class="button-link" type="button" on:click=move |_| opener.open(DialogKind::Saved)>
                {move || text().more_reminders(more())}
            </button>
        }.into_any()
    };
    view! {
        <div class="reminders" role="status" aria-label=text().reminders()>
            {each(shown, move |id| view! { <DueReminder id messages /> }.into_any())}
            {when(move || more() > 0, more_button)}
        </div>
    }
}

#[component]
fn DueReminder(id: MessageId, messages: RwSignal<Vec<Message>>) -> impl IntoView {
    let chat = use_chat();
    let message = memo(move || {
        let found = |messages: &Vec<Message>| messages.iter().find(|it| it.id == id).cloned();
        messages.with(found)
    });
    let read = move |read: fn(Chat, &Message) -> String| {
        message.with(|message| {
            message
                .as_ref()
                .map(|it| read(chat, it))
                .unwrap_or_default()
        })
    };
    let head = move || {
        read(|chat, it| {
            let room = chat.room_name(it.room).unwrap_or_default();
            format!("{} · {room}", chat.name_of(it.author))
        })
    };
    let gist = move || {
        read(|chat, it| {
            chat.look(|client| markdown::gist(&it.body, &client.state, crate::kit::emoji::lookup()))
        })
    };
    let path = move || read(|_, it| message_path(it.room, it.seq));
    let opener = DialogOpener::get();
    view! {
        <div class="reminder" role="group" aria-label=text().reminder()>
            <p class="reminder-head">
                <Icon glyph=Glyph::CLOCK />
                <span dir="auto">{head}</span>
            </p>
            <p class="found-message-text" dir="auto">{gist}</p>
            <div class="reminder-actions">
                <a class="button-link" href=path on:click=move |_| cancel(chat, id)>{text().reminder_open()}</a>
                <button class="button-link" type="button" on:click=move |_| opener.remind(id)>
                    {text().reminder_later()}
                </button>
                <button class="button-link" type="button" on:click=move |_| cancel(chat, id)>
                    {text().done()}
                </button>
            </div>
        </div>
    }
}

/// Line below a saved message: when its reminder is due, with buttons to set and to cancel it.
#[component]
pub(super) fn ReminderLine(id: MessageId) -> impl IntoView {
    let chat = use_chat();
    let opener = DialogOpener::get();
    let saved = memo(move || chat.look(|client| client.state.saved(id).cloned()));
    let at = move || saved.with(|saved| saved.as_ref().and_then(|saved| saved.remind_at));
    let due = move || saved.with(|saved| saved.as_ref().is_some_and(|saved| saved.due));
    let time = move || {
        let time = at().map(|at| time_words(chat, at)).unwrap_or_default();
        if due() {
            text().reminder_due(&time)
        } else {
            time
        }
    };
    let set = move || {
        view! {
            <span class="reminder-time" class:is-due=due><Icon glyph=Glyph::CLOCK />{time}</span>
            <button class="button-link" type="button" on:click=move |_| cancel(chat, id)>
                {move || if due() { text().done() } else { text().reminder_cancel() }.to_owned()}
            </button>
        }
        .into_any()
    };
    let label = move || {
        if at().is_some() {
            text().reminder_change()
        } else {
            text().message_remind()
        }
    };
    view! {
        <div class="reminder-line">
            {when(move || at().is_some(), set)}
            <button class="button-link" type="button" on:click=move |_| opener.remind(id)>
                {move || label().to_owned()}
            </button>
        </div>
    }
}

/// Form that sets a reminder. `open` is the dialog around it.
#[component]
pub(crate) fn RemindForm(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let message = DialogOpener::get().reminded();
    let request = FormRequest::new();
    let choose: ChooseTime = Arc::new(move |at| {
        let Some(message) = message else { return };
        let path = api::reminder(message);
        let set = api::submit(chat.browser, "PUT", path, &NewReminder { at });
        request.run(set, move |()| {
            open.try_set(false);
            let when = time_words(chat, at);
            chat.notify(&text().reminder_set(&when));
        });
    });
    view! { <TimeChoice verb=text().message_remind() request choose /> }
}

fn cancel(chat: Chat, message: MessageId) {
    send_command(chat, "DELETE", api::reminder(message));
}
