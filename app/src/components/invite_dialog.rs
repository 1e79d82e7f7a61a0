use super::{account_form::ProblemAlert, dialog::LaterDialog, later::Later};
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{handler, part, spawn},
    model::Workspace,
};
use leptos::prelude::*;

/// Shows an administrator the link that lets others join, and makes a new one on demand.
#[component]
pub(crate) fn InviteDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Invite people" open content=Later::Invitation /> }
}

#[component]
pub(super) fn Invitation() -> impl IntoView {
    let chat = use_chat();
    let link = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let fetch = move || {
        spawn(async move {
            match api::get::<Workspace>(chat.browser, "/api/workspace".into()).await {
                Ok(Workspace { join_code, .. }) => {
                    let origin = chat.browser.get().origin();
                    link.set(
                        join_code
                            .map(|code| format!("{origin}/join/{code}"))
                            .unwrap_or_default(),
                    );
                }
                Err(refusal) => problem.set(refusal.detail),
            }
        });
    };
    fetch();
    let unknown = move || link.with(String::is_empty);
    let copy = handler(move |_| copy_link(chat, link, note));
    let rotate = handler(move |_| {
        problem.set(String::new());
        spawn(async move {
            let path = "/api/workspace/join-code".into();
            match api::command(chat.browser, "POST", path).await {
                Ok(()) => {
                    note.set("This is a new link. The old one no longer works.".into());
                    fetch();
                }
                Err(refusal) => problem.set(refusal.detail),
            }
        });
    });
    part! {
        <div class="form">
            <p class="dialog-lead">
                "Whoever has this link can join the workspace. Send it to the people you want here."
            </p>
            <input class="input" readonly autofocus aria-label="Invitation link" prop:value=move || link.get() />
            <ProblemAlert problem />
            <p class="field-hint" role="status">{move || note.get()}</p>
            <div class="dialog-actions">
                <button class="button" type="button" disabled=unknown on:click=rotate>"New link"</button>
                <button class="button button-primary" type="button" disabled=unknown on:click=copy>"Copy link"</button>
            </div>
        </div>
    }
}

/// Puts a link on the clipboard and notes so, or how else to get at it.
pub(super) fn copy_link(chat: Chat, link: RwSignal<String>, note: RwSignal<String>) {
    let copied = link.with_untracked(|link| chat.browser.get().copy(link));
    let outcome = match copied {
        true => "Copied.",
        false => "Select the link and copy it by hand.",
    };
    note.set(outcome.into());
}
