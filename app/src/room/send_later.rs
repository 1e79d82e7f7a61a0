//! Scheduling what is in a composer to be sent later.

use super::{
    composer::content::{is_sendable, trim_body},
    text_field::clear,
};
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{effect, memo},
    kit::{
        dialog::Dialog,
        form_request::FormRequest,
        icon::{Glyph, Icon},
        time_choice::{ChooseTime, TimeChoice, time_words},
    },
};
use client::UploadState;
use leptos::{html, prelude::*};
use locale::text;
use protocol::{
    ClientId, Conversation, FileId, Problem, Timestamp,
    request::{NewScheduled, ScheduledChange},
};
use std::sync::Arc;

/// A message to schedule that the server has not confirmed.
#[derive(Clone, PartialEq)]
struct Attempt {
    id: ClientId,
    /// The composer's text.
    typed: String,
    files: Vec<FileId>,
    also_in_room: bool,
    at: Timestamp,
}

/// State of the dialog and of its composer.
#[derive(Clone, Copy)]
struct SendLaterForm {
    chat: Chat,
    conversation: Conversation,
    textarea: NodeRef<html::Textarea>,
    open: RwSignal<bool>,
    request: FormRequest,
    /// A new attempt with the same text and files keeps the id: the server may have the message, and its answer was lost.
    attempt: RwSignal<Option<Attempt>>,
}

/// Button that opens the dialog to choose when the composer's content is sent.
#[component]
pub(crate) fn SendLater(
    conversation: Conversation,
    textarea: NodeRef<html::Textarea>,
    /// Length of the text, in characters.
    chars: RwSignal<usize>,
) -> impl IntoView {
    let chat = use_chat();
    let form = SendLaterForm {
        chat,
        conversation,
        textarea,
        open: RwSignal::new(false),
        request: FormRequest::new(),
        attempt: RwSignal::new(None),
    };
    let open = form.open;
    // The person's stream may confirm it before the answer does, or instead of it.
    let confirmed = memo(move || {
        let id = form.attempt.with(|it| it.as_ref().map(|it| it.id));
        chat.look(|client| {
            let mut all = client.state.scheduled.iter();
            id.is_some_and(|id| all.any(|scheduled| scheduled.id == id))
        })
    });
    effect(move || {
        if confirmed.get() {
            form.done();
        }
    });
    let sendable = memo(move || {
        let uploading = chat.look(|client| client.is_uploading(conversation));
        !uploading && is_sendable(chat, conversation, chars.get())
    });
    let content = move || {
        let choose: ChooseTime = Arc::new(move |at| form.schedule(at));
        let request = form.request;
        request.problem.set(None);
        view! { <TimeChoice verb=text().schedule() request choose /> }.into_any()
    };
    view! {
        <button
            class="composer-tool"
            type="button"
            aria-label=text().schedule_for_later()
            title=text().schedule_for_later()
            disabled=move || !sendable.get()
            on:click=move |_| open.set(true)
        >
            <Icon glyph=Glyph::CLOCK />
        </button>
        <Dialog title=text().schedule_for_later() open content />
    }
}

impl SendLaterForm {
    /// Schedules the composer's content, which stays there until the server has it.
    fn schedule(self, at: Timestamp) {
        if self.chat.peek(|client| !client.is_live()) {
            return self.request.fail(text().schedule_offline());
        }
        let Some(textarea) = self.textarea.get_untracked() else {
            return;
        };
        let typed = textarea.value();
        let files = self.files();
        let also_in_room = self
            .chat
            .peek(|client| client.is_also_in_room(self.conversation));
        let last = self.attempt.get_untracked();
        let last = last
            .filter(|it| it.typed == typed && it.files == files && it.also_in_room == also_in_room);
        let again = last.is_some();
        let id = last.map_or_else(|| self.chat.browser.get().new_client_id(), |it| it.id);
        let form = NewScheduled {
            client_id: id,
            room: self.conversation.room,
            body: self.chat.encode(self.conversation.room, trim_body(&typed)),
            reply_to: self.conversation.thread,
            also_in_room,
            attachments: files.clone(),
            at,
        };
        self.attempt.set(Some(Attempt {
            id,
            typed,
            files,
            also_in_room,
            at,
        }));
        let sent = self.send(form, again);
        self.request.run(sent, move |()| self.done());
    }

    async fn send(self, form: NewScheduled, again: bool) -> Result<(), Problem> {
        let browser = self.chat.browser;
        api::submit(browser, "POST", api::SCHEDULED.into(), &form).await?;
        if again {
            // If the first attempt has arrived, the repeated POST has not changed its time.
            let (body, at) = (None, Some(form.at));
            let path = api::scheduled(form.client_id);
            api::submit(browser, "PATCH", path, &ScheduledChange { body, at }).await?;
        }
        Ok(())
    }

    /// Removes what the server has scheduled from the composer, unless the composer holds something else by now.
    fn done(self) {
        let Some(Attempt {
            typed, files, at, ..
        }) = self.attempt.try_update(Option::take).flatten()
        else {
            return;
        };
        self.open.set(false);
        let gone = |id: &FileId| files.contains(id);
        self.chat.act(|client| {
            client.take_also_in_room(self.conversation);
            client.uploads.retain(|upload| match &upload.state {
                UploadState::Done(file) => !gone(&file.id),
                _ => true,
            });
            Vec::new()
        });
        let when = time_words(self.chat, at);
        self.chat.notify(&text().scheduled_at(&when));
        let textarea = self.textarea;
        // Waits a frame: the dialog gives the focus back first.
        request_animation_frame(move || {
            if let Some(textarea) = textarea.try_get_untracked().flatten()
                && textarea.value() == typed
            {
                clear(&textarea);
            }
        });
    }

    /// Returns the attached files that are uploaded.
    fn files(self) -> Vec<FileId> {
        self.chat.peek(|client| {
            let uploads = client.uploads_in(self.conversation);
            let done = uploads.filter_map(|upload| match &upload.state {
                UploadState::Done(file) => Some(file.id),
                _ => None,
            });
            done.collect()
        })
    }
}
