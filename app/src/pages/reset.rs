//! The page of a link to set a new password.

use crate::{
    api,
    browser::BrowserHandle,
    kit::{
        form::{NewPasswordField, SimpleForm},
        welcome::Welcome,
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::request::NewPassword;

/// An administrator makes the link for a person who cannot sign in.
#[component]
pub(crate) fn ResetPage(token: String) -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let password = RwSignal::new(String::new());
    let submit = move || {
        let request = NewPassword {
            password: password.get_untracked(),
        };
        api::enter(browser, format!("/api/reset/{token}"), &request, "/".into())
    };
    view! {
        <Welcome title=text().new_password_title() lead=text().new_password_lead()>
            <SimpleForm action=text().new_password_set() busy=text().new_password_setting() submit=Box::new(submit)>
                <NewPasswordField value=password />
            </SimpleForm>
        </Welcome>
    }
}
