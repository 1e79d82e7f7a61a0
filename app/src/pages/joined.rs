//! The page of an invitation link for a person who is signed in.

use crate::{
    api,
    browser::BrowserHandle,
    hydrated::Hydrated,
    kit::{
        form_request::{FormRequest, RequestProblem},
        welcome::Welcome,
    },
};
use leptos::prelude::*;

#[component]
pub(crate) fn JoinedPage(workspace: String, code: String, name: String) -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let Hydrated(hydrated) = expect_context();
    let request = FormRequest::new();
    let sign_out = move |_| {
        let sent = api::command(browser, "DELETE", "/api/session".into());
        // The same page has the form to join then.
        let path = format!("/join/{code}");
        request.run(sent, move |()| browser.get().go(&path));
    };
    view! {
        <Welcome title=format!("You're already in {workspace}") lead=format!("You are signed in as {name}.")>
            <p><a class="button button-primary" href="/">"Open Hubbub"</a></p>
            <div class="welcome-aside">
                <p>"Is the invitation for someone else? They can join on this device once you are signed out."</p>
                <RequestProblem request />
                <button
                    class="button"
                    type="button"
                    disabled=move || !hydrated.get()
                    aria-busy=move || request.busy()
                    on:click=sign_out
                >
                    "Sign out and join as someone else"
                </button>
            </div>
        </Welcome>
    }
}
