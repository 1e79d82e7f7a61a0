use crate::{
    api::{self, Credentials},
    browser::BrowserHandle,
    components::{AccountForm, EmailField, PasswordField, Welcome},
    model::User,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Signs a person in and takes them where they wanted to go.
#[component]
pub(crate) fn SignInPage(workspace: String) -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let query = use_query_map();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submit = move || {
        let next = query.with_untracked(|query| query.get("next").unwrap_or_default());
        let request = Credentials {
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        async move {
            api::post::<User>(browser, "/api/session", &request).await?;
            browser
                .get()
                .go(if is_own_path(&next) { &next } else { "/" });
            Ok(())
        }
    };
    view! {
        <Welcome title=format!("Sign in to {workspace}") lead="Good to see you again.">
            <AccountForm action="Sign in" busy="Signing in…" submit>
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
