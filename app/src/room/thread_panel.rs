//! Panel with a thread, beside the room.

use crate::{
    chat::{Chat, use_chat},
    erased::{each, effect, memo},
    kit::{close_button::CloseButton, input_event::pressed_key},
    later::lazy,
    narrow::Narrow,
    sidebar::drawer::focus_soon,
};
pub(crate) mod also_in_room;
mod follow;
pub(crate) mod marked_unread;
mod reading;

use super::{
    composer::{
        Composer,
        field::{focus_composer, has_keyboard},
    },
    files::files,
    message::{MessageDialogs, MessageTools},
    timeline::{MessageLog, use_history_updates},
    typing_line::TypingLine,
};
use also_in_room::AlsoInRoom;
use follow::{FollowButton, use_follow};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use locale::text;
use marked_unread::MarkedUnread;
use protocol::{Conversation, MessageId, RoomId, route::room_path};
use reading::{use_thread_reading, use_thread_unread_line};

lazy!(pub(crate) fn thread_panel = ThreadPanel(room: RoomId, people_open: RwSignal<bool>));

/// Panel with the thread that the address names. It takes the place of the panel of people.
#[component]
pub(crate) fn ThreadPanel(room: RoomId, people_open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let thread = memo(move || chat.route().thread());
    let panel = move |root| {
        view! {
            <aside class="thread" aria-label=text().thread()>
                <Thread room root people_open />
            </aside>
        }
        .into_any()
    };
    // A list gives each thread elements of its own: what was typed in one must not appear in the next.
    each(move || thread.get().into_iter().collect(), panel)
}

/// A message with its replies and a composer.
#[component]
fn Thread(room: RoomId, root: MessageId, people_open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    provide_context(MessageTools::default());
    let conversation = Conversation {
        room,
        thread: Some(root),
    };
    let name = memo(move || chat.room_name(room).unwrap_or_default());
    let log = MessageLog::new(chat, conversation, StoredValue::new(None));
    let marked_unread = MarkedUnread::provide(chat);
    let line = use_thread_unread_line(chat, root, marked_unread);
    use_history_updates(log.history, chat.replied);
    use_loading(chat, conversation, log);
    use_thread_reading(chat, conversation, log, marked_unread);
    use_follow(chat, conversation);
    let close = move || {
        chat.go(&room_path(room));
        if has_keyboard() {
            request_animation_frame(|| focus_composer(false));
        }
    };
    people_open.set(false);
    let Narrow(narrow) = expect_context();
    let close_button = NodeRef::<html::Button>::new();
    if narrow.get_untracked() && !has_keyboard() {
        // What had the focus is covered.
        focus_soon(close_button);
    }
    effect(move || {
        if people_open.get() {
            chat.go(&room_path(room));
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if pressed_key(&event) == "Escape" && !event.default_prevented() {
            close();
        }
    };
    view! {
        <div class="thread-content" on:keydown=on_key>
            <header class="thread-header">
                <h2>{text().thread()}</h2>
                <span class="thread-room" dir="auto">{move || name.get()}</span>
                <FollowButton root />
                <CloseButton name=text().thread_close() node=close_button close=move |_| close() />
            </header>
            {log.view(text().thread(), line, Box::new(|_| ().into_any()), Box::new(|| ().into_any()))}
            <TypingLine conversation />
            {files(conversation)}
            <Composer conversation />
            <AlsoInRoom conversation />
            <MessageDialogs conversation />
        </div>
    }
}

/// Loads the thread, also after a resync has dropped it, and goes to the reply that the address names.
fn use_loading(chat: Chat, conversation: Conversation, log: MessageLog) {
    let seq = memo(move || {
        let route = chat.route();
        route
            .seq()
            .filter(|_| route.thread() == conversation.thread)
    });
    let closed = memo(move || chat.look(|client| client.state.timeline(conversation).is_none()));
    effect(move || {
        let seq = seq.get();
        if !closed.get() {
            return match seq {
                Some(seq) => log.history.go_to(seq),
                None => log.history.go_to_newest(),
            };
        }
        chat.act(|client| {
            if let Some(root) = conversation.thread {
                client.state.open_thread(conversation.room, root);
            }
            Vec::new()
        });
    });
}
