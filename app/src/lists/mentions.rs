//! Page of the messages that mention the person.

use super::{list_header, mention_list::MentionList};
use crate::{
    chat::{Chat, use_chat},
    erased::{each, effect, memo, when},
    kit::{empty_state::EmptyState, form_request::RequestProblem, icon::Glyph, skeleton::skeleton},
    room::{excerpt::Excerpt, last_known},
    sidebar::drawer::Drawer,
    title::list_title,
};
use leptos::prelude::*;
use locale::text;
use protocol::{
    Message, MessageId,
    route::{ListPage, permalink},
};

/// Page of the messages that mention the person, the newest first. It is loaded again whenever one of the rooms in it changes
/// or another mention comes.
#[component]
pub(crate) fn Mentions() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let mentions = MentionList::new();
    let version = memo(move || mentions.version());
    effect(move || {
        // Read, not only tracked: a memo that nobody reads is not computed.
        version.get();
        mentions.load();
    });
    let empty = || {
        view! {
            <EmptyState
                title=|| text().mentions_empty().into()
                hint=text().mentions_empty_hint()
            />
        }
        .into_any()
    };
    let more = move || {
        view! {
            <button class="button threads-more" type="button" on:click=move |_| mentions.show_more()>
                {text().show_more()}
            </button>
        }
        .into_any()
    };
    let item = move |id: MessageId| {
        let message = last_known(move || mentions.message(id));
        let path = message.with_untracked(|it| permalink(it.conversation(), it.seq));
        let place = memo(move || message.with(|message| place_of(chat, message)));
        let is_new = memo(move || message.with(|message| is_unread(chat, message)));
        view! {
            <li>
                <a class="thread-card-link" href=path>
                    <Excerpt message is_new place />
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <main class="room" inert=move || drawer.get()>
            {list_header(ListPage::Mentions, Glyph::AT, ().into_any())}
            <div class="threads" aria-busy=move || mentions.is_loading().then_some("true")>
                <RequestProblem request=mentions.request />
                {when(move || mentions.is_empty(), empty)}
                {when(move || mentions.is_loading(), skeleton)}
                <ul class="mention-list" aria-label=list_title(ListPage::Mentions)>{each(move || mentions.ids(), item)}</ul>
                {when(move || mentions.has_more(), more)}
            </div>
        </main>
    }
}

/// Returns where a message was written.
fn place_of(chat: Chat, message: &Message) -> String {
    let room = chat.room_name(message.room).unwrap_or_default();
    match message.conversation().thread {
        Some(_) => text().place_in_thread(&room),
        None => room,
    }
}

/// Returns whether the person has not read a message yet.
fn is_unread(chat: Chat, message: &Message) -> bool {
    chat.look(|client| {
        let read_seq = match message.conversation().thread {
            Some(root) => client.state.follow(root).map(|follow| follow.read_seq),
            None => client
                .state
                .rooms
                .get(&message.room)
                .map(|room| room.read_seq),
        };
        read_seq.is_some_and(|read_seq| message.seq > read_seq)
    })
}
