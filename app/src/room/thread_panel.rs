use super::{
    composer::has_keyboard,
    files::files,
    timeline::{Log, keep_up},
};
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{effect, handler, list, memo, part, spawn},
    kit::icon::{Glyph, Icon},
    room::{
        composer::Composer,
        message::{MessageDialogs, MessageTools},
        typing_line::TypingLine,
    },
};
use client::{Client, state::Timeline};
use leptos::{ev::KeyboardEvent, prelude::*};
use protocol::{Conversation, FollowState, MessageId, RoomId, route::room_path};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The thread that the address names, beside the room and in the place of its people.
#[component]
pub(crate) fn ThreadPanel(room: RoomId, people_open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let thread = memo(move || chat.route().thread());
    let panel = move |root| {
        part! {
            <aside class="thread" aria-label="Thread">
                <Thread room root people_open />
            </aside>
        }
    };
    // As a list, so that one that takes another's place has elements of its own: what was typed stays where it was.
    list(move || thread.get().into_iter().collect(), panel)
}

/// A message with the replies to it, and where to write another.
#[component]
fn Thread(room: RoomId, root: MessageId, people_open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    provide_context(MessageTools::new());
    let at = Conversation {
        room,
        thread: Some(root),
    };
    let name = memo(move || chat.room_name(room));
    let log = Log::new(chat, at, StoredValue::new(None));
    let held = Held::provide(chat);
    let line = use_unread_line(chat, root, held);
    keep_up(log.history, log.scroller, chat.replied);
    use_window(chat, at, log);
    use_reading(chat, at, log, held);
    use_follow(chat, at);
    let close = move || {
        chat.go(&room_path(room));
        focus_room();
    };
    people_open.set(false);
    effect(move || {
        if people_open.get() {
            chat.go(&room_path(room));
        }
    });
    let on_key = handler(move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            close();
        }
    });
    part! {
        <div class="thread-content" on:keydown=on_key>
            <header class="thread-header">
                <h2>"Thread"</h2>
                <span class="thread-room" dir="auto">{move || name.get()}</span>
                <FollowButton root />
                <button
                    class="button-icon"
                    type="button"
                    aria-label="Close thread"
                    on:click=handler(move |_| close())
                >
                    <Icon glyph=|| Glyph::CLOSE />
                </button>
            </header>
            {log.view("Thread", line, Box::new(|_| ().into_any()))}
            <TypingLine at />
            {files(at)}
            <Composer at name=memo(|| "here".to_owned()) />
            <MessageDialogs room />
        </div>
    }
}

/// Opens the window on the thread, now and when a resync has dropped it, and goes to the reply that the address names.
fn use_window(chat: Chat, at: Conversation, log: Log) {
    let place = memo(move || {
        let route = chat.route();
        route.seq().filter(|_| route.thread() == at.thread)
    });
    let closed = memo(move || chat.look(|client| client.state.timeline(at).is_none()));
    effect(move || {
        let place = place.get();
        if !closed.get() {
            return match place {
                Some(seq) => log.history.place(seq),
                None => log.history.newest(),
            };
        }
        chat.act(|client| {
            if let Some(root) = at.thread {
                client.state.open_thread(at.room, root);
            }
            Vec::new()
        });
    });
}

/// Whether the thread that is shown was marked unread on purpose, here or on another device: looking on does not read it.
/// Whoever comes to it anew, or speaks in it, reads it again.
#[derive(Clone, Copy)]
pub(crate) struct Held {
    on: RwSignal<bool>,
    /// How far the person had read when it was looked at last.
    position: StoredValue<Option<u64>>,
}

impl Held {
    fn provide(chat: Chat) -> Self {
        let held = Self {
            on: RwSignal::new(false),
            position: StoredValue::new(None),
        };
        provide_context(held);
        let mut first = true;
        effect(move || {
            chat.replied.track();
            if !first {
                held.on.set(false);
            }
            first = false;
        });
        held
    }

    /// The person marks it unread here.
    pub(crate) fn hold(self) {
        self.on.set(true);
    }

    /// A position that moves back was moved by the person.
    fn notice(self, position: Option<u64>) {
        if position.is_some() && position < self.position.get_value() {
            self.hold();
        }
        self.position.set_value(position);
    }
}

/// Where unread begins when the thread is opened; and where the person wants it to begin, as long as they keep it so.
fn use_unread_line(chat: Chat, root: MessageId, held: Held) -> RwSignal<Option<u64>> {
    let unread = move |client: &Client| {
        let follow = client.state.follow(root)?;
        (follow.unread > 0).then_some(follow.read_seq)
    };
    let line = RwSignal::new(chat.peek(unread));
    let begin = memo(move || chat.look(unread));
    effect(move || {
        let begin = begin.get();
        if held.on.get() && begin.is_some() {
            line.set(begin);
        }
    });
    line
}

/// What the person looks at is read: the newest replies, on a page in front of them.
fn use_reading(chat: Chat, at: Conversation, log: Log, held: Held) {
    effect(move || {
        // The clock also moves when the page gains or loses the focus.
        chat.clock.track();
        let (position, last) = chat.look(|client| {
            let follow = at.thread.and_then(|root| client.state.follow(root));
            let timeline = client.state.timeline(at);
            let whole = timeline.filter(|timeline| timeline.loaded && !timeline.newer);
            (
                follow.map(|follow| follow.read_seq),
                whole.and_then(Timeline::last),
            )
        });
        // Here and not beside: whichever came first, it would be read.
        held.notice(position);
        let watched = log.scroller.pinned.get() && chat.browser.get().is_watched();
        let read = watched && !held.on.get();
        if let (Some(root), Some(seq), true) = (at.thread, last, read) {
            chat.quietly(&mut |client| client.read_thread(root, seq));
        }
    });
}

/// Asks whether the person follows the thread, where that is not known.
fn use_follow(chat: Chat, at: Conversation) {
    let Some(root) = at.thread else { return };
    let unknown =
        memo(move || chat.look(|client| client.is_live() && client.state.follow(root).is_none()));
    effect(move || {
        if !unknown.get() {
            return;
        }
        spawn(async move {
            let path = || api::follow(at.room, root);
            while let Ok(found) = api::get::<FollowState>(chat.browser, path()).await {
                let fresh = chat
                    .client
                    .try_update(|client| client.state.load_follow(found));
                if fresh != Some(false) {
                    return;
                }
            }
        });
    });
}

#[component]
fn FollowButton(root: MessageId) -> impl IntoView {
    let chat = use_chat();
    let follows = memo(move || chat.look(|client| client.follows(root)));
    let on = move || follows.get() == Some(true);
    let toggle = handler(move |_| {
        let on = follows.get_untracked() == Some(true);
        chat.act(|client| client.follow(root, !on));
    });
    let label = move || if on() { "Unfollow" } else { "Follow" };
    part! {
        <button
            class="button-link thread-follow"
            class:is-unknown=move || follows.get().is_none()
            type="button"
            title="Replies in threads that you follow count as unread"
            on:click=toggle
        >
            {move || label().to_owned()}
        </button>
    }
}

/// Whoever leaves the thread goes on in the room; on a touch screen that would bring up the keyboard.
fn focus_room() {
    if !has_keyboard() {
        return;
    }
    request_animation_frame(|| {
        let composer = document().query_selector(".room .composer-text");
        let composer = composer.ok().flatten();
        if let Some(composer) = composer.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // It fails only where it has left the page, and then there is nothing to do.
            let _ = composer.focus();
        }
    });
}
