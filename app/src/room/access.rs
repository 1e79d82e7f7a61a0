//! Settings of who may see a room and who may post in it, for an administrator.

use crate::{
    api,
    chat::use_chat,
    erased::{effect, memo},
    kit::{
        confirmation::{Confirmation, Question},
        radio::{RadioCard, RadioGroup},
        saving::Saving,
    },
};
use leptos::prelude::*;
use locale::{around, text};
use protocol::{Posting, RoomId, RoomKind, request::RoomChanges};

/// Choice of whether the room is open or closed. Asks first, with the consequence.
#[component]
pub(crate) fn WhoSees(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    let kind = memo(move || chat.look_room(room, |room| room.kind));
    // The choice that is asked about.
    let wanted = RwSignal::new(None::<RoomKind>);
    let opening = RwSignal::new(false);
    let closing = RwSignal::new(false);
    effect(move || {
        // Cancelled or done: the room's present kind is the choice again.
        if !opening.get() && !closing.get() {
            wanted.set(None);
        }
    });
    let choose = move |choice: RoomKind| {
        if choice == kind.get_untracked() {
            return;
        }
        wanted.set(Some(choice));
        let asking = match choice {
            RoomKind::Open => opening,
            RoomKind::Closed | RoomKind::Direct => closing,
        };
        asking.set(true);
    };
    let card = move |choice: RoomKind, label, hint| {
        let checked = Signal::derive(move || wanted.get().unwrap_or_else(|| kind.get()) == choice);
        view! { <RadioCard name="kind" label hint checked choose=Box::new(move || choose(choice))>""</RadioCard> }.into_any()
    };
    let set = move |kind| {
        move || -> api::Submission {
            let changes = RoomChanges {
                kind: Some(kind),
                ..RoomChanges::default()
            };
            api::change_room(chat.browser, room, &changes)
        }
    };
    let name = move || {
        let name = chat.peek(|client| client.state.room_name(room));
        name.unwrap_or_default()
    };
    let open_text = move || {
        let (before, after) = around(|room| text().room_open_consequence(room));
        view! { <p class="dialog-lead">{before}<bdi><strong>{name()}</strong></bdi>{after}</p> }
            .into_any()
    };
    let close_text = move || {
        let members =
            untrack(|| chat.look_room(room, |room| room.members.as_ref().map_or(0, Vec::len)));
        let (before, after) = around(|room| text().room_close_consequence(members, room));
        view! { <p class="dialog-lead">{before}<bdi><strong>{name()}</strong></bdi>{after}</p> }
            .into_any()
    };
    let to_open = Question::new(text().room_open_verb(), open_text, set(RoomKind::Open))
        .then(move || saving.done());
    let to_close = Question::new(text().room_close_verb(), close_text, set(RoomKind::Closed))
        .then(move || saving.done());
    view! {
        <RadioGroup legend=text().room_who_sees() sign=saving row=true>
            {card(RoomKind::Open, text().room_access_open(), text().room_access_open_hint())}
            {card(RoomKind::Closed, text().room_access_closed(), text().room_access_closed_hint())}
        </RadioGroup>
        <Confirmation title=text().room_open_question() open=opening question=to_open />
        <Confirmation title=text().room_close_question() open=closing question=to_close />
    }
}

/// Choice of who may post new messages.
#[component]
pub(crate) fn WhoPosts(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    let posting = memo(move || chat.look_room(room, |room| room.posting));
    let choose = move |posting| {
        let changes = RoomChanges {
            posting: Some(posting),
            ..RoomChanges::default()
        };
        saving.send(api::change_room(chat.browser, room, &changes));
    };
    let card = move |choice: Posting, label, hint| {
        let checked = Signal::derive(move || posting.get() == choice);
        view! { <RadioCard name="posting" label hint checked choose=Box::new(move || choose(choice))>""</RadioCard> }.into_any()
    };
    view! {
        <RadioGroup legend=text().room_who_posts() sign=saving row=true>
            {card(Posting::Everyone, text().room_posts_everyone(), text().room_posts_everyone_hint())}
            {card(Posting::Administrators, text().room_posts_administrators(), text().room_posts_administrators_hint())}
        </RadioGroup>
    }
}
