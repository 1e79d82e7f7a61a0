//! One result of a search.

use super::results::SearchResults;
use crate::{
    chat::{Chat, use_chat},
    erased::{dynamic, memo, when},
    kit::{
        avatar::Avatar,
        icon::{Glyph, Icon},
    },
    room::{file_address::address, last_known},
};
use leptos::prelude::*;
use locale::text;
use protocol::{FoundFile, MessageId, SearchResult, SnippetPart, route::permalink};

/// A message that was found, with its files whose names match. It leads to the place of the message.
#[component]
pub(super) fn ResultItem(results: SearchResults, id: MessageId) -> impl IntoView {
    let chat = use_chat();
    // Another search may find the same message by other words.
    let found = last_known(move || results.result(id));
    let result = found.get_untracked();
    let place = place_of(chat, &result);
    let SearchResult {
        message, author, ..
    } = result;
    let path = permalink(message.conversation(), message.seq);
    let leave = move |_| {
        results.path_to(id);
        results.leave();
    };
    let user = message.author;
    let name = memo(
        move || match chat.look(|client| client.state.people.contains_key(&user)) {
            true => chat.name_of(user),
            false => author.clone(),
        },
    );
    let time = move || {
        let at = chat.local_time(message.at);
        let today = chat.clock.get().map(|now| chat.local_time(now).day());
        text().date_and_time(&at.day().label(today), &at.clock())
    };
    let words = memo(move || found.read().snippet.clone());
    let matching = memo(move || found.read().files.clone());
    let files = move || {
        let files = dynamic(move || {
            let files = matching.read().iter().map(file_link).collect::<Vec<_>>();
            files.into_any()
        });
        view! { <ul class="search-files">{files}</ul> }.into_any()
    };
    view! {
        <li>
            <a class="thread-card-link" href=path on:click=leave>
                <span class="excerpt">
                    <Avatar user name />
                    <span class="excerpt-text">
                        <span class="excerpt-head">
                            <strong dir="auto">{move || name.get()}</strong>
                            <span class="excerpt-place" dir="auto">{place}</span>
                            <span class="excerpt-time">{time}</span>
                        </span>
                        <span class="excerpt-body" dir="auto">{dynamic(move || snippet(&words.read()))}</span>
                    </span>
                </span>
            </a>
            {when(move || !matching.read().is_empty(), files)}
        </li>
    }
}

/// Returns the text that was found, with marks on what matches.
pub(crate) fn snippet(parts: &[SnippetPart]) -> AnyView {
    let part = |part: &SnippetPart| {
        let text = part.text.clone();
        match part.marked {
            true => view! { <mark>{text}</mark> }.into_any(),
            false => text.into_any(),
        }
    };
    parts.iter().map(part).collect::<Vec<_>>().into_any()
}

/// Returns where the message was written: its room, and its thread if it is a reply.
pub(crate) fn place_of(chat: Chat, result: &SearchResult) -> String {
    let room = untrack(|| chat.room_name(result.room.id));
    let room = room
        .or_else(|| result.room.name.clone())
        .unwrap_or_default();
    match &result.thread {
        Some(thread) if thread.title.is_empty() => text().place_in_thread(&room),
        Some(thread) => text().place_in_named_thread(&room, &thread.title),
        None => room,
    }
}

/// Returns the link to a file whose name matches.
fn file_link(file: &FoundFile) -> AnyView {
    let attachment = &file.attachment;
    let href = address(attachment.id, &attachment.name);
    let face = match attachment.width {
        Some(_) => {
            let picture = format!("/files/{}/thumbnail", attachment.id);
            view! { <img src=picture alt="" loading="lazy" /> }.into_any()
        }
        None => view! { <Icon glyph=Glyph::FILE /> }.into_any(),
    };
    view! {
        <li>
            <a class="search-file" href=href target="_blank" rel="noopener">
                {face}
                <span dir="auto">{snippet(&file.name)}</span>
            </a>
        </li>
    }
    .into_any()
}
