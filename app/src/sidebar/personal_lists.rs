//! Links to the person's own lists: unread messages, mentions, followed threads, saved messages and scheduled messages.

use super::{badge::count, drawer::Drawer};
use crate::{
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{memo, when},
    kit::icon::{Glyph, Icon},
    later::lazy,
    title::list_title,
};
use leptos::prelude::*;
use locale::text;
use protocol::{Scheduled, route::ListPage};

lazy!(pub(crate) fn personal_lists = PersonalLists());

#[component]
pub(crate) fn PersonalLists() -> impl IntoView {
    let chat = use_chat();
    let nothing = memo(|| 0);
    let unread = memo(move || chat.unread());
    let mentions = memo(move || {
        let rooms = chat.look(|client| client.state.rooms.keys().copied().collect::<Vec<_>>());
        rooms.into_iter().map(|room| chat.counted_in(room).1).sum()
    });
    let replies = memo(move || chat.look(|client| client.state.unread_replies()));
    let due = memo(move || chat.look(|client| client.state.due_messages().len()));
    let scheduled = memo(move || {
        chat.look(|client| {
            let all = &client.state.scheduled;
            let stuck = |it: &&Scheduled| it.obstacle.is_some();
            (all.len(), all.iter().filter(stuck).count())
        })
    });
    let saved_label = move || match due.get() {
        0 => text().saved_list().to_owned(),
        due => text().saved_list_due(due),
    };
    let scheduled_label = move || match scheduled.get() {
        (0, _) => text().scheduled_list().to_owned(),
        (all, 0) => text().scheduled_list_with(all),
        (all, stuck) => text().scheduled_list_stuck(all, stuck),
    };
    view! {
        <ListLink list=ListPage::Search glyph=Glyph::SEARCH number=nothing marked=false />
        <ListLink list=ListPage::Unread glyph=Glyph::UNREAD number=unread marked=false />
        <ListLink list=ListPage::Mentions glyph=Glyph::AT number=mentions marked=true />
        <ListLink list=ListPage::Threads glyph=Glyph::THREAD number=replies marked=false />
        <ListButton
            dialog=DialogKind::Saved
            glyph=Glyph::SAVE
            name=text().saved_list()
            label=memo(saved_label)
            number=memo(move || due.get())
            marked=memo(move || due.get() > 0)
        />
        <ListButton
            dialog=DialogKind::Scheduled
            glyph=Glyph::CLOCK
            name=text().scheduled_list()
            label=memo(scheduled_label)
            number=memo(move || scheduled.get().0)
            marked=memo(move || scheduled.get().1 > 0)
        />
    }
}

/// Link to the page of a list, with the number of what waits for the person there.
#[component]
fn ListLink(
    list: ListPage,
    glyph: Glyph,
    number: Memo<u64>,
    /// Whether what waits there is marked as more than other news.
    marked: bool,
) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let name = list_title(list);
    let current = move || chat.route().list() == Some(list);
    let label = move || match number.get() {
        0 => name.to_owned(),
        number => text().sidebar_unread_in(name, number),
    };
    let badge = move || {
        view! {
            {" "}
            <span class="badge" class:is-mention=marked>{move || count(number.get())}</span>
        }
        .into_any()
    };
    view! {
        <a
            class="room-link"
            class:is-unread=move || number.get() != 0
            href=list.path()
            aria-label=label
            aria-current=move || current().then_some("page")
            on:click=move |_| drawer.set(false)
        >
            <Icon glyph />
            <span class="room-link-name">{name}</span>
            {when(move || number.get() != 0, badge)}
        </a>
    }
}

/// Button that opens a list, with the number of its entries.
#[component]
fn ListButton(
    dialog: DialogKind,
    glyph: Glyph,
    name: &'static str,
    label: Memo<String>,
    number: Memo<usize>,
    /// Whether something in the list waits for the person.
    marked: Memo<bool>,
) -> impl IntoView {
    let opener = DialogOpener::get();
    let badge = move || {
        view! {
            {" "}
            <span class="badge" class:is-mention=move || marked.get()>
                {move || count(number.get() as u64)}
            </span>
        }
        .into_any()
    };
    view! {
        <button
            class="rooms-action"
            type="button"
            aria-label=move || label.get()
            on:click=move |_| opener.open(dialog)
        >
            <Icon glyph />
            <span class="room-link-name">{name}</span>
            {when(move || number.get() > 0, badge)}
        </button>
    }
}
