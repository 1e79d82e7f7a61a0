//! Dialogs about one message or its author, and the menu of a message.

use super::tools::use_tools;
use crate::{
    chat::use_chat,
    kit::dialog::Dialog,
    people::card::PersonCard,
    room::message::{
        editor::{storage_key, use_unsaved_edit},
        emoji::ReactionPicker,
        forward::ForwardForm,
        menu::MessageMenu,
        versions::Versions,
    },
};
use leptos::prelude::*;
use locale::text;
use protocol::Conversation;

/// The menu and the dialogs that the message tools of a room or a thread open.
#[component]
pub(crate) fn MessageDialogs(conversation: Conversation) -> impl IntoView {
    let tools = use_tools();
    let room = conversation.room;
    use_unsaved_edit(conversation);
    view! {
        <MessageMenu />
        <ReactionPicker />
        <Dialog title=text().message_forward_title() open=tools.forwarding content=move || view! { <ForwardForm /> }.into_any() />
        <Dialog title=text().message_versions() open=tools.comparing content=move || view! { <Versions room /> }.into_any() />
        <Dialog title=text().message_about_person() open=tools.person_open content=move || view! { <PersonCard /> }.into_any() />
        <Dialog title=text().message_delete() open=tools.deleting content=move || view! { <DeleteForm /> }.into_any() />
    }
}

/// Asks for confirmation, and deletes the message that the tools are about.
#[component]
pub(crate) fn DeleteForm() -> impl IntoView {
    let chat = use_chat();
    let tools = use_tools();
    let close = move || tools.deleting.set(false);
    let delete = move |_| {
        if let Some(message) = tools.subject.get_untracked() {
            chat.act(|client| client.delete(message));
            // An edit of the message is over.
            chat.browser.get().store(&storage_key(chat, message), "");
            if tools.editing.get_untracked() == Some(message) {
                tools.editing.set(None);
            }
        }
        close();
    };
    view! {
        <div class="form">
            <p class="dialog-lead">
                {text().message_delete_consequence()}
            </p>
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| close()>{text().cancel()}</button>
                <button class="button button-danger" type="button" autofocus on:click=delete>{text().delete()}</button>
            </div>
        </div>
    }
}
