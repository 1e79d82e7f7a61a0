use crate::{
    api,
    chat::use_chat,
    erased::{handler, part, spawn},
    kit::{dialog::Dialog, form::ProblemAlert},
};
use leptos::prelude::*;
use protocol::{UserId, request::Expulsion};

/// With what an administrator bans a person, after a question, and lifts the ban.
#[component]
pub(crate) fn BanControl(user: UserId, name: Memo<String>, banned: Memo<bool>) -> impl IntoView {
    let chat = use_chat();
    let asking = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let click = handler(move |_| {
        problem.set(String::new());
        if !banned.get_untracked() {
            asking.set(true);
            return;
        }
        spawn(async move {
            // It shows as soon as the workspace's stream says so.
            if let Err(refusal) = api::command(chat.browser, "DELETE", api::ban(user)).await {
                problem.set(refusal.detail);
            }
        });
    });
    let deed = move || if banned.get() { "Lift ban" } else { "Ban…" };
    // One button for both, so that the focus stays when the person's state changes.
    part! {
        <button
            class="button-quiet"
            type="button"
            aria-label=move || format!("{}: {}", deed().trim_end_matches('…'), name.get())
            on:click=click
        >
            {move || deed().to_owned()}
        </button>
        <ProblemAlert problem />
        <Dialog title="Ban" open=asking content=move || part! { <Question user name open=asking /> } />
    }
}

#[component]
fn Question(user: UserId, name: Memo<String>, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    let with_messages = RwSignal::new(false);
    let new_link = RwSignal::new(true);
    let ban = handler(move |_| {
        let with_messages = with_messages.get_untracked();
        let expulsion = Expulsion {
            rotate_join_code: new_link.get_untracked(),
        };
        let sent = api::submit(chat.browser, "PUT", api::ban(user), &expulsion);
        spawn(async move {
            let mut done = sent.await;
            if done.is_ok() && with_messages {
                done = api::command(chat.browser, "DELETE", api::messages_of(user)).await;
            }
            match done {
                Ok(()) => drop(open.try_set(false)),
                Err(refusal) => drop(problem.try_set(refusal.detail)),
            }
        });
    });
    part! {
        <div class="form">
            <p class="dialog-lead">
                {move || format!("{} is signed out everywhere and cannot come in again until you lift the ban.", name.get())}
            </p>
            <label class="check">
                <input type="checkbox" on:change=handler(move |event| with_messages.set(event_target_checked(&event))) />
                <span>"Also delete all that they wrote, for everyone and for good"</span>
            </label>
            <NewLinkCheck checked=new_link />
            <ProblemAlert problem />
            <div class="dialog-actions">
                <button class="button" type="button" autofocus on:click=handler(move |_| open.set(false))>"Cancel"</button>
                <button class="button button-danger" type="button" on:click=ban>"Ban"</button>
            </div>
        </div>
    }
}

/// Whether the invitation link that the person knows ends with what is done to them.
#[component]
pub(crate) fn NewLinkCheck(checked: RwSignal<bool>) -> impl IntoView {
    part! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                on:change=handler(move |event| checked.set(event_target_checked(&event)))
            />
            <span>"Also make a new invitation link, so that they do not come back by the one that they know"</span>
        </label>
    }
}
