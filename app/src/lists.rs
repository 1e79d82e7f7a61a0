//! Pages with a list from many rooms.

mod mention_list;
mod mentions;
mod unread;
mod unread_room;

use crate::{
    kit::icon::{Glyph, Icon},
    later::lazy,
    room::{header::MenuButton, threads::Threads},
    search::Search,
    title::list_title,
};
use leptos::prelude::*;
use mentions::Mentions;
use protocol::route::ListPage;
use unread::AllUnread;

lazy!(pub(crate) fn list_page = List(list: ListPage));

/// The page of a list.
#[component]
pub(crate) fn List(list: ListPage) -> impl IntoView {
    match list {
        ListPage::Threads => view! { <Threads /> }.into_any(),
        ListPage::Unread => view! { <AllUnread /> }.into_any(),
        ListPage::Mentions => view! { <Mentions /> }.into_any(),
        ListPage::Search => view! { <Search /> }.into_any(),
    }
}

/// Header of the page of a list. `actions` are buttons at its end.
pub(crate) fn list_header(list: ListPage, glyph: Glyph, actions: AnyView) -> AnyView {
    view! {
        <header class="room-header">
            <MenuButton />
            <Icon glyph />
            <h1>{list_title(list)}</h1>
            {actions}
        </header>
    }
    .into_any()
}
