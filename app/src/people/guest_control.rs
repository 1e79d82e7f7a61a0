//! Button for an administrator to make a person a guest.

use crate::{
    api,
    chat::use_chat,
    kit::{
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
        room_choice::RoomChoice,
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::{Role, UserId, request::NewRole};

#[component]
pub(crate) fn GuestControl(user: UserId, name: Memo<String>) -> impl IntoView {
    let asking = RwSignal::new(false);
    view! {
        <button class="button" type="button" on:click=move |_| asking.set(true)>{text().make_guest_open()}</button>
        <Dialog title=text().make_guest() open=asking content=move || view! { <GuestForm user name open=asking /> }.into_any() />
    }
}

#[component]
fn GuestForm(user: UserId, name: Memo<String>, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let keep = RwSignal::new(Vec::new());
    let make = move |_| {
        let role = NewRole {
            role: Role::Guest,
            keep: keep.get_untracked(),
            rotate_join_code: true,
        };
        let sent = api::submit(chat.browser, "PUT", api::role(user), &role);
        request.run_and_close(sent, open);
    };
    view! {
        <div class="form">
            <p class="dialog-lead">
                {move || text().make_guest_lead(&name.read())}
            </p>
            <RoomChoice legend=text().make_guest_rooms() closed=false chosen=keep />
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" autofocus on:click=move |_| open.set(false)>{text().cancel()}</button>
                <button class="button button-primary" type="button" on:click=make>{text().make_guest()}</button>
            </div>
        </div>
    }
}
