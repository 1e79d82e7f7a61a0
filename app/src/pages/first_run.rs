use crate::{
    api::{self, FirstRun},
    browser::BrowserHandle,
    components::{AccountForm, EmailField, NameField, NewPasswordField, TextField, Welcome},
    erased::part,
    model::limits,
};
use leptos::prelude::*;

/// The very first page: makes the workspace and its administrator.
#[component]
pub(crate) fn FirstRunPage() -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let workspace = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move || {
        let request = FirstRun {
            workspace: workspace.get_untracked(),
            name: name.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        api::enter(browser, "/api/first-run".into(), &request, "/".into())
    };
    part! {
        <Welcome title="Welcome to Hubbub" lead="Name your workspace and make yourself its administrator. You can invite the others in a minute.">
            <AccountForm action="Create workspace" busy="Creating…" submit=Box::new(submit)>
                <TextField label="Workspace name" value=workspace autocomplete="organization" max=limits::NAME_CHARS />
                <NameField value=name />
                <EmailField value=email />
                <NewPasswordField value=password />
            </AccountForm>
        </Welcome>
    }
}
