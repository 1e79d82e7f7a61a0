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
use locale::{around, text};
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
    let lost = text().sign_in_lost_password(&workspace);
    let (before, after) = around(|command| text().only_administrator_help(command));
    let forgotten = match mail {
        true => view! { <MailedReset email /> }.into_any(),
        false => view! { <p><strong>{text().sign_in_forgotten()}</strong>" "{lost}</p> }.into_any(),
    };
    view! {
        <Welcome title=text().sign_in_title(&workspace) lead=text().sign_in_lead()>
            {reason}
            <SimpleForm action=text().sign_in() busy=text().signing_in() submit=Box::new(submit)>
                <EmailField value=email />
                <PasswordField value=password />
            </SimpleForm>
            <details class="welcome-aside welcome-help">
                <summary>{text().sign_in_help()}</summary>
                {forgotten}
                <p>
                    <strong>{text().only_administrator()}</strong>
                    " "
                    {before}
                    <code>"hubbub reset-password"</code>
                    {after}
                </p>
                <p><strong>{text().sign_in_new()}</strong>" "{text().sign_in_invitation()}</p>
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
                {text().reset_mailed()}
            </p>
        }
        .into_any()
    };
    view! {
        <p>
            <strong>{text().sign_in_forgotten()}</strong>
            " "
            {text().reset_mail_hint()}
        </p>
        <button class="button" type="button" aria-busy=move || request.busy() on:click=ask>
            {text().reset_mail_send()}
        </button>
        <RequestProblem request />
        <div role="status">{when(move || sent.get(), words)}</div>
    }
}

/// Returns why a session ended, and what to do.
fn reason(ended: SessionEnd) -> &'static str {
    match ended {
        SessionEnd::SignedOut => text().ended_signed_out(),
        SessionEnd::PasswordChanged => text().ended_password_changed(),
        SessionEnd::PasswordReset => text().ended_password_reset(),
        SessionEnd::Banned => text().ended_banned(),
        SessionEnd::Deactivated => text().ended_deactivated(),
        SessionEnd::Expired => text().ended_expired(),
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
