//! Page of the unread messages of all rooms.

use super::{list_header, unread_room::UnreadRoom};
use crate::{
    actions::read_all,
    chat::use_chat,
    erased::{each, memo, when},
    kit::{
        empty_state::EmptyState,
        icon::{Glyph, Icon},
    },
    sidebar::drawer::Drawer,
};
use client::Client;
use leptos::prelude::*;
use locale::text;
use protocol::{RoomId, route::ListPage};
use std::cmp::Reverse;

/// Number of rooms that are shown at first, and of those added each time.
const ROOMS: usize = 10;

/// Page of the unread messages of all rooms, by room.
#[component]
pub(crate) fn AllUnread() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let rooms = Memo::new(move |shown: Option<&Vec<RoomId>>| {
        let unread = chat.look(unread_rooms);
        in_place(shown.map_or(&[], Vec::as_slice), &unread)
    });
    let limit = RwSignal::new(ROOMS);
    let shown = move || rooms.read().iter().take(limit.get()).copied().collect();
    let replies = memo(move || chat.look(|client| client.state.unread_replies()));
    let is_empty = move || rooms.read().is_empty() && replies.get() == 0;
    let read = move || {
        view! {
            <button class="button-quiet" type="button" on:click=move |_| read_all(chat)>
                <Icon glyph=Glyph::CHECK />
                {text().action_read_all()}
            </button>
        }
        .into_any()
    };
    let empty = || {
        view! {
            <EmptyState
                title=|| text().unread_empty().into()
                hint=text().unread_empty_hint()
            />
        }
        .into_any()
    };
    let threads = move || {
        let words = move || text().unread_replies(replies.get());
        view! {
            <a class="thread-card unread-replies" href=ListPage::Threads.path()>
                <Icon glyph=Glyph::THREAD />
                <span>{words}</span>
            </a>
        }
        .into_any()
    };
    let more = move || {
        let add = move |_| limit.update(|limit| *limit += ROOMS);
        view! { <button class="button threads-more" type="button" on:click=add>{text().unread_more_rooms()}</button> }.into_any()
    };
    view! {
        <main class="room" inert=move || drawer.get()>
            {list_header(ListPage::Unread, Glyph::UNREAD, when(move || !is_empty(), read))}
            <div class="threads">
                {when(is_empty, empty)}
                <div class="threads-list">
                    {when(move || replies.get() > 0, threads)}
                    {each(shown, |room| view! { <UnreadRoom room /> }.into_any())}
                </div>
                {when(move || rooms.read().len() > limit.get(), more)}
            </div>
        </main>
    }
}

/// Returns the rooms whose unread messages the person's settings count, the one that was active last first.
fn unread_rooms(client: &Client) -> Vec<RoomId> {
    let rooms = client.state.rooms.iter();
    let unread = rooms.filter(|(_, room)| room.badge_counts().0 > 0);
    let mut unread: Vec<_> = unread
        .map(|(id, room)| (Reverse(room.active_at), *id))
        .collect();
    unread.sort_unstable();
    unread.into_iter().map(|(_, room)| room).collect()
}

/// Returns the unread rooms, of which those that are shown keep their order: nothing moves away from the person who reads.
fn in_place(shown: &[RoomId], unread: &[RoomId]) -> Vec<RoomId> {
    let kept = shown.iter().filter(|room| unread.contains(room));
    let new = unread.iter().filter(|room| !shown.contains(room));
    kept.chain(new).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn rooms_that_become_unread_come_after_those_that_are_shown() {
        let rooms = |numbers: &[u128]| -> Vec<RoomId> {
            let rooms = numbers.iter().map(|n| RoomId(Uuid::from_u128(*n)));
            rooms.collect()
        };
        assert_eq!(in_place(&[], &rooms(&[2, 1])), rooms(&[2, 1]));
        let shown = rooms(&[1, 2, 3]);
        // 2 was read, 4 is new, and 3 was active last.
        assert_eq!(in_place(&shown, &rooms(&[3, 4, 1])), rooms(&[1, 3, 4]));
    }
}
