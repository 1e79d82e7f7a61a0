use super::remind_dialog::RemindDialog;
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{effect, handler, list, memo, part, spawn, when},
    kit::{
        dialog::LaterDialog,
        form::ProblemAlert,
        icon::{Glyph, Icon},
        time_choice::time_words,
    },
    later::Later,
    sidebar::drawer::Drawer,
};
use client::calendar::LocalTime;
use leptos::prelude::*;
use protocol::{Message, MessageId, RoomId, Saved as Reminder, route::permalink};

/// Shows what the room keeps at hand.
#[component]
pub(crate) fn PinnedDialog(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Pinned" open content=Later::Pinned(room, open) /> }
}

/// Shows what the person has put aside, in all rooms.
#[component]
pub(crate) fn SavedDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Saved" open content=Later::Saved(open) /> }
}

/// Messages of which the server has a list.
#[derive(Clone, Copy)]
struct Found {
    chat: Chat,
    open: RwSignal<bool>,
    problem: RwSignal<String>,
    /// None until the server has said.
    messages: RwSignal<Option<Vec<Message>>>,
    /// What takes a message off the list, by its name and by its address.
    remove: (&'static str, fn(MessageId) -> String),
    /// Whether they are the person's own, of many rooms.
    own: bool,
}

impl Found {
    fn new(
        open: RwSignal<bool>,
        remove: (&'static str, fn(MessageId) -> String),
        own: bool,
    ) -> Self {
        Self {
            chat: use_chat(),
            open,
            problem: RwSignal::new(String::new()),
            messages: RwSignal::new(None),
            remove,
            own,
        }
    }

    fn ask(self, path: String) {
        spawn(async move {
            match api::list(self.chat.browser, path).await {
                Ok(found) => drop(self.messages.try_set(Some(found))),
                Err(refusal) => drop(self.problem.try_set(refusal.detail)),
            }
        });
    }

    fn message(self, id: MessageId) -> Option<Message> {
        self.messages.with_untracked(|messages| {
            let mut messages = messages.iter().flatten();
            messages.find(|message| message.id == id).cloned()
        })
    }

    fn is_due(self, id: MessageId) -> bool {
        let due = |saved: Option<&Reminder>| saved.is_some_and(|saved| saved.due);
        self.own && self.chat.look(|client| due(client.state.saved(id)))
    }

    fn take_off(self, message: MessageId) {
        let (_, path) = self.remove;
        spawn(async move {
            // It is gone as soon as the stream says so.
            let done = api::command(self.chat.browser, "DELETE", path(message)).await;
            if let Err(refusal) = done {
                self.problem.try_set(refusal.detail);
            }
        });
    }
}

#[component]
pub(crate) fn Pinned(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let found = Found::new(open, ("Unpin", api::pin), false);
    let pins = memo(move || {
        let pins = found
            .chat
            .look(|client| client.state.rooms.get(&room).map(|room| room.pins));
        pins.unwrap_or_default()
    });
    effect(move || {
        // Read, and not only tracked: nobody works out a memo that nobody reads.
        pins.get();
        found.ask(api::pins(room));
    });
    part! { <List found empty="Nothing is pinned here. Pin a message, and everyone in the room finds it here." /> }
}

#[component]
pub(crate) fn Saved(open: RwSignal<bool>) -> impl IntoView {
    let found = Found::new(open, ("Remove", api::saved), true);
    let saved = memo(move || found.chat.look(|client| client.state.saved.clone()));
    effect(move || {
        saved.get();
        found.ask(api::SAVED.to_owned());
    });
    part! { <List found empty="You have saved nothing. Save a message for later, and you find it here on all your devices." /> }
}

#[component]
fn List(found: Found, empty: &'static str) -> impl IntoView {
    let is_empty = move || {
        found
            .messages
            .with(|messages| messages.as_ref().is_some_and(Vec::is_empty))
    };
    let ids = memo(move || {
        let messages = found.messages.get().unwrap_or_default();
        let ids = messages.iter().map(|message| message.id);
        // What is due comes first.
        let (mut due, others): (Vec<_>, Vec<_>) = ids.partition(|id| found.is_due(*id));
        due.extend(others);
        due
    });
    let view = move |id| {
        found
            .message(id)
            .map_or_else(|| ().into_any(), |message| item(found, message))
    };
    let problem = found.problem;
    part! {
        <div class="found-messages">
            <ProblemAlert problem />
            {when(is_empty, move || part! { <p class="dialog-lead">{empty}</p> })}
            <ul>{list(move || ids.get(), view)}</ul>
        </div>
    }
}

fn item(found: Found, message: Message) -> AnyView {
    let Found {
        chat, open, remove, ..
    } = found;
    let Drawer(drawer) = expect_context();
    let path = permalink(message.at(), message.seq);
    let Message {
        id,
        room,
        author,
        at,
        body,
        ..
    } = message;
    let name = chat.peek(|client| client.state.name_of(author).to_owned());
    let body =
        chat.peek(|client| markdown::gist(&body, &client.state, crate::kit::emoji::lookup()));
    let time = LocalTime::new(at, chat.browser.get().offset_minutes(at)).full();
    let place = match found.own {
        true => format!("{} · {time}", chat.room_name(room)),
        false => time,
    };
    let leave = handler(move |_| {
        open.set(false);
        drawer.set(false);
    });
    let label = format!("{name}, {place}");
    part! {
        <li class="found-message" class:is-due=move || found.is_due(id)>
            <a href=path aria-label=label on:click=leave>
                <span class="found-message-head">
                    <strong dir="auto">{name}</strong>
                    <span class="field-hint" dir="auto">{place}</span>
                </span>
                <span class="found-message-text" dir="auto">{body}</span>
            </a>
            <button class="button-link" type="button" on:click=handler(move |_| found.take_off(id))>
                {remove.0}
            </button>
            {when(move || found.own, move || part! { <ReminderLine id /> })}
        </li>
    }
}

/// When the person is reminded of a message that they have saved, and what sets it.
#[component]
fn ReminderLine(id: MessageId) -> impl IntoView {
    let chat = use_chat();
    let open = RwSignal::new(false);
    let reminder = memo(move || chat.look(|client| client.state.saved(id).cloned()));
    let at = move || reminder.with(|saved| saved.as_ref().and_then(|saved| saved.remind_at));
    let due = move || reminder.with(|saved| saved.as_ref().is_some_and(|saved| saved.due));
    let time = move || {
        let time = at().map(|at| time_words(chat, at)).unwrap_or_default();
        if due() {
            format!("Due since: {time}")
        } else {
            time
        }
    };
    let take_off = move || {
        spawn(async move {
            // It goes as soon as the stream says so.
            if let Err(refusal) = api::command(chat.browser, "DELETE", api::reminder(id)).await {
                chat.notify(&refusal.detail);
            }
        });
    };
    let set = move || {
        part! {
            <span class="reminder-time" class:is-due=due><Icon glyph=|| Glyph::CLOCK />{time}</span>
            <button class="button-link" type="button" on:click=handler(move |_| take_off())>
                {move || if due() { "Done" } else { "Cancel reminder" }.to_owned()}
            </button>
        }
    };
    let label = move || {
        if at().is_some() {
            "Another time"
        } else {
            "Remind me"
        }
    };
    part! {
        <div class="reminder-line">
            {when(move || at().is_some(), set)}
            <button class="button-link" type="button" on:click=handler(move |_| open.set(true))>
                {move || label().to_owned()}
            </button>
            <RemindDialog message=id open />
        </div>
    }
}
