//! List of the files attached to a draft.

use super::{
    picker::open_picker,
    queue::{self, find_upload},
    transfers,
};
use crate::{
    chat::use_chat,
    erased::{each, effect, memo, when},
    kit::icon::{Glyph, Icon},
    room::{composer::field::focus_composer, file_size},
};
use client::UploadState;
use leptos::prelude::*;
use locale::text;
use protocol::Conversation;

/// The files attached to a conversation's draft, above the composer.
#[component]
pub(super) fn Tray(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let all = memo(move || {
        chat.look(|client| {
            let numbers = client.uploads.iter().map(|upload| upload.number);
            numbers.collect::<Vec<u64>>()
        })
    });
    effect(move || queue::forget_others(&all.get()));
    let here = memo(move || {
        chat.look(|client| {
            let numbers = client
                .uploads_in(conversation)
                .map(|upload| upload.number as usize);
            numbers.collect::<Vec<usize>>()
        })
    });
    let item =
        move |number: usize| view! { <TrayItem conversation number=number as u64 /> }.into_any();
    let tray = move || {
        view! {
            <ul class="tray" aria-label=text().files_attached()>{each(move || here.get(), item)}</ul>
        }
        .into_any()
    };
    when(move || !here.read().is_empty(), tray)
}

/// Returns whether the server keeps the metadata that cameras write into files of a type.
fn keeps_metadata(media_type: &str) -> bool {
    match media_type.strip_prefix("image/") {
        Some(kind) => !["jpeg", "png", "gif", "webp", "tiff", "heif", "avif"].contains(&kind),
        None => media_type.starts_with("video/"),
    }
}

#[component]
fn TrayItem(conversation: Conversation, number: u64) -> impl IntoView {
    let chat = use_chat();
    let name = chat.peek(|client| {
        let upload = find_upload(client, number);
        upload.map(|upload| upload.name.clone()).unwrap_or_default()
    });
    let name = StoredValue::new(name);
    // An upload that is being removed is read once more before it is gone.
    let state = Memo::new(move |last: Option<&UploadState>| {
        chat.look(|client| {
            let upload = find_upload(client, number);
            upload.map(|upload| upload.state.clone())
        })
        .or_else(|| last.cloned())
        .unwrap_or(UploadState::Sending(0))
    });
    let size = queue::size(number).map(file_size::size);
    let size = size.unwrap_or_default();
    let failed = move || state.with(|state| matches!(state, UploadState::Failed(_)));
    let percent = memo(move || match state.get() {
        UploadState::Sending(percent) => Some(percent as usize),
        _ => None,
    });
    let note = move || match state.get() {
        UploadState::Done(file) if keeps_metadata(&file.media_type) => {
            text().file_with_metadata(&size)
        }
        UploadState::Sending(_) | UploadState::Done(_) => size.clone(),
        UploadState::Failed(_) => String::new(),
    };
    let why = move || match state.get() {
        UploadState::Failed(why) => why,
        _ => String::new(),
    };
    let preview = match queue::preview(number) {
        Some(address) => view! { <img class="tray-preview" src=address alt="" /> }.into_any(),
        None => view! { <span class="tray-preview"><Icon glyph=Glyph::FILE /></span> }.into_any(),
    };
    let progress = move || {
        view! {
            <progress
                class="tray-progress"
                max="100"
                aria-label=text().file_sending(&name.get_value())
                value=move || percent.get().unwrap_or(100).to_string()
            ></progress>
        }
        .into_any()
    };
    let verb = move || match percent.get() {
        Some(_) => text().cancel(),
        None => text().remove(),
    };
    let label = move || match percent.get() {
        Some(_) => text().file_cancel(&name.get_value()),
        None => text().file_remove(&name.get_value()),
    };
    let remove = move |_| {
        transfers::remove(chat, number);
        focus_composer(conversation.thread.is_some());
    };
    let retry = move || {
        let has_file = queue::has_file(number);
        let retry = move |_| match has_file {
            true => transfers::retry(chat, number),
            false => open_picker(conversation),
        };
        let verb = match has_file {
            true => text().try_again(),
            false => text().file_attach_again(),
        };
        view! { <button class="button-link" type="button" on:click=retry>{verb}</button> }
            .into_any()
    };
    view! {
        <li class="tray-item" class:is-failed=failed>
            {preview}
            <span class="tray-name" dir="auto" title=name.get_value()>{name.get_value()}</span>
            <span class="tray-note">
                {move || note()}
                <span role="alert">{move || why()}</span>
                {when(failed, retry)}
            </span>
            {when(move || percent.get().is_some(), progress)}
            <button
                class="button-icon tray-remove"
                type="button"
                aria-label=label
                title=move || verb().to_owned()
                on:click=remove
            >
                <Icon glyph=Glyph::CLOSE />
            </button>
        </li>
    }
}
