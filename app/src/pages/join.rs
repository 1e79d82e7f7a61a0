//! The page of an invitation link.

use crate::{
    api,
    browser::BrowserHandle,
    kit::{
        form::{EmailField, NameField, NewPasswordField, SimpleForm},
        welcome::Welcome,
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::request::Join;

#[component]
pub(crate) fn JoinPage(workspace: String, code: String) -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move || {
        let request = Join {
            name: name.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        api::enter(browser, format!("/api/join/{code}"), &request, "/".into())
    };
    view! {
        <Welcome title=text().join_title(&workspace) lead=text().join_lead()>
            <SimpleForm action=text().join() busy=text().joining() submit=Box::new(submit)>
                <NameField value=name />
                <EmailField value=email />
                <NewPasswordField value=password />
            </SimpleForm>
            <p class="welcome-aside">{text().join_returning()}" "<a href="/sign-in">{text().sign_in()}</a></p>
        </Welcome>
    }
}
