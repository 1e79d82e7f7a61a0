//! The page to sign in.

use crate::{
    api,
    browser::BrowserHandle,
    erased::when,
    kit::{
        form::{EmailField, PasswordField, SimpleForm},
        form_request::{FormRequest, RequestProblem},
        welcome::Welcome,
    },
};
use leptos::prelude::*;
use protocol::{
    boot::SessionEnd,
    request::{self, SignIn},
};

/// Signs a person in, and loads the page that they wanted. Says why their session ended, if it did.
#[component]
pub(crate) fn SignInPage(
    workspace: String,
    ended: Option<SessionEnd>,
    /// Whether the server sends mails.
    mail: bool,
) -> impl IntoView {
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
    let reason = ended.map(|ended| {
        view! { <p class="welcome-notice" role="status">{reason(ended)}</p> }.into_any()
    });
    let lost = format!(
        "Ask an administrator of {workspace} for a reset link. It opens a page where you choose a new password, and it works once, for one day."
    );
    let forgotten = match mail {
        true => view! { <MailedReset email /> }.into_any(),
        false => view! { <p><strong>"Forgot your password? "</strong>{lost}</p> }.into_any(),
    };
    view! {
        <Welcome title=format!("Sign in to {workspace}") lead="Good to see you again.">
            {reason}
            <SimpleForm action="Sign in" busy="Signing in…" submit=Box::new(submit)>
                <EmailField value=email />
                <PasswordField value=password />
            </SimpleForm>
            <details class="welcome-aside welcome-help">
                <summary>"Can't sign in?"</summary>
                {forgotten}
                <p>
                    <strong>"Are you the only administrator? "</strong>
                    "Run "<code>"hubbub reset-password"</code>" with your email on the server: it prints such a link."
                </p>
                <p><strong>"New here? "</strong>"Ask an administrator for an invitation link."</p>
            </details>
        </Welcome>
    }
}

/// Button that has a link to set a new password mailed to the address in the form.
#[component]
fn MailedReset(email: RwSignal<String>) -> impl IntoView {
    let browser = expect_context::<BrowserHandle>();
    let request = FormRequest::new();
    let sent = RwSignal::new(false);
    let ask = move |_| {
        sent.set(false);
        let form = request::MailedReset {
            email: email.get_untracked(),
        };
        let asked = api::submit(browser, "POST", "/api/mailed-resets".into(), &form);
        request.run(asked, move |()| {
            sent.try_set(true);
        });
    };
    let words = || {
        view! {
            <p class="form-done">
                "If somebody here has this address, a mail with a link is on its way. The link works once, for one day."
            </p>
        }
        .into_any()
    };
    view! {
        <p>
            <strong>"Forgot your password? "</strong>
            "Enter your email above, and a link to set a new one is mailed to you."
        </p>
        <button class="button" type="button" aria-busy=move || request.busy() on:click=ask>
            "Email me a reset link"
        </button>
        <RequestProblem request />
        <div role="status">{when(move || sent.get(), words)}</div>
    }
}

/// Returns why a session ended, and what to do.
fn reason(ended: SessionEnd) -> &'static str {
    match ended {
        SessionEnd::SignedOut => "You are signed out in this browser.",
        SessionEnd::PasswordChanged => {
            "You were signed out here because your password was changed on another device. Sign in with the new one. If it was not you, ask an administrator for a reset link."
        }
        SessionEnd::PasswordReset => {
            "You were signed out because a new password was set with a reset link. Sign in with the new one."
        }
        SessionEnd::Banned => {
            "You were signed out because an administrator banned your account. Only an administrator can let you back in."
        }
        SessionEnd::Deactivated => {
            "You were signed out because an administrator deactivated your account. Only an administrator can reactivate it."
        }
        SessionEnd::Expired => "Your session has ended. Sign in to continue.",
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
