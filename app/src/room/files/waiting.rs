//! Messages that are sent once their files are uploaded, wherever the person is by then.

use crate::{
    browser::use_window_event,
    chat::{Chat, use_chat},
    erased::{effect, memo, when},
    room::composer::{
        content::trim_body,
        field::{composer_field, focus_composer},
        open_composers::{clear_draft, draft_text, is_open},
        send_key::SendKey,
    },
};
use client::WaitingSend;
use leptos::{ev, prelude::*};
use locale::text;
use protocol::Conversation;

/// Line above a composer whose message waits for its uploads, with the button that calls it off.
#[component]
pub(super) fn WaitingLine(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let in_thread = conversation.thread.is_some();
    let waiting = memo(move || chat.look(|client| client.is_waiting(conversation)));
    effect(move || {
        let waiting = waiting.get();
        if let Some(field) = composer_field(in_thread) {
            let read_only = untrack(|| chat.read_only_reason(conversation)).is_some();
            field.set_read_only(waiting || read_only);
        }
    });
    use_explanation(chat, conversation);
    let cancel = move |_| {
        chat.act(|client| {
            client.stop_waiting(conversation);
            Vec::new()
        });
        focus_composer(in_thread);
    };
    let line = move || {
        view! {
            <p class="tray-waiting" role="status">
                <span class="spinner" aria-hidden="true"></span>
                {text().waiting_for_upload()}
                <button class="button-link" type="button" on:click=cancel>{text().waiting_cancel()}</button>
            </p>
        }
        .into_any()
    };
    when(move || waiting.get(), line)
}

/// Says why nothing is sent when the person tries to send beside a file that could not be uploaded.
fn use_explanation(chat: Chat, conversation: Conversation) {
    use_window_event(ev::keydown, move |event| {
        let field = composer_field(conversation.thread.is_some());
        let here = field.is_some_and(|field| event.target().as_ref() == Some(field.as_ref()));
        if !here || !SendKey::of_device(chat).is_pressed(&event) {
            return;
        }
        let failed =
            chat.peek(|client| client.failed_upload(conversation).map(|it| it.name.clone()));
        if let Some(name) = failed {
            chat.notify(&text().not_sent_without_file(&name));
        }
    });
}

/// Sends the messages whose files are uploaded. One whose file failed stays in its composer, and the person is told.
pub(super) fn send_settled(chat: Chat) {
    while chat.peek(|client| client.has_settled()) {
        let mut settled = None;
        chat.act(|client| {
            settled = client.take_settled();
            Vec::new()
        });
        if let Some(settled) = settled {
            send(chat, settled);
        }
    }
}

fn send(
    chat: Chat,
    WaitingSend {
        conversation,
        typed,
    }: WaitingSend,
) {
    let failed = chat.peek(|client| client.failed_upload(conversation).map(|it| it.name.clone()));
    if let Some(name) = failed {
        return chat.notify(&text().not_sent_upload_failed(&name));
    }
    let obstacle = untrack(|| chat.read_only_reason(conversation));
    // Another device may have changed or sent the text meanwhile.
    let body = trim_body(&typed);
    if obstacle.is_some() || trim_body(&draft_text(chat, conversation)) != body {
        return chat.notify(text().not_sent_changed());
    }
    if body.trim().is_empty() && chat.peek(|client| !client.has_uploads(conversation)) {
        // The files were removed, and there is no text.
        return;
    }
    if is_open(conversation) {
        chat.send(conversation, body);
    } else {
        chat.send_unseen(conversation, body);
    }
    clear_draft(chat, conversation);
    super::kept::keep(chat);
}
