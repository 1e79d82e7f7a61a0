//! Button for an administrator to ban a person, or to lift the ban.

use crate::{
    api,
    chat::use_chat,
    kit::{
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::{UserId, request::Expulsion};

#[component]
pub(crate) fn BanControl(user: UserId, name: Memo<String>, banned: Memo<bool>) -> impl IntoView {
    let chat = use_chat();
    let asking = RwSignal::new(false);
    let request = FormRequest::new();
    let click = move |_| {
        if !banned.get_untracked() {
            request.problem.set(None);
            asking.set(true);
            return;
        }
        // The workspace's stream brings the change.
        let sent = api::command(chat.browser, "DELETE", api::ban(user));
        request.run(sent, |()| ());
    };
    let action = move || {
        if banned.get() {
            text().lift_ban()
        } else {
            text().ban_open()
        }
    };
    let label = move || match banned.get() {
        true => text().lift_ban_person(&name.read()),
        false => text().ban_person(&name.read()),
    };
    let hint = move || match banned.get() {
        true => text().banned_hint(),
        false => text().ban_hint(),
    };
    // One button for both actions, so that the focus stays when the person's state changes.
    view! {
        <div class="setting-row">
            <p class="field-hint">{move || hint().to_owned()}</p>
            <button
                class="button"
                class:button-danger-quiet=move || !banned.get()
                type="button"
                aria-label=label
                on:click=click
            >
                {move || action().to_owned()}
            </button>
        </div>
        <RequestProblem request />
        <Dialog title=text().ban() open=asking content=move || view! { <BanForm user name open=asking /> }.into_any() />
    }
}

#[component]
fn BanForm(user: UserId, name: Memo<String>, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let with_messages = RwSignal::new(false);
    let new_link = RwSignal::new(true);
    let ban = move |_| {
        let with_messages = with_messages.get_untracked();
        let expulsion = Expulsion {
            rotate_join_code: new_link.get_untracked(),
        };
        let sent = api::submit(chat.browser, "PUT", api::ban(user), &expulsion);
        let all_sent = Box::pin(async move {
            sent.await?;
            if with_messages {
                api::command(chat.browser, "DELETE", api::messages_of(user)).await?;
            }
            Ok(())
        });
        request.run_and_close(all_sent, open);
    };
    view! {
        <div class="form">
            <p class="dialog-lead">
                {move || text().ban_lead(&name.read())}
            </p>
            <label class="check">
                <input type="checkbox" on:change=move |event| with_messages.set(event_target_checked(&event)) />
                <span>{text().ban_delete_messages()}</span>
            </label>
            <NewLinkCheck checked=new_link />
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" autofocus on:click=move |_| open.set(false)>{text().cancel()}</button>
                <button class="button button-danger" type="button" on:click=ban>{text().ban()}</button>
            </div>
        </div>
    }
}

/// Checkbox to replace the invitation link, which the person knows.
#[component]
pub(crate) fn NewLinkCheck(checked: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                on:change=move |event| checked.set(event_target_checked(&event))
            />
            <span>{text().ban_new_link()}</span>
        </label>
    }
}
