use crate::{
    api::{self, Join},
    browser::BrowserHandle,
    components::{AccountForm, EmailField, NameField, NewPasswordField, Welcome},
    model::User,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Where an invitation link leads.
#[component]
pub(crate) fn JoinPage(workspace: String) -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let params = use_params_map();
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move || {
        let code = params.with_untracked(|params| params.get("code").unwrap_or_default());
        let request = Join {
            name: name.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        async move {
            api::post::<User>(browser, format!("/api/join/{code}"), &request).await?;
            browser.get().go("/");
            Ok(())
        }
    };
    view! {
        <Welcome title=format!("Join {workspace}") lead="You have been invited to chat here. Tell the others who you are.">
            <AccountForm action="Join" busy="Joining…" submit>
                <NameField value=name />
                <EmailField value=email />
                <NewPasswordField value=password />
            </AccountForm>
            <p class="welcome-aside">"Been here before? " <a href="/sign-in" rel="external">"Sign in"</a></p>
        </Welcome>
    }
}
