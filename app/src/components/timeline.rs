mod history;
mod reading;
mod scroller;
mod walk;

use super::{
    empty_state::EmptyState,
    icon::{Glyph, Icon},
    message::{MessageItem, use_tools},
};
use crate::{
    calendar::{Day, LocalTime},
    chat::use_chat,
    erased::{handler, list, memo, part, when},
    model::RoomId,
    rows::{Look, RowKey, Rows},
};
use history::{History, HistoryStatus, use_place};
use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    html,
    prelude::*,
};
use reading::{use_unread_line, use_watching};
use scroller::Scroller;
use walk::walk;

/// The room's messages, newest at the bottom. It loads more as one scrolls, and keeps in place what one reads.
#[component]
pub(crate) fn Timeline(room: RoomId, name: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    let scroll = NodeRef::<html::Div>::new();
    let log = NodeRef::<html::Div>::new();
    let history = History::new(chat, room);
    let unread_after = use_unread_line(chat, room);
    let scroller = Scroller::new(scroll, log, chat.place, history);
    use_watching(chat, room, scroller);
    use_place(history, scroller);

    let tools = use_tools();
    let rows = memo(move || {
        let now = chat.clock.get();
        let local = now.is_some();
        let browser = chat.browser.get();
        let offset = move |at| if local { browser.offset_minutes(at) } else { 0 };
        let look = Look {
            unread_after: unread_after.get(),
            offset_minutes: &offset,
            now,
        };
        chat.look(|client| Rows::new(client, room, &look))
    });
    let empty = move || rows.with(Rows::is_empty);
    let start = move || part! { <TimelineStart name empty=empty() /> };
    let row = move |key| match key {
        RowKey::Day(day) => part! { <DayLine day /> },
        RowKey::New => part! { <NewLine /> },
        RowKey::Message(author, id) => part! { <MessageItem room author id rows /> },
    };
    part! {
        <div class="timeline">
            // A region that scrolls takes the focus, so that the keyboard can scroll it.
            <div
                class="timeline-scroll"
                node_ref=scroll
                tabindex="0"
                role="group"
                aria-label="History"
                on:scroll=handler(move |_| scroller.scrolled())
                on:keydown=handler(move |event: KeyboardEvent| walk(&event))
            >
                <div
                    class="timeline-log"
                    node_ref=log
                    role="log"
                    aria-label="Messages"
                    on:pointerleave=handler(move |event: PointerEvent| if event.pointer_type() == "mouse" {
                        tools.active.set(None);
                    })
                >
                    {when(move || history.is_whole(), start)}
                    <HistoryStatus history />
                    {list(move || rows.with(Rows::keys), row)}
                </div>
            </div>
            {when(
                move || !scroller.pinned.get() || history.is_past(),
                move || part! { <JumpButton history /> },
            )}
        </div>
    }
}

/// Above the very first message of a room, or in its place.
#[component]
fn TimelineStart(name: Memo<String>, empty: bool) -> impl IntoView {
    if empty {
        let title = move || format!("Welcome to {}", name.get());
        return part! { <EmptyState title hint="Nobody has said anything yet. Say hello." /> };
    }
    part! {
        <p class="timeline-start">
            "This is where "<strong dir="auto">{move || name.get()}</strong>" begins."
        </p>
    }
}

#[component]
fn JumpButton(history: History) -> impl IntoView {
    let label = move || match history.unread() {
        0 => "Jump to newest",
        _ => "New messages",
    };
    let text = move || {
        if history.unread() > 0 {
            "New messages"
        } else {
            ""
        }
    };
    let jump = handler(move |_| history.newest());
    part! {
        <button class="timeline-jump" type="button" on:click=jump aria-label=move || label().to_owned()>
            <Icon glyph=|| Glyph::Down />
            {move || text().to_owned()}
        </button>
    }
}

#[component]
fn DayLine(day: Day) -> impl IntoView {
    let chat = use_chat();
    let label = memo(move || {
        let browser = chat.browser.get();
        let local = |now| LocalTime::new(now, browser.offset_minutes(now)).day();
        day.label(chat.clock.get().map(local))
    });
    part! {
        <div class="divider" role="separator" aria-label=move || label.get()>
            <span>{move || label.get()}</span>
        </div>
    }
}

#[component]
fn NewLine() -> impl IntoView {
    part! { <div class="divider divider-new" role="separator" aria-label="New"><span>"New"</span></div> }
}
