//! Timeline of a room.

pub(crate) mod history;
pub(crate) mod input;
pub(crate) mod jump_button;
mod log;
mod reading;
mod scroll_target;
mod scroller;
pub(crate) mod unread_bar;

use crate::{
    chat::use_chat,
    erased::memo,
    kit::empty_state::EmptyState,
    later::soon,
    people::faces::{company, faces_html},
};
use client::calendar::Day;
use history::use_address;
use leptos::prelude::*;
use locale::{around, text};
use protocol::RoomId;
use unread_bar::unread_bar;

pub(crate) use history::History;
pub(crate) use history::use_history_updates;
pub(crate) use log::MessageLog;
pub(crate) use reading::Reading;

/// The room's messages, newest at the bottom. It loads more on scrolling, and keeps what the person reads in place.
#[component]
pub(crate) fn Timeline(room: RoomId, name: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    let log = MessageLog::new(chat, room.into(), chat.place);
    let reading = Reading::new(chat, room, log.history);
    use_address(log.history);
    use_history_updates(log.history, chat.sent);
    let start = move |empty| view! { <TimelineStart room name empty /> }.into_any();
    let bar = move || soon(unread_bar(reading, log.scroller), false);
    log.view(
        text().timeline_messages(),
        reading.line,
        Box::new(start),
        Box::new(bar),
    )
}

/// Text above the first message of a room, or instead of it.
#[component]
fn TimelineStart(room: RoomId, name: Memo<String>, empty: bool) -> impl IntoView {
    let chat = use_chat();
    let faces = chat.peek(|client| {
        let company = company(client, client.state.rooms.get(&room)?);
        let is_notes = company[..] == [client.state.me.id];
        (!company.is_empty()).then(|| (faces_html(client, &company), is_notes))
    });
    if let Some((faces, is_notes)) = faces {
        let title = move || match is_notes {
            true => text().timeline_notes().to_owned(),
            false => text().timeline_direct_start(&name.get()),
        };
        let hint = match (is_notes, empty) {
            (true, _) => text().timeline_notes_hint(),
            (false, true) => text().timeline_direct_hint(),
            (false, false) => "",
        };
        return view! {
            <div class="direct-start" class:is-alone=empty>
                <span class="direct-start-faces" inner_html=faces></span>
                <p class="empty-title" dir="auto">{title}</p>
                <p class="empty-hint">{hint}</p>
            </div>
        }
        .into_any();
    }
    let archived = untrack(|| chat.is_archived(room));
    if empty && archived {
        let title = move || text().timeline_archived(&name.get());
        return view! { <EmptyState title hint=text().timeline_archived_hint() /> }.into_any();
    }
    if empty {
        let title = move || text().timeline_welcome(&name.get());
        return view! { <EmptyState title hint=text().timeline_welcome_hint() /> }.into_any();
    }
    let (before, after) = around(|room| text().timeline_start(room));
    view! {
        <p class="timeline-start">
            {before}<strong dir="auto">{move || name.get()}</strong>{after}
        </p>
    }
    .into_any()
}

/// Divider above the first message of a day.
#[component]
fn DayLine(day: Day) -> impl IntoView {
    let chat = use_chat();
    let label = memo(move || {
        let today = chat.clock.get().map(|now| chat.local_time(now).day());
        day.label(today)
    });
    view! {
        <div class="divider" role="separator" aria-label=move || label.get()>
            <span>{move || label.get()}</span>
        </div>
    }
}

/// Divider above the first unread message.
#[component]
fn NewLine() -> impl IntoView {
    view! { <div class="divider divider-new" role="separator" aria-label=text().timeline_new()><span>{text().timeline_new()}</span></div> }
}
