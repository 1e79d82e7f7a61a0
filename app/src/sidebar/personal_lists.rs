//! Links to the person's own lists: followed threads, saved messages and scheduled messages.

use super::{badge::count, drawer::Drawer};
use crate::{
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{memo, when},
    kit::icon::{Glyph, Icon},
    later::lazy,
};
use leptos::prelude::*;
use protocol::{Scheduled, route::THREADS};

lazy!(pub(crate) fn personal_lists = PersonalLists());

#[component]
pub(crate) fn PersonalLists() -> impl IntoView {
    let chat = use_chat();
    let due = memo(move || chat.look(|client| client.state.due_messages().len()));
    let scheduled = memo(move || {
        chat.look(|client| {
            let all = &client.state.scheduled;
            let stuck = |it: &&Scheduled| it.obstacle.is_some();
            (all.len(), all.iter().filter(stuck).count())
        })
    });
    let saved_label = move || match due.get() {
        0 => "Saved".to_owned(),
        1 => "Saved, 1 reminder".to_owned(),
        due => format!("Saved, {due} reminders"),
    };
    let scheduled_label = move || match scheduled.get() {
        (0, _) => "Scheduled".to_owned(),
        (all, 0) => format!("Scheduled, {all}"),
        (all, stuck) => format!("Scheduled, {all}, {stuck} not sent"),
    };
    view! {
        <ThreadsLink />
        <ListButton
            dialog=DialogKind::Saved
            glyph=Glyph::SAVE
            name="Saved"
            label=memo(saved_label)
            number=memo(move || due.get())
            marked=memo(move || due.get() > 0)
        />
        <ListButton
            dialog=DialogKind::Scheduled
            glyph=Glyph::CLOCK
            name="Scheduled"
            label=memo(scheduled_label)
            number=memo(move || scheduled.get().0)
            marked=memo(move || scheduled.get().1 > 0)
        />
    }
}

/// Link to the page of followed threads, with the number of unread replies.
#[component]
fn ThreadsLink() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let unread = memo(move || chat.look(|client| client.state.unread_replies()));
    let current = move || chat.route().is_threads();
    let label = move || match unread.get() {
        0 => "Threads".to_owned(),
        unread => format!("Threads, {unread} unread"),
    };
    let badge =
        move || view! { <span class="badge">{move || count(unread.get())}</span> }.into_any();
    view! {
        <a
            class="room-link"
            class:is-unread=move || unread.get() != 0
            href=THREADS
            aria-label=label
            aria-current=move || current().then_some("page")
            on:click=move |_| drawer.set(false)
        >
            <Icon glyph=Glyph::THREAD />
            <span class="room-link-name">"Threads"</span>
            {when(move || unread.get() != 0, badge)}
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
