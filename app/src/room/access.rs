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
        view! {
            <p class="dialog-lead">
                "Everybody in the workspace except guests can then find "<bdi><strong>{name()}</strong></bdi>
                ", join it, and read "<strong>"its whole history"</strong>
                ", also what was written while it was closed. Nobody is added."
            </p>
        }
        .into_any()
    };
    let close_text = move || {
        let members =
            untrack(|| chat.look_room(room, |room| room.members.as_ref().map_or(0, Vec::len)));
        let stay = match members {
            1 => "The 1 person who is in it now stays".to_owned(),
            members => format!("The {members} people who are in it now stay"),
        };
        view! {
            <p class="dialog-lead">
                {stay}" in "<bdi><strong>{name()}</strong></bdi>
                ". Others can no longer find or read it, and join only if someone in the room adds them."
            </p>
        }
        .into_any()
    };
    let to_open =
        Question::new("Open the room", open_text, set(RoomKind::Open)).then(move || saving.done());
    let to_close = Question::new("Close the room", close_text, set(RoomKind::Closed))
        .then(move || saving.done());
    view! {
        <RadioGroup legend="Who can see it" sign=saving row=true>
            {card(RoomKind::Open, "Open", "Everyone in the workspace can find it, join it and read it.")}
            {card(RoomKind::Closed, "Closed", "Only people who are added can see it.")}
        </RadioGroup>
        <Confirmation title="Open to everyone?" open=opening question=to_open />
        <Confirmation title="Close the room?" open=closing question=to_close />
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
        <RadioGroup legend="Who may post" sign=saving row=true>
            {card(Posting::Everyone, "Everyone in the room", "As usual.")}
            {card(Posting::Administrators, "Administrators", "Others read, react and reply in threads.")}
        </RadioGroup>
    }
}
