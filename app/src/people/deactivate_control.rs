//! Button for an administrator to deactivate a person who has left, or to reactivate one.

use super::ban_control::NewLinkCheck;
use crate::{
    api,
    chat::use_chat,
    erased::when,
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::prelude::*;
use protocol::{UserId, request::Expulsion};

#[component]
pub(crate) fn DeactivateControl(
    user: UserId,
    name: Memo<String>,
    deactivated: Memo<bool>,
) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let hint = move || match deactivated.get() {
        true => format!(
            "{} cannot sign in. Reactivate their account to give them access again.",
            name.get()
        ),
        false => format!(
            "Deactivate people who have left. {} will be signed out everywhere and cannot sign in. Their messages stay.",
            name.get()
        ),
    };
    let action = move || match deactivated.get() {
        true => "Reactivate",
        false => "Deactivate",
    };
    let new_link = RwSignal::new(true);
    let click = move |_| {
        let method = match deactivated.get_untracked() {
            true => "DELETE",
            false => "PUT",
        };
        let expulsion = Expulsion {
            rotate_join_code: new_link.get_untracked(),
        };
        let sent = api::submit(chat.browser, method, api::deactivation(user), &expulsion);
        // The workspace's stream brings the change.
        request.run(sent, |()| ());
    };
    view! {
        <section>
            <p class="field-hint">{hint}</p>
            {when(move || !deactivated.get(), move || view! { <NewLinkCheck checked=new_link /> }.into_any())}
            <RequestProblem request />
            <button class="button" type="button" on:click=click>{move || action().to_owned()}</button>
        </section>
    }
}
