use super::room_list::count;
use crate::{
    chat::use_chat,
    dialogs::{Door, Doors},
    erased::{handler, memo, part, when},
    kit::icon::{Glyph, Icon},
    room::threads::ThreadsLink,
};
use leptos::prelude::*;
use protocol::Scheduled;

/// The ways to what is the person's own: threads that they follow, what they saved, what they have scheduled.
#[component]
pub(crate) fn OwnLinks() -> impl IntoView {
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
    let saved = Entry {
        door: Door::Saved,
        glyph: Glyph::SAVE,
        name: "Saved",
        marked: memo(move || due.get() > 0),
        count: memo(move || due.get()),
        label: memo(saved_label),
    };
    let scheduled = Entry {
        door: Door::Scheduled,
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

/// The way to a dialog, with a count.
#[derive(Clone, Copy)]
struct Entry {
    door: Door,
    glyph: Glyph,
    name: &'static str,
    /// Something there waits for the person.
    marked: Memo<bool>,
    count: Memo<usize>,
    label: Memo<String>,
}

impl Entry {
    fn view(self) -> AnyView {
        let doors = Doors::get();
        let Self {
            door,
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
                on:click=handler(move |_| doors.open(door))
            >
                <Icon glyph=move || glyph />
                <span class="room-link-name">{name}</span>
                {when(move || number.get() > 0, badge)}
            </button>
        }
    }
}
