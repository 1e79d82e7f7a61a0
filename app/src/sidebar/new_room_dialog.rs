//! The dialog to make a room.

use crate::{
    api,
    chat::use_chat,
    erased::{effect, handler, part},
    kit::{
        dialog::LaterDialog,
        form_request::{FormRequest, RequestProblem},
    },
    later::Later,
};
use leptos::{ev::SubmitEvent, prelude::*};
use protocol::{Room, RoomId, RoomKind, limits, request::NewRoom, route::room_path};

#[component]
pub(crate) fn NewRoomDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="New room" open content=Later::NewRoom(open) /> }
}

#[component]
pub(crate) fn NewRoomForm(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let name = RwSignal::new(String::new());
    let closed = RwSignal::new(false);
    let request = FormRequest::new();
    let made = RwSignal::new(None::<RoomId>);
    // The person's stream brings the room, before this answer or after it.
    effect(move || {
        if let Some(room) = made.get()
            && chat.look(|client| client.state.rooms.contains_key(&room))
        {
            open.set(false);
            chat.go(&room_path(room));
        }
    });
    let submit = handler(move |event: SubmitEvent| {
        event.prevent_default();
        if request.pending.get_untracked() {
            return;
        }
        let new_room = NewRoom {
            name: name.get_untracked(),
            kind: if closed.get_untracked() {
                RoomKind::Closed
            } else {
                RoomKind::Open
            },
        };
        let sent = api::post::<Room>(chat.browser, "/api/rooms".into(), &new_room);
        request.run(sent, move |room| {
            // The button stays busy until the room is there.
            request.pending.try_set(true);
            made.try_set(Some(room.id));
        });
    });
    let on_name = handler(move |event| name.set(event_target_value(&event)));
    part! {
        <form class="form" on:submit=submit>
            <label class="field">
                <span class="field-label">"Room name"</span>
                <input
                    class="input"
                    aria-label="Room name"
                    autocomplete="off"
                    autofocus
                    maxlength=limits::NAME_CHARS.to_string()
                    on:input=on_name
                />
            </label>
            <fieldset class="choices">
                <legend class="field-label">"Who is in it"</legend>
                <KindChoice closed value=false label="Open" hint="Everyone in the workspace is in it at first. They may leave, and come back." />
                <KindChoice
                    closed value=true
                    label="Closed"
                    hint="Only the people you add. Others cannot see that it exists."
                />
            </fieldset>
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=handler(move |_| open.set(false))>"Cancel"</button>
                <button class="button button-primary" aria-busy=move || request.busy()>
                    "Create room"
                </button>
            </div>
        </form>
    }
}

#[component]
fn KindChoice(
    closed: RwSignal<bool>,
    value: bool,
    label: &'static str,
    hint: &'static str,
) -> impl IntoView {
    let checked = closed.get_untracked() == value;
    part! {
        <label class="choice">
            <input type="radio" name="kind" aria-label=label checked=checked on:change=handler(move |_| closed.set(value)) />
            <span class="choice-text"><strong>{label}</strong><span class="field-hint">{hint}</span></span>
        </label>
    }
}
