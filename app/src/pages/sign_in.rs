use crate::{
    api,
    browser::BrowserHandle,
    erased::part,
    kit::{
        form::{AccountForm, EmailField, PasswordField},
        welcome::Welcome,
    },
};
use leptos::prelude::*;
use protocol::request::SignIn;

/// Signs a person in and takes them where they wanted to go.
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
        let next = browser.get().query("next").filter(|next| is_own_path(next));
        api::enter(
            browser,
            "/api/session".into(),
            &request,
            next.unwrap_or_else(|| "/".into()),
        )
    };
    part! {
        <Welcome title=format!("Sign in to {workspace}") lead="Good to see you again.">
            <AccountForm action="Sign in" busy="Signing in…" submit=Box::new(submit)>
                <EmailField value=email />
                <PasswordField value=password />
            </AccountForm>
            <p class="welcome-aside">"New here? Ask an administrator for an invitation link."</p>
        </Welcome>
    }
}

/// Only a path on this very site: a link from elsewhere must not send people on to another one. Browsers read `\` as
/// `/` and drop tabs and line breaks.
fn is_own_path(path: &str) -> bool {
    let odd = |c: char| c == '\\' || c.is_control();
    path.starts_with('/') && !path.starts_with("//") && !path.contains(odd)
}

#[cfg(test)]
mod tests {
    use super::is_own_path;

    #[test]
    fn leads_nowhere_but_here() {
        assert!(is_own_path("/rooms/7/at/9"));
        for path in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "rooms",
        ] {
            assert!(!is_own_path(path), "{path}");
        }
    }
}
