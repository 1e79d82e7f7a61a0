use super::remind_dialog::RemindDialog;
use crate::{
    api,
    chat::{Chat, use_chat},
    dialogs::{Door, Doors},
    erased::{effect, handler, list, memo, part, spawn, when},
    kit::icon::{Glyph, Icon},
};
use leptos::prelude::*;
use protocol::{Message, MessageId, route::message_path};

/// The most reminders that are shown at once; the others are in the list of what is saved.
const SHOWN: usize = 3;

/// The reminders that have come, over the page, until the person puts them away on one of their devices.
#[component]
pub(crate) fn Reminders() -> impl IntoView {
    let chat = use_chat();
    let doors = Doors::get();
    let due = memo(move || chat.look(|client| client.state.due_messages()));
    let messages = RwSignal::new(Vec::<Message>::new());
    // Asked for again when the connection is back, in case it was not there.
    let live = memo(move || chat.look(|client| client.is_live()));
    effect(move || {
        if due.with(Vec::is_empty) || !live.get() {
            return;
        }
        spawn(async move {
            if let Ok(saved) = api::list(chat.browser, api::SAVED.into()).await {
                messages.try_set(saved);
            }
        });
    });
    let shown = move || due.with(|due| due.iter().take(SHOWN).copied().collect());
    let more = move || due.with(Vec::len).saturating_sub(SHOWN);
    let more_button = move || {
        part! {
            <button class="button-link" type="button" on:click=handler(move |_| doors.open(Door::Saved))>
                {move || format!("{} more reminders", more())}
            </button>
        }
    };
    part! {
        <div class="reminders" role="status" aria-label="Reminders">
            {list(shown, move |id| part! { <Reminder id messages /> })}
            {when(move || more() > 0, more_button)}
        </div>
    }
}

#[component]
fn Reminder(id: MessageId, messages: RwSignal<Vec<Message>>) -> impl IntoView {
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
            let name = chat.look(|client| client.state.name_of(it.author).to_owned());
            format!("{name} · {}", chat.room_name(it.room))
        })
    };
    let gist = move || read(|chat, it| chat.look(|client| markdown::gist(&it.body, &client.state)));
    let path = move || read(|_, it| message_path(it.room, it.seq));
    let later = RwSignal::new(false);
    let put_away = move || {
        spawn(async move {
            // It goes as soon as the stream says so.
            if let Err(refusal) = api::command(chat.browser, "DELETE", api::reminder(id)).await {
                chat.notify(&refusal.detail);
            }
        });
    };
    part! {
        <div class="reminder" role="group" aria-label="Reminder">
            <p class="reminder-head">
                <Icon glyph=|| Glyph::CLOCK />
                <span dir="auto">{head}</span>
            </p>
            <p class="found-message-text" dir="auto">{gist}</p>
            <div class="reminder-actions">
                <a class="button-link" href=path on:click=handler(move |_| put_away())>"Open"</a>
                <button class="button-link" type="button" on:click=handler(move |_| later.set(true))>
                    "Later"
                </button>
                <button class="button-link" type="button" on:click=handler(move |_| put_away())>
                    "Done"
                </button>
            </div>
            <RemindDialog message=id open=later />
        </div>
    }
}
