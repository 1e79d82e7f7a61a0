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
use locale::text;
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
        <Welcome title=text().first_run_title() lead=text().first_run_lead()>
            <SimpleForm action=text().first_run_create() busy=text().first_run_creating() submit=Box::new(submit)>
                <TextField label=text().workspace_name() value=workspace autocomplete="organization" max=limits::NAME_CHARS />
                <NameField value=name />
                <EmailField value=email />
                <NewPasswordField value=password />
                {when(move || asks_code.get(), move || view! { <TextField label=text().first_run_code() value=code autocomplete="off" max=CODE_CHARS /> }.into_any())}
            </SimpleForm>
        </Welcome>
    }
}
