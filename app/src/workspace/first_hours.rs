//! The first hours: the first steps in a new workspace, and tips for a person who is new. Each is dismissed for good.

use crate::{
    api::{self, Submission},
    chat::{Chat, use_chat},
    dialog_opener::{DialogKind, DialogOpener},
    erased::{dynamic, memo, when},
    kit::{
        close_button::CloseButton,
        icon::{Glyph, Icon},
    },
    later::lazy,
};
use client::Client;
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{RoomKind, tip};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

lazy!(pub(crate) fn first_hours = FirstHours());

/// The first tip that the person has not dismissed.
#[component]
pub(crate) fn FirstHours() -> impl IntoView {
    let chat = use_chat();
    let shown = memo(move || chat.look(first_known));
    view! {
        <aside class="first-hours" aria-label=text().getting_started()>
            {dynamic(move || match shown.get() {
                Some(tip::FIRST_STEPS) => view! { <FirstSteps /> }.into_any(),
                Some(_) => view! { <Tip shown /> }.into_any(),
                None => ().into_any(),
            })}
        </aside>
    }
}

/// Returns the first tip that this version knows.
fn first_known(client: &Client) -> Option<&'static str> {
    let known = [tip::FIRST_STEPS].into_iter().chain(tip::OF_EVERYONE);
    let mut tips = client.state.tips.iter();
    tips.find_map(|tip| known.clone().find(|known| known == tip))
}

/// Dismisses a tip for good. It goes when the person's stream says so.
fn dismiss(chat: Chat, tip: &'static str) {
    send(chat, api::tip(tip));
}

fn send(chat: Chat, path: String) {
    let sent: Submission = Box::pin(api::command(chat.browser, "DELETE", path));
    spawn_local(async move {
        if let Err(problem) = sent.await {
            chat.notify(&problem.detail);
        }
    });
}

/// The first steps of the administrator of a new workspace.
#[component]
fn FirstSteps() -> impl IntoView {
    let chat = use_chat();
    let opener = DialogOpener::get();
    // Everyone is in the permanent room.
    let everyone = chat.peek(|client| {
        let mut rooms = client.state.rooms.iter();
        let (id, _) = rooms.find(|(_, room)| room.permanent)?;
        client.state.room_name(*id)
    });
    let hello_hint = text().first_step_hello_hint(&everyone.unwrap_or_default());
    let workspace = memo(move || chat.look(|client| client.state.workspace.clone()));
    let hello = memo(move || chat.look(has_written));
    let room = memo(move || {
        chat.look(|client| {
            let mut rooms = client.state.rooms.values();
            rooms.any(|room| !room.permanent && room.kind != RoomKind::Direct)
        })
    });
    let people = memo(move || chat.look(|client| client.state.people.len() > 1));
    let all = memo(move || hello.get() && room.get() && people.get());
    let lead = move || match all.get() {
        true => text().first_steps_done(),
        false => text().first_steps_lead(),
    };
    view! {
        <div class="first-steps">
            <header class="first-steps-head">
                <p class="first-steps-title" dir="auto">{move || text().first_steps_title(&workspace.read())}</p>
                <p class="field-hint" role="status">{move || lead().to_owned()}</p>
                <CloseButton name=text().dismiss() close=move |_| dismiss(chat, tip::FIRST_STEPS) />
            </header>
            <ol class="first-steps-list">
                <Step done=hello label=text().first_step_hello() hint=hello_hint take=Box::new(focus_composer) />
                <Step
                    done=room
                    label=text().first_step_room()
                    hint=text().first_step_room_hint()
                    take=Box::new(move || opener.open(DialogKind::NewRoom))
                />
                <Step
                    done=people
                    label=text().first_step_people()
                    hint=text().first_step_people_hint()
                    take=Box::new(move || opener.open(DialogKind::Invite))
                />
            </ol>
        </div>
    }
}

/// A step: a button until it is done.
#[component]
fn Step(
    done: Memo<bool>,
    label: &'static str,
    #[prop(into)] hint: String,
    take: Box<dyn Fn() + Send>,
) -> impl IntoView {
    let state = move || match done.get() {
        true => text().first_step_done(),
        false => "",
    };
    view! {
        <li class="first-step" class:is-done=move || done.get()>
            <button class="first-step-button" type="button" on:click=move |_| take()>
                <span class="first-step-mark" aria-hidden="true"></span>
                <span class="first-step-text">
                    <span class="first-step-label">{label}<span class="unseen">{state}</span></span>
                    <span class="field-hint">{hint}</span>
                </span>
            </button>
        </li>
    }
}

/// Returns whether the person has written something that is shown.
fn has_written(client: &Client) -> bool {
    let me = client.state.me.id;
    let mut rooms = client.state.rooms.values();
    rooms.any(|room| room.timeline.messages().any(|message| message.author == me))
}

/// Moves the focus to the field of the open room.
fn focus_composer() {
    let field = document().query_selector("main.room > .composer textarea");
    if let Some(field) = field.ok().flatten()
        && let Ok(field) = field.dyn_into::<HtmlElement>()
    {
        // A field that takes no focus has no one to write in it.
        let _ = field.focus();
    }
}

/// One tip, with buttons to dismiss it or all.
#[component]
fn Tip(shown: Memo<Option<&'static str>>) -> impl IntoView {
    let chat = use_chat();
    let next = move |_| {
        if let Some(tip) = shown.get_untracked() {
            dismiss(chat, tip);
        }
    };
    let more = memo(move || chat.look(|client| client.state.tips.len() > 1));
    let all_button = move || {
        view! {
            <button class="button-quiet" type="button" on:click=move |_| send(chat, api::TIPS.to_owned())>
                {text().tip_all()}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="tip">
            <Icon glyph=Glyph::BULB />
            <p class="tip-text">{move || tip_text(shown.get()).to_owned()}</p>
            <span class="tip-actions">
                <button class="button" type="button" on:click=next>{text().tip_next()}</button>
                {when(move || more.get(), all_button)}
            </span>
        </div>
    }
}

fn tip_text(tip: Option<&str>) -> &'static str {
    match tip {
        Some(tip::JUMP) => text().tip_jump(),
        Some(tip::MENTION) => text().tip_mention(),
        Some(tip::THREAD) => text().tip_thread(),
        _ => "",
    }
}
