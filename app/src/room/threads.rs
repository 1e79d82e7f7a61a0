//! Page of the threads that a person follows: an inbox in which they read and answer.

mod card;
mod list;
mod reply_field;

use crate::{
    chat::use_chat,
    erased::{each, effect, memo, when},
    kit::{
        empty_state::EmptyState,
        form_request::RequestProblem,
        icon::{Glyph, Icon},
        skeleton::skeleton,
    },
    room::{header::MenuButton, message::MessageTools},
    sidebar::drawer::Drawer,
    title::list_title,
};
use card::ThreadCard;
use client::Client;
use leptos::prelude::*;
use list::ThreadList;
use locale::text;
use protocol::{StreamId, route::ListPage};

/// Page of the threads that the person follows. It is loaded again whenever the person's stream or that of a room with
/// listed threads brings a change.
#[component]
pub(crate) fn Threads() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    // The composer of a reply uses them.
    provide_context(MessageTools::default());
    let threads = ThreadList::new();
    let cursors = memo(move || {
        let rooms = threads.rooms();
        chat.look(|client| {
            let mut cursors = client.state.cursors.clone();
            cursors.retain(|stream, _| match stream {
                StreamId::Room(room) => rooms.contains(room),
                StreamId::User(_) | StreamId::Workspace => true,
            });
            (client.is_live(), cursors)
        })
    });
    effect(move || {
        // Read, not only tracked: a memo that nobody reads is not computed.
        cursors.get();
        threads.load();
    });
    let is_unread = move || chat.look(|client| client.state.unread_replies() > 0);
    let read_all = move || {
        view! {
            <button class="button-quiet" type="button" on:click=move |_| chat.act(Client::read_all_threads)>
                <Icon glyph=Glyph::CHECK />
                {text().action_read_all()}
            </button>
        }
        .into_any()
    };
    let empty = || {
        view! {
            <EmptyState
                title=|| text().threads_empty().into()
                hint=text().threads_empty_hint()
            />
        }
        .into_any()
    };
    let more_button = move || {
        view! {
            <button class="button threads-more" type="button" on:click=move |_| threads.show_more()>
                {text().show_more()}
            </button>
        }
        .into_any()
    };
    view! {
        <main class="room" inert=move || drawer.get()>
            <header class="room-header">
                <MenuButton />
                <Icon glyph=Glyph::THREAD />
                <h1>{list_title(ListPage::Threads)}</h1>
                {when(is_unread, read_all)}
            </header>
            <div class="threads" aria-busy=move || threads.is_loading().then_some("true")>
                <RequestProblem request=threads.request />
                {when(move || threads.is_empty(), empty)}
                {when(move || threads.is_loading(), skeleton)}
                <ul class="threads-list" aria-label=list_title(ListPage::Threads)>
                    {each(move || threads.roots(), move |root| view! { <ThreadCard threads root /> }.into_any())}
                </ul>
                {when(move || threads.has_more(), more_button)}
            </div>
        </main>
    }
}
