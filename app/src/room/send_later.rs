use super::{completion::write, composer::as_sent};
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{effect, handler, memo, part, spawn},
    kit::{
        dialog::Dialog,
        icon::{Glyph, Icon},
        time_choice::{Choose, TimeChoice, time_words},
    },
};
use client::UploadState;
use leptos::{html, prelude::*};
use protocol::{
    ClientId, Conversation, FileId, Problem, Timestamp, limits,
    request::{NewScheduled, ScheduledChange},
};
use std::sync::Arc;

/// What the person wants to be sent later, and the server has not confirmed.
#[derive(Clone, PartialEq)]
struct Attempt {
    id: ClientId,
    /// As it stands in the composer.
    typed: String,
    files: Vec<FileId>,
    at: Timestamp,
}

/// The composer, as far as it matters here.
#[derive(Clone, Copy)]
struct Later {
    chat: Chat,
    at: Conversation,
    textarea: NodeRef<html::Textarea>,
    open: RwSignal<bool>,
    problem: RwSignal<String>,
    /// Tried again with the same text it is the same message: the first answer may have been lost.
    attempt: RwSignal<Option<Attempt>>,
}

/// The way to have the server send what is in the composer at a time.
#[component]
pub(crate) fn SendLater(
    at: Conversation,
    textarea: NodeRef<html::Textarea>,
    /// How long the text is.
    chars: RwSignal<usize>,
) -> impl IntoView {
    let chat = use_chat();
    let later = Later {
        chat,
        at,
        textarea,
        open: RwSignal::new(false),
        problem: RwSignal::new(String::new()),
        attempt: RwSignal::new(None),
    };
    let open = later.open;
    // The stream may say so before the answer does, or in its place.
    let confirmed = memo(move || {
        let id = later.attempt.with(|it| it.as_ref().map(|it| it.id));
        chat.look(|client| {
            let mut all = client.state.scheduled.iter();
            id.is_some_and(|id| all.any(|scheduled| scheduled.id == id))
        })
    });
    effect(move || {
        if confirmed.get() {
            later.done();
        }
    });
    let sendable = memo(move || {
        let (files, uploading) =
            chat.look(|client| (client.has_uploads(at), client.is_uploading(at)));
        (chars.get() > 0 || files)
            && !uploading
            && chars.get() <= limits::MESSAGE_CHARS
            && chat.shut(at).is_empty()
    });
    let content = move || {
        let choose: Choose = Arc::new(move |time| later.schedule(time));
        let problem = later.problem;
        problem.set(String::new());
        part! { <TimeChoice verb="Schedule" problem choose /> }
    };
    part! {
        <button
            class="composer-tool"
            type="button"
            aria-label="Schedule for later"
            title="Schedule for later"
            disabled=move || !sendable.get()
            on:click=handler(move |_| open.set(true))
        >
            <Icon glyph=|| Glyph::CLOCK />
        </button>
        <Dialog title="Schedule for later" open content />
    }
}

impl Later {
    /// Asks the server to send what is in the composer at a time. It stays there until the server has it.
    fn schedule(self, time: Timestamp) {
        self.problem.set(String::new());
        if self.chat.peek(|client| !client.is_live()) {
            let offline = "There is no connection right now, and to schedule a message needs one. Your text stays here.";
            return self.problem.set(offline.into());
        }
        let Some(textarea) = self.textarea.get_untracked() else {
            return;
        };
        let typed = textarea.value();
        let files = self.files();
        let before = self.attempt.get_untracked();
        let before = before.filter(|it| it.typed == typed && it.files == files);
        let again = before.is_some();
        let id = before.map_or_else(|| self.chat.browser.get().new_client_id(), |it| it.id);
        let form = NewScheduled {
            client_id: id,
            room: self.at.room,
            body: self.chat.encode(self.at.room, as_sent(&typed)),
            reply_to: self.at.thread,
            attachments: files.clone(),
            at: time,
        };
        let at = time;
        self.attempt.set(Some(Attempt {
            id,
            typed,
            files,
            at,
        }));
        spawn(async move {
            match self.ask(form, again).await {
                Ok(()) => self.done(),
                Err(refusal) => drop(self.problem.try_set(refusal.detail)),
            }
        });
    }

    async fn ask(self, form: NewScheduled, again: bool) -> Result<(), Problem> {
        let browser = self.chat.browser;
        api::submit(browser, "POST", api::SCHEDULED.into(), &form).await?;
        if again {
            // It may be there as it was the first time.
            let (body, at) = (None, Some(form.at));
            let path = api::scheduled(form.client_id);
            api::submit(browser, "PATCH", path, &ScheduledChange { body, at }).await?;
        }
        Ok(())
    }

    /// The server has it: what was scheduled leaves the composer, unless that holds something else by now.
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
            client.uploads.retain(|upload| match &upload.state {
                UploadState::Done(file) => !gone(&file.id),
                _ => true,
            });
            Vec::new()
        });
        let when = time_words(self.chat, at);
        self.chat.notify(&format!("Scheduled for {when}."));
        let textarea = self.textarea;
        // A frame later the dialog has given the focus back.
        request_animation_frame(move || {
            if let Some(textarea) = textarea.try_get_untracked().flatten()
                && textarea.value() == typed
            {
                write(&textarea, "", "");
            }
        });
    }

    /// What is attached, all of it on the server.
    fn files(self) -> Vec<FileId> {
        self.chat.peek(|client| {
            let uploads = client.uploads_in(self.at);
            let done = uploads.filter_map(|upload| match &upload.state {
                UploadState::Done(file) => Some(file.id),
                _ => None,
            });
            done.collect()
        })
    }
}
