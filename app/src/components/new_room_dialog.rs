use super::dialog::Dialog;
use crate::{
    api::{self, NewRoom},
    chat::use_chat,
    model::{Room, RoomKind, limits},
    protocol::Problem,
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Makes a room and goes there.
#[component]
pub(crate) fn NewRoomDialog(open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="New room" open><NewRoomForm open /></Dialog> }
}

#[component]
fn NewRoomForm(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let navigate = use_navigate();
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new(RoomKind::Open);
    let pending = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        problem.set(None);
        let request = NewRoom {
            name: name.get_untracked(),
            kind: kind.get_untracked(),
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::post::<Room>(chat.browser, "/api/rooms", &request).await {
                Ok(room) => {
                    // The room itself arrives as an event, perhaps a moment after this answer.
                    let path = format!("/rooms/{}", room.id);
                    let room = Room {
                        seq: 0,
                        unread: 0,
                        ..room
                    };
                    chat.client.update(|client| client.state.add_room(room));
                    open.set(false);
                    navigate(&path, NavigateOptions::default());
                }
                Err(refusal) => problem.set(Some(refusal)),
            }
            pending.set(false);
        });
    };
    let choice = move |value: RoomKind, label: &'static str, hint: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="kind" aria-label=label checked=value == RoomKind::Open on:change=move |_| kind.set(value) />
                <span class="choice-text"><strong>{label}</strong><span class="field-hint">{hint}</span></span>
            </label>
        }
    };
    view! {
        <form class="form" on:submit=submit>
            <label class="field">
                <span class="field-label">"Room name"</span>
                <input class="input" aria-label="Room name" autocomplete="off" autofocus maxlength=limits::NAME_CHARS.to_string()
                    on:input:target=move |event| name.set(event.target().value()) />
            </label>
            <fieldset class="choices">
                <legend class="field-label">"Who is in it"</legend>
                {choice(RoomKind::Open, "Open", "Everyone in the workspace.")}
                {choice(RoomKind::Closed, "Closed", "Only the people you add. Others cannot see that it exists.")}
            </fieldset>
            <div role="alert">
                {move || problem.get().map(|problem| view! { <p class="form-problem">{problem.detail}</p> })}
            </div>
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
                <button class="button button-primary" aria-busy=move || pending.get().then_some("true")>"Create room"</button>
            </div>
        </form>
    }
}
