//! The page that makes the workspace and its first administrator.

use crate::{
    api::{self, Submission},
    browser::BrowserHandle,
    erased::when,
    kit::{
        form::{EmailField, NameField, NewPasswordField, SimpleForm, TextField},
        welcome::Welcome,
    },
};
use leptos::prelude::*;
use protocol::{ErrorCode, limits, request::FirstRun};

/// The setup code is shorter; this leaves room for a slip.
const CODE_CHARS: usize = 100;

#[component]
pub(crate) fn FirstRunPage() -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let workspace = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let asks_code = RwSignal::new(false);
    let submit = move || -> Submission {
        let request = FirstRun {
            workspace: workspace.get_untracked(),
            name: name.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
            code: Some(code.get_untracked()),
        };
        let sent = api::enter(browser, "/api/first-run".into(), &request, "/".into());
        Box::pin(async move {
            let answer = sent.await;
            // The server asks everyone who is not on its own machine for the code, and says where it is.
            if matches!(&answer, Err(problem) if problem.code == ErrorCode::Forbidden) {
                asks_code.set(true);
            }
            answer
        })
    };
    view! {
        <Welcome title="Welcome to Hubbub" lead="Name your workspace and create your account as its administrator. You can invite others next.">
            <SimpleForm action="Create workspace" busy="Creating…" submit=Box::new(submit)>
                <TextField label="Workspace name" value=workspace autocomplete="organization" max=limits::NAME_CHARS />
                <NameField value=name />
                <EmailField value=email />
                <NewPasswordField value=password />
                {when(move || asks_code.get(), move || view! { <TextField label="Setup code" value=code autocomplete="off" max=CODE_CHARS /> }.into_any())}
            </SimpleForm>
        </Welcome>
    }
}
