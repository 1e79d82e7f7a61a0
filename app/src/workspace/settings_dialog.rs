//! The dialog of the workspace's settings, for an administrator.

use crate::{
    api,
    chat::use_chat,
    erased::when,
    kit::{
        form::{SimpleForm, TextField},
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::{Workspace, limits, request::WorkspaceChanges};

#[component]
pub(crate) fn WorkspaceSettings() -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let settings = RwSignal::new(None::<Workspace>);
    let sent = api::get(chat.browser, api::WORKSPACE.to_owned());
    request.run(sent, move |found| drop(settings.try_set(Some(found))));
    let form = move || match settings.get() {
        Some(workspace) => view! { <WorkspaceSettingsForm workspace /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="workspace-settings">
            <RequestProblem request />
            {when(move || settings.read().is_some(), form)}
        </div>
    }
}

#[component]
fn WorkspaceSettingsForm(workspace: Workspace) -> impl IntoView {
    let chat = use_chat();
    let name = RwSignal::new(workspace.name);
    let link_previews = RwSignal::new(workspace.link_previews);
    let file_limit = RwSignal::new(workspace.file_limit_mb.to_string());
    let person_quota = RwSignal::new(workspace.person_quota_mb.to_string());
    let total_quota = RwSignal::new(workspace.total_quota_mb.to_string());
    let used = workspace.used_mb.unwrap_or_default();
    // The server refuses 0, for a text that is no number, and names the bounds.
    let number = |field: RwSignal<String>| {
        let text = field.get_untracked();
        Some(text.trim().parse::<u64>().unwrap_or_default())
    };
    let submit = move || {
        let changes = WorkspaceChanges {
            name: Some(name.get_untracked()),
            link_previews: Some(link_previews.get_untracked()),
            file_limit_mb: number(file_limit),
            person_quota_mb: number(person_quota),
            total_quota_mb: number(total_quota),
        };
        api::submit(chat.browser, "PATCH", api::WORKSPACE.to_owned(), &changes)
    };
    view! {
        <SimpleForm action=text().save() busy=text().saving() done=text().workspace_saved() submit=Box::new(submit)>
            <TextField label=text().workspace_name() value=name autocomplete="off" max=limits::NAME_CHARS />
            <TextField label=text().file_limit() value=file_limit autocomplete="off" max=5 />
            <TextField label=text().person_quota() value=person_quota autocomplete="off" max=8 />
            <TextField label=text().total_quota() value=total_quota autocomplete="off" max=8 />
            <p class="field-hint">{text().storage_used(used)}</p>
            <SwitchField
                label=text().link_previews()
                hint=text().link_previews_hint()
                value=link_previews
            />
        </SimpleForm>
    }
}

/// Field for something that is on or off.
#[component]
fn SwitchField(label: &'static str, hint: &'static str, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span class="choice-text">
                <strong>{label}</strong>
                <span class="field-hint">{hint}</span>
            </span>
        </label>
    }
}
