//! Links to the person's own lists: followed threads, saved messages, scheduled messages.

use super::room_list::count;
use crate::{
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{handler, memo, part, when},
    kit::icon::{Glyph, Icon},
    room::threads::ThreadsLink,
};
use leptos::prelude::*;
use protocol::Scheduled;

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
    let saved = ListButton {
        dialog: DialogKind::Saved,
        glyph: Glyph::SAVE,
        name: "Saved",
        marked: memo(move || due.get() > 0),
        count: memo(move || due.get()),
        label: memo(saved_label),
    };
    let scheduled = ListButton {
        dialog: DialogKind::Scheduled,
        glyph: Glyph::CLOCK,
        name: "Scheduled",
        marked: memo(move || scheduled.get().1 > 0),
        count: memo(move || scheduled.get().0),
        label: memo(scheduled_label),
    };
    part! {
        <ThreadsLink />
        {saved.view()}
        {scheduled.view()}
    }
}

/// Button that opens a list, with a count.
#[derive(Clone, Copy)]
struct ListButton {
    dialog: DialogKind,
    glyph: Glyph,
    name: &'static str,
    /// Whether something in the list waits for the person.
    marked: Memo<bool>,
    count: Memo<usize>,
    label: Memo<String>,
}

impl ListButton {
    fn view(self) -> AnyView {
        let opener = DialogOpener::get();
        let Self {
            dialog,
            glyph,
            name,
            marked,
            count: number,
            label,
        } = self;
        let badge = move || {
            part! {
                <span class="badge" class:is-mention=move || marked.get()>
                    {move || count(number.get() as u64)}
                </span>
            }
        };
        part! {
            <button
                class="rooms-action"
                type="button"
                aria-label=move || label.get()
                on:click=handler(move |_| opener.open(dialog))
            >
                <Icon glyph=move || glyph />
                <span class="room-link-name">{name}</span>
                {when(move || number.get() > 0, badge)}
            </button>
        }
    }
}
