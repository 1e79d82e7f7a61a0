//! A message in a list of many rooms' messages, on a few lines.

use crate::{chat::use_chat, erased::memo, kit::avatar::Avatar, kit::emoji, room::enumerated};
use leptos::prelude::*;
use locale::text;
use protocol::{Attachment, Message};

/// The author, the time and the beginning of a message.
#[component]
pub(crate) fn Excerpt(
    message: Memo<Message>,
    is_new: Memo<bool>,
    /// Where it was written.
    #[prop(optional)]
    place: Option<Memo<String>>,
    /// Whether it stands below another message of its author: the name is left out, except for screen readers.
    #[prop(optional)]
    is_continued: Option<Memo<bool>>,
) -> impl IntoView {
    let chat = use_chat();
    let author = message.read_untracked().author;
    let name = memo(move || chat.name_of(author));
    let time = move || {
        let at = chat.local_time(message.with(|it| it.at));
        let today = chat.clock.get().map(|now| chat.local_time(now).day());
        match Some(at.day()) == today {
            true => at.clock(),
            false => at.day().label(today),
        }
    };
    let body = memo(move || {
        message.with(|it| match (it.deleted, it.body.is_empty()) {
            (true, _) => text().message_deleted().to_owned(),
            (false, true) => files(&it.attachments),
            (false, false) => {
                chat.look(|client| markdown::gist(&it.body, &client.state, emoji::lookup()))
            }
        })
    });
    view! {
        <span class="excerpt" class:is-new=move || is_new.get() class:is-continued=move || is_continued.is_some_and(|it| it.get())>
            <Avatar user=author name />
            <span class="excerpt-text">
                <span class="excerpt-head">
                    <strong dir="auto">{move || name.get()}</strong>
                    {place.map(|place| view! { <span class="excerpt-place" dir="auto">{move || place.get()}</span> })}
                    <span class="excerpt-time">{time}</span>
                </span>
                <span class="excerpt-body" dir="auto">{move || body.get()}</span>
            </span>
        </span>
    }
}

/// Returns the names of files.
fn files(files: &[Attachment]) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    match names[..] {
        [] => text().file_unnamed().to_owned(),
        _ => enumerated(&names),
    }
}
