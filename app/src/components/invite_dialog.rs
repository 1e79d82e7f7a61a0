use super::dialog::Dialog;
use crate::{
    api::{self, JoinCode},
    chat::use_chat,
    model::Workspace,
    protocol::Problem,
};
use leptos::{prelude::*, task::spawn_local};

/// Shows an administrator the link that lets others join, and makes a new one on demand.
#[component]
pub(crate) fn InviteDialog(open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog title="Invite people" open><Invitation /></Dialog> }
}

#[component]
fn Invitation() -> impl IntoView {
    let chat = use_chat();
    let code = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<Problem>);
    let note = RwSignal::new("");
    let take = move |answer: Result<Option<String>, Problem>| match answer {
        Ok(new) => code.set(new),
        Err(refusal) => problem.set(Some(refusal)),
    };
    spawn_local(async move {
        let answer = api::get::<Workspace>(chat.browser, "/api/workspace".into()).await;
        take(answer.map(|workspace| workspace.join_code));
    });
    let link = move || {
        code.get()
            .map(|code| format!("{}/join/{code}", chat.browser.get().origin()))
            .unwrap_or_default()
    };
    let copy = move |_| {
        let copied = chat.browser.get().copy(&link());
        note.set(if copied {
            "Copied."
        } else {
            "Select the link and copy it by hand."
        });
    };
    let rotate = move |_| {
        problem.set(None);
        spawn_local(async move {
            let answer = api::post::<JoinCode>(chat.browser, "/api/workspace/join-code", &()).await;
            if answer.is_ok() {
                note.set("This is a new link. The old one no longer works.");
            }
            take(answer.map(|answer| Some(answer.join_code)));
        });
    };
    view! {
        <div class="form">
            <p class="dialog-lead">"Whoever has this link can join the workspace. Send it to the people you want here."</p>
            <input class="input" readonly autofocus aria-label="Invitation link" prop:value=link on:focus:target=move |event| event.target().select() />
            <div role="alert">
                {move || problem.get().map(|problem| view! { <p class="form-problem">{problem.detail}</p> })}
            </div>
            <p class="field-hint" role="status">{move || note.get()}</p>
            <div class="dialog-actions">
                <button class="button" type="button" on:click=rotate>"New link"</button>
                <button class="button button-primary" type="button" on:click=copy>"Copy link"</button>
            </div>
        </div>
    }
}
