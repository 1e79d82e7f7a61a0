//! Lists of messages in dialogs: the pinned ones of a room, and those that a person has saved.

use super::reminders::ReminderLine;
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{each, effect, memo, when},
    kit::form_request::{FormRequest, RequestProblem},
    sidebar::drawer::Drawer,
};
use leptos::prelude::*;
use locale::text;
use protocol::{Message, MessageId, RoomId, route::permalink};

/// A list of messages, loaded from the server.
#[derive(Clone, Copy)]
struct MessageList {
    chat: Chat,
    /// The dialog around it.
    open: RwSignal<bool>,
    request: FormRequest,
    /// `None` until the server has answered.
    messages: RwSignal<Option<Vec<Message>>>,
    /// Label and path of the command that removes a message from the list.
    remove: (&'static str, fn(MessageId) -> String),
    /// The messages are those that the person has saved, from many rooms.
    saved: bool,
}

impl MessageList {
    fn new(
        open: RwSignal<bool>,
        remove: (&'static str, fn(MessageId) -> String),
        saved: bool,
    ) -> Self {
        Self {
            chat: use_chat(),
            open,
            request: FormRequest::new(),
            messages: RwSignal::new(None),
            remove,
            saved,
        }
    }

    fn load(self, path: String) {
        let sent = api::list(self.chat.browser, path);
        self.request.run(sent, move |found| {
            self.messages.try_set(Some(found));
        });
    }

    fn message(self, id: MessageId) -> Option<Message> {
        self.messages.with_untracked(|messages| {
            let mut messages = messages.iter().flatten();
            messages.find(|message| message.id == id).cloned()
        })
    }

    fn is_due(self, id: MessageId) -> bool {
        let due = |saved: Option<&protocol::Saved>| saved.is_some_and(|saved| saved.due);
        self.saved && self.chat.look(|client| due(client.state.saved(id)))
    }

    /// Removes a message from the list. It disappears when the stream says so.
    fn remove(self, message: MessageId) {
        let (_, path) = self.remove;
        let sent = api::command(self.chat.browser, "DELETE", path(message));
        self.request.run(sent, |()| ());
    }
}

/// The pinned messages of a room. `open` is the dialog around them.
#[component]
pub(crate) fn Pinned(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let found = MessageList::new(open, (text().message_unpin(), api::pin), false);
    let pins = memo(move || found.chat.look_room(room, |room| room.pins));
    effect(move || {
        // Read, not only tracked: a memo that nobody reads is not computed.
        pins.get();
        found.load(api::pins(room));
    });
    view! { <Messages found empty=text().pinned_empty() /> }
}

/// The messages that the person has saved, in all rooms. `open` is the dialog around them.
#[component]
pub(crate) fn Saved(open: RwSignal<bool>) -> impl IntoView {
    let found = MessageList::new(open, (text().remove(), api::saved), true);
    let saved = memo(move || found.chat.look(|client| client.state.saved.clone()));
    effect(move || {
        saved.get();
        found.load(api::SAVED.to_owned());
    });
    view! { <Messages found empty=text().saved_empty() /> }
}

#[component]
fn Messages(found: MessageList, empty: &'static str) -> impl IntoView {
    let is_empty = move || {
        found
            .messages
            .with(|messages| messages.as_ref().is_some_and(Vec::is_empty))
    };
    let ids = memo(move || {
        let messages = found.messages.get().unwrap_or_default();
        let ids = messages.iter().map(|message| message.id);
        // Due reminders come first.
        let (mut due, others): (Vec<_>, Vec<_>) = ids.partition(|id| found.is_due(*id));
        due.extend(others);
        due
    });
    let view = move |id| {
        found
            .message(id)
            .map_or_else(|| ().into_any(), |message| item(found, message))
    };
    let request = found.request;
    view! {
        <div class="found-messages">
            <RequestProblem request />
            {when(is_empty, move || view! { <p class="dialog-lead">{empty}</p> }.into_any())}
            <ul>{each(move || ids.get(), view)}</ul>
        </div>
    }
}

fn item(found: MessageList, message: Message) -> AnyView {
    let MessageList {
        chat, open, remove, ..
    } = found;
    let Drawer(drawer) = expect_context();
    let path = permalink(message.conversation(), message.seq);
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
    let time = chat.local_time(at).full();
    let place = match chat.room_name(room).filter(|_| found.saved) {
        Some(room) => format!("{room} · {time}"),
        None => time,
    };
    let leave = move |_| {
        open.set(false);
        drawer.set(false);
    };
    view! {
        <li class="found-message" class:is-due=move || found.is_due(id)>
            <a href=path on:click=leave>
                <span class="found-message-head">
                    <strong dir="auto">{name}</strong>
                    <span class="field-hint" dir="auto">{place}</span>
                </span>
                <span class="found-message-text" dir="auto">{body}</span>
            </a>
            <button class="button-link" type="button" on:click=move |_| found.remove(id)>
                {remove.0}
            </button>
            {when(move || found.saved, move || view! { <ReminderLine id /> }.into_any())}
        </li>
    }
    .into_any()
}
