//! Dialog to create a room.

use crate::{
    api,
    chat::{Chat, use_chat},
    dialog_opener::DialogOpener,
    erased::effect,
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
use protocol::{Room, RoomId, RoomKind, limits, request::NewRoom, route::room_path};

#[component]
pub(crate) fn NewRoomForm(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let name = RwSignal::new(String::new());
    let closed = RwSignal::new(false);
    let request = FormRequest::new();
    let opener = DialogOpener::get();
    let created = StoredValue::new(None::<Room>);
    let made = go_once_there(chat, move || {
        open.set(false);
        // Nobody else sees a closed room until somebody is added.
        let closed = created
            .get_value()
            .filter(|room| room.kind == RoomKind::Closed);
        if let Some(room) = closed {
            opener.add_people(room.id);
        }
    });
    let submit = move |event: SubmitEvent| {
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
            let id = room.id;
            created.try_set_value(Some(room));
            made.try_set(Some(id));
        });
    };
    let on_name = move |event| name.set(event_target_value(&event));
    view! {
        <form class="form" on:submit=submit>
            <label class="field">
                <span class="field-label">{text().room_about_name()}</span>
                <input
                    class="input"
                    aria-label=text().room_about_name()
                    autocomplete="off"
                    autofocus
                    maxlength=limits::NAME_CHARS.to_string()
                    on:input=on_name
                />
            </label>
            <fieldset class="choices">
                <legend class="field-label">{text().room_visibility()}</legend>
                <KindChoice closed value=false label=text().room_access_open() hint=text().new_room_open_hint() />
                <KindChoice
                    closed value=true
                    label=text().room_access_closed()
                    hint=text().new_room_closed_hint()
                />
            </fieldset>
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| open.set(false)>{text().cancel()}</button>
                <button class="button button-primary" aria-busy=move || request.busy()>
                    {text().create_room()}
                </button>
            </div>
        </form>
    }
}

/// Returns a signal for the id of a room that the person has created. Calls `done` and goes to the room once the person's
/// stream has brought it, which may be before the answer or after it.
pub(crate) fn go_once_there(chat: Chat, done: impl Fn() + 'static) -> RwSignal<Option<RoomId>> {
    let made = RwSignal::new(None::<RoomId>);
    effect(move || {
        if let Some(room) = made.get()
            && chat.look(|client| client.state.rooms.contains_key(&room))
        {
            done();
            chat.go(&room_path(room));
        }
    });
    made
}

#[component]
fn KindChoice(
    closed: RwSignal<bool>,
    value: bool,
    label: &'static str,
    hint: &'static str,
) -> impl IntoView {
    let checked = closed.get_untracked() == value;
    view! {
        <label class="choice">
            <input type="radio" name="kind" aria-label=label checked=checked on:change=move |_| closed.set(value) />
            <span class="choice-text"><strong>{label}</strong><span class="field-hint">{hint}</span></span>
        </label>
    }
}
