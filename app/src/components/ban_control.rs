use super::{account_form::ProblemAlert, dialog::Dialog};
use crate::{
    api,
    chat::use_chat,
    erased::{handler, part, spawn},
    model::UserId,
};
use leptos::prelude::*;

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
    let ban = handler(move |_| {
        spawn(async move {
            match api::command(chat.browser, "PUT", api::ban(user)).await {
                Ok(()) => open.set(false),
                Err(refusal) => problem.set(refusal.detail),
            }
        });
    });
    part! {
        <div class="form">
            <p class="dialog-lead">
                {move || format!("{} is signed out everywhere and cannot come in again until you lift the ban. What they wrote stays.", name.get())}
            </p>
            <ProblemAlert problem />
            <div class="dialog-actions">
                <button class="button" type="button" autofocus on:click=handler(move |_| open.set(false))>"Cancel"</button>
                <button class="button button-danger" type="button" on:click=ban>"Ban"</button>
            </div>
        </div>
    }
}
