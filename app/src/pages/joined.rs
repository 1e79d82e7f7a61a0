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
use locale::text;

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
        <Welcome title=text().joined_title(&workspace) lead=text().joined_lead(&name)>
            <p><a class="button button-primary" href="/">{text().joined_open()}</a></p>
            <div class="welcome-aside">
                <p>{text().joined_other()}</p>
                <RequestProblem request />
                <button
                    class="button"
                    type="button"
                    disabled=move || !hydrated.get()
                    aria-busy=move || request.busy()
                    on:click=sign_out
                >
                    {text().joined_sign_out()}
                </button>
            </div>
        </Welcome>
    }
}
