use super::{account_form::ProblemAlert, dialog::LaterDialog, drawer::Drawer, later::Later};
use crate::{
    api,
    calendar::LocalTime,
    chat::{Chat, use_chat},
    erased::{dynamic, effect, handler, memo, part, spawn, when},
    markdown,
    model::{Message, MessageId, RoomId},
    route::permalink,
};
use leptos::prelude::*;

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
    /// Whether they are of many rooms.
    many_rooms: bool,
}

impl Found {
    fn new(
        open: RwSignal<bool>,
        remove: (&'static str, fn(MessageId) -> String),
        many_rooms: bool,
    ) -> Self {
        Self {
            chat: use_chat(),
            open,
            problem: RwSignal::new(String::new()),
            messages: RwSignal::new(None),
            remove,
            many_rooms,
        }
    }

    fn ask(self, path: String) {
        spawn(async move {
            match api::get(self.chat.browser, path).await {
                Ok(found) => drop(self.messages.try_set(Some(found))),
                Err(refusal) => drop(self.problem.try_set(refusal.detail)),
            }
        });
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
pub(super) fn Pinned(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
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
pub(super) fn Saved(open: RwSignal<bool>) -> impl IntoView {
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
    let items = move || {
        let messages = found.messages.get().unwrap_or_default();
        let items: Vec<AnyView> = messages
            .into_iter()
            .map(|message| item(found, message))
            .collect();
        items.into_any()
    };
    let problem = found.problem;
    part! {
        <div class="found-messages">
            <ProblemAlert problem />
            {when(is_empty, move || part! { <p class="dialog-lead">{empty}</p> })}
            <ul>{dynamic(items)}</ul>
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
    let body = chat.peek(|client| markdown::gist(&body, &client.state));
    let time = LocalTime::new(at, chat.browser.get().offset_minutes(at)).full();
    let place = match found.many_rooms {
        true => format!("{} · {time}", chat.room_name(room)),
        false => time,
    };
    let leave = handler(move |_| {
        open.set(false);
        drawer.set(false);
    });
    let label = format!("{name}, {place}");
    part! {
        <li class="found-message">
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
        </li>
    }
}
