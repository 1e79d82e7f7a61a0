//! The page to sign in.

use crate::{
    api,
    browser::BrowserHandle,
    kit::{
        form::{EmailField, PasswordField, SimpleForm},
        welcome::Welcome,
    },
};
use leptos::prelude::*;
use protocol::request::SignIn;

/// Signs a person in, and loads the page that they wanted.
#[component]
pub(crate) fn SignInPage(workspace: String) -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move || {
        let request = SignIn {
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        let next = browser
            .get()
            .query("next")
            .filter(|next| is_local_path(next));
        api::enter(
            browser,
            "/api/session".into(),
            &request,
            next.unwrap_or_else(|| "/".into()),
        )
    };
    view! {
        <Welcome title=format!("Sign in to {workspace}") lead="Good to see you again.">
            <SimpleForm action="Sign in" busy="Signing in…" submit=Box::new(submit)>
                <EmailField value=email />
                <PasswordField value=password />
            </SimpleForm>
            <p class="welcome-aside">"New here? Ask an administrator for an invitation link."</p>
        </Welcome>
    }
}

/// Returns whether a path stays on this site: a link from elsewhere must not redirect people to another one. Browsers
/// read `\` as `/` and drop tabs and line breaks.
fn is_local_path(path: &str) -> bool {
    let odd = |c: char| c == '\\' || c.is_control();
    path.starts_with('/') && !path.starts_with("//") && !path.contains(odd)
}

#[cfg(test)]
mod tests {
    use super::is_local_path;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert!(is_local_path("/rooms/7/at/9"));
        for path in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "rooms",
        ] {
            assert!(!is_local_path(path), "{path}");
        }
    }
}
