//! Button for an administrator to deactivate a person who has left, or to reactivate one.

use super::ban_control::NewLinkCheck;
use crate::{
    api,
    chat::use_chat,
    kit::{
        confirmation::{Confirmation, Question},
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::{UserId, request::Expulsion};

#[component]
pub(crate) fn DeactivateControl(
    user: UserId,
    name: Memo<String>,
    deactivated: Memo<bool>,
) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let asking = RwSignal::new(false);
    let hint = move || match deactivated.get() {
        true => text().deactivated_hint(&name.read()),
        false => text().deactivate_hint().to_owned(),
    };
    let action = move || match deactivated.get() {
        true => text().reactivate(),
        false => text().deactivate(),
    };
    let new_link = RwSignal::new(true);
    // The workspace's stream brings the change.
    let send = move |method| -> api::Submission {
        let expulsion = Expulsion {
            rotate_join_code: new_link.get_untracked(),
        };
        api::submit(chat.browser, method, api::deactivation(user), &expulsion)
    };
    let click = move |_| match deactivated.get_untracked() {
        true => request.run(send("DELETE"), |()| ()),
        false => asking.set(true),
    };
    let lead = move || {
        view! {
            <p class="dialog-lead">
                {move || text().deactivate_lead(&name.read())}
            </p>
            <NewLinkCheck checked=new_link />
        }
        .into_any()
    };
    let question = Question::new(text().deactivate(), lead, move || send("PUT")).dangerous();
    view! {
        <div class="setting-row">
            <p class="field-hint">{hint}</p>
            <button class="button" type="button" on:click=click>{move || action().to_owned()}</button>
        </div>
        <RequestProblem request />
        <Confirmation title=text().deactivate() open=asking question />
    }
}
