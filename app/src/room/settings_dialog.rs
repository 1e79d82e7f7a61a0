//! Settings of a room: its name and topic, who posts, the person's own preferences, and buttons to archive,
//! hide, leave and delete it.

use crate::{
    api,
    chat::use_chat,
    erased::{memo, when},
    kit::form_request::{FormRequest, RequestProblem},
    room::{
        exit::{DeleteRoom, HideRoom, LeaveRoom},
        preferences::{Preferences, RadioOption},
    },
};
use client::state::RoomState;
use leptos::{ev::SubmitEvent, prelude::*};
use protocol::{Posting, RoomId, RoomKind, limits, request::RoomChanges};

#[component]
pub(crate) fn RoomSettings(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let (permanent, direct) =
        untrack(|| chat.look_room(room, |room| (room.permanent, room.kind == RoomKind::Direct)));
    let fixed = permanent || direct;
    let archive = move || view! { <Archive room /> }.into_any();
    let delete = move || view! { <DeleteRoom room open /> }.into_any();
    view! {
        {when(move || !direct && !chat.is_guest(), move || view! { <RoomSettingsForm room open /> }.into_any())}
        <Preferences room />
        {when(move || !direct && chat.administers(), move || view! { <WhoPosts room /> }.into_any())}
        {when(move || !fixed && chat.administers(), archive)}
        {when(move || direct, move || view! { <HideRoom room open /> }.into_any())}
        {when(move || !direct && (!permanent || chat.is_guest()), move || view! { <LeaveRoom room open /> }.into_any())}
        {when(move || !fixed && chat.administers(), delete)}
    }
}

#[component]
fn RoomSettingsForm(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let initial = |read: fn(&RoomState) -> Option<String>| {
        RwSignal::new(untrack(|| chat.look_room(room, read)).unwrap_or_default())
    };
    let name = initial(|room| Some(room.name.clone()));
    let topic = initial(|room| room.topic.clone());
    let description = initial(|room| room.description.clone());
    let request = FormRequest::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if request.pending.get_untracked() {
            return;
        }
        let changes = RoomChanges {
            name: Some(name.get_untracked()),
            topic: Some(Some(topic.get_untracked())),
            description: Some(Some(description.get_untracked())),
            ..RoomChanges::default()
        };
        let sent = api::change_room(chat.browser, room, &changes);
        request.run_and_close(sent, open);
    };
    view! {
        <form class="form" on:submit=submit>
            <SettingField label="Room name" value=name max=limits::NAME_CHARS />
            <SettingField label="Topic" value=topic max=limits::TOPIC_CHARS hint="What the room is about. Everyone in the room sees it." />
            <DescriptionField value=description />
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
                <button class="button button-primary" aria-busy=move || request.busy()>"Save"</button>
            </div>
        </form>
    }
}

#[component]
fn SettingField(
    label: &'static str,
    value: RwSignal<String>,
    max: usize,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let hint = hint.map_or_else(
        || ().into_any(),
        |hint| view! { <span class="field-hint">{hint}</span> }.into_any(),
    );
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <input
                class="input"
                aria-label=label
                dir="auto"
                autocomplete="off"
                maxlength=max.to_string()
                value=value.get_untracked()
                on:input=move |event| value.set(event_target_value(&event))
            />
            {hint}
        </label>
    }
}

/// Multi-line field for the room's description.
#[component]
fn DescriptionField(value: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="field">
            <span class="field-label">"Description"</span>
            <textarea
                class="input"
                aria-label="Description"
                dir="auto"
                rows="3"
                maxlength=limits::DESCRIPTION_CHARS.to_string()
                on:input=move |event| value.set(event_target_value(&event))
            >
                {value.get_untracked()}
            </textarea>
            <span class="field-hint">"What the room is for. You can add links. It is shown next to the list of people."</span>
        </label>
    }
}

/// Button that archives the room or restores it: one for both, so that it keeps the focus.
#[component]
fn Archive(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let archived = memo(move || chat.is_archived(room));
    let click = move |_| {
        let changes = RoomChanges {
            archived: Some(!archived.get_untracked()),
            ..RoomChanges::default()
        };
        // The change shows when the room's stream says so.
        request.run(api::change_room(chat.browser, room, &changes), |()| ());
    };
    let hint = move || match archived.get() {
        true => {
            "This room is archived. Restore it to allow new messages and return it to the list of rooms."
        }
        false => {
            "People can still read an archived room, but nobody can post in it. It moves to Browse rooms."
        }
    };
    let label = move || match archived.get() {
        true => "Restore room",
        false => "Archive room",
    };
    view! {
        <section class="setting">
            <p class="field-hint">{move || hint().to_owned()}</p>
            <RequestProblem request />
            <button class="button" type="button" on:click=click>{move || label().to_owned()}</button>
        </section>
    }
}

/// Setting of who may post new messages.
#[component]
fn WhoPosts(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let posting = memo(move || chat.look_room(room, |room| room.posting));
    let choose = move |posting| {
        let changes = RoomChanges {
            posting: Some(posting),
            ..RoomChanges::default()
        };
        request.run(api::change_room(chat.browser, room, &changes), |()| ());
    };
    let choice = move |label, value| {
        let checked = move || posting.get() == value;
        view! { <RadioOption name="posting" label checked=Box::new(checked) choose=Box::new(move || choose(value)) /> }.into_any()
    };
    view! {
        <fieldset class="setting choices-row">
            <legend class="field-label">"Who may post"</legend>
            {choice("Everyone in the room", Posting::Everyone)}
            {choice("Administrators", Posting::Administrators)}
            <RequestProblem request />
        </fieldset>
    }
}
