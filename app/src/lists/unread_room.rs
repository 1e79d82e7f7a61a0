//! The unread messages of one room, in the list of all.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{each, effect, memo, when},
    kit::{
        form_request::{FormRequest, RequestProblem},
        icon::{Glyph, Icon, changing_icon},
        skeleton::skeleton,
    },
    room::{excerpt::Excerpt, last_known},
    sidebar::room_glyph::room_glyph,
};
use client::{rows::continues, state::PageRequest};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{
    Message, MessageId, MessagePage, RoomId, StreamId, limits,
    route::{message_path, room_path},
};
use std::time::Duration;

/// Number of messages that are loaded at first.
const PAGE: usize = 10;
/// Number of messages that are added each time.
const NEXT_PAGE: usize = 30;
/// The most messages that are shown here: whoever reads more goes to the room.
const MOST: usize = limits::PAGE_MAX as usize;
/// Pause after each load, so that a busy room is not loaded all the time.
const PAUSE: Duration = Duration::from_millis(800);

/// Messages after the read position, loaded from the server.
#[derive(Clone, Copy)]
struct UnreadMessages {
    chat: Chat,
    room: RoomId,
    request: FormRequest,
    /// `None` until the server has answered.
    messages: RwSignal<Option<Vec<Message>>>,
    /// Whether there are more on the server.
    more: RwSignal<bool>,
    limit: StoredValue<usize>,
    /// A load, or the pause after it, is under way.
    busy: StoredValue<bool>,
    /// The messages must be loaded again after the pause.
    stale: StoredValue<bool>,
}

impl UnreadMessages {
    fn new(room: RoomId) -> Self {
        Self {
            chat: use_chat(),
            room,
            request: FormRequest::new(),
            messages: RwSignal::new(None),
            more: RwSignal::new(false),
            limit: StoredValue::new(PAGE),
            busy: StoredValue::new(false),
            stale: StoredValue::new(false),
        }
    }

    /// Loads the messages, after the pause if one is under way.
    fn load(self) {
        if self.busy.get_value() {
            return self.stale.set_value(true);
        }
        let read_seq = self.chat.peek(|client| {
            let room = client.state.rooms.get(&self.room)?;
            Some(room.read_seq)
        });
        let Some(after) = read_seq else { return };
        self.busy.set_value(true);
        self.stale.set_value(false);
        let limit = self.limit.get_value();
        let path = api::history(self.room.into(), PageRequest::Newer { after, limit });
        spawn_local(async move {
            match api::get::<MessagePage>(self.chat.browser, path).await {
                Ok(page) => self.show(page, limit),
                Err(refusal) => self.request.fail(refusal.detail),
            }
            set_timeout(move || self.end_pause(), PAUSE);
        });
    }

    /// Shows a page without what does not count as unread.
    fn show(self, page: MessagePage, limit: usize) {
        self.request.problem.try_set(None);
        self.more.try_set(page.cut || page.messages.len() >= limit);
        let me = self.chat.me();
        let mut messages = page.messages;
        messages.retain(|message| message.author != me && !message.deleted);
        self.messages.try_set(Some(messages));
    }

    fn end_pause(self) {
        // The room may be read meanwhile, and these signals gone.
        self.busy.try_set_value(false);
        if self.stale.try_get_value() == Some(true) {
            self.load();
        }
    }

    fn show_more(self) {
        let more = |limit: &mut usize| *limit = (*limit + NEXT_PAGE).min(MOST);
        self.limit.update_value(more);
        self.load();
    }

    fn ids(self) -> Vec<MessageId> {
        let messages = self.messages.read();
        messages
            .iter()
            .flatten()
            .map(|message| message.id)
            .collect()
    }

    fn message(self, id: MessageId) -> Option<Message> {
        let messages = self.messages.read();
        let mut messages = messages.iter().flatten();
        messages.find(|message| message.id == id).cloned()
    }

    /// Returns whether a message follows one by the same author so soon that their name is not repeated.
    fn is_continued(self, id: MessageId) -> bool {
        let messages = self.messages.read();
        let messages = messages.as_deref().unwrap_or_default();
        let written = |message: &Message| (message.author, message.at);
        (messages.windows(2))
            .find(|pair| pair[1].id == id)
            .is_some_and(|pair| continues(written(&pair[0]), written(&pair[1])))
    }
}

/// Card with the unread messages of a room. It is loaded again whenever the room changes.
#[component]
pub(super) fn UnreadRoom(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let unread = UnreadMessages::new(room);
    let version = memo(move || {
        chat.look(|client| {
            let cursor = client.state.cursors.get(&StreamId::Room(room)).copied();
            let read_seq = client.state.rooms.get(&room).map(|room| room.read_seq);
            (client.is_live(), cursor, read_seq)
        })
    });
    effect(move || {
        // Read, not only tracked: a memo that nobody reads is not computed.
        version.get();
        unread.load();
    });
    let name = last_known(move || chat.room_name(room));
    let count = memo(move || chat.look_room(room, |room| room.unread()));
    let read = move |_| {
        chat.act(|client| {
            client.resume_reading(room);
            client.read(room)
        });
    };
    let item = move |id| {
        let message = last_known(move || unread.message(id));
        let path = message_path(room, message.read_untracked().seq);
        let never = Memo::new(|_| false);
        let is_continued = memo(move || unread.is_continued(id));
        view! {
            <li>
                <a class="thread-card-link" href=path>
                    <Excerpt message is_new=never is_continued />
                </a>
            </li>
        }
        .into_any()
    };
    let more = move || match unread.limit.get_value() < MOST {
        true => {
            let more = move |_| unread.show_more();
            view! { <button class="button-link unread-more" type="button" on:click=more>{text().show_more()}</button> }.into_any()
        }
        false => {
            view! { <a class="unread-more" href=room_path(room)>{text().unread_read_on()}</a> }
                .into_any()
        }
    };
    let is_loading =
        move || unread.messages.read().is_none() && unread.request.problem.read().is_none();
    view! {
        <section class="thread-card is-unread" aria-label=move || name.get()>
            <div class="thread-card-head">
                {changing_icon(move || room_glyph(room))}
                <h2 dir="auto"><a href=room_path(room)>{move || name.get()}</a></h2>
                <span class="badge is-new">{move || text().count_new(count.get())}</span>
                <button class="button-quiet" type="button" on:click=read>
                    <Icon glyph=Glyph::CHECK />
                    {text().mark_as_read()}
                </button>
            </div>
            <RequestProblem request=unread.request />
            {when(is_loading, skeleton)}
            <ul class="unread-messages">{each(move || unread.ids(), item)}</ul>
            {when(move || unread.more.get(), more)}
        </section>
    }
}
