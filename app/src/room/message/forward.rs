//! Dialog that forwards a message to a room or a person.

mod body;
mod targets;

use super::tools::{MessageSubject, use_tools};
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{each, effect, memo, when},
    kit::{
        avatar::Avatar,
        emoji,
        form_request::{FormRequest, RequestProblem},
        icon::changing_icon,
    },
    sidebar::room_glyph::room_glyph,
};
use body::Original;
use client::Client;
use leptos::{ev::SubmitEvent, prelude::*};
use protocol::{
    Conversation, Message, MessageId, Room, RoomId, RoomKind, UserId, request::NewDirectRoom,
    route::permalink,
};
use targets::{ForwardTarget, targets};

/// Maximum length of a comment, in characters. A message has room for it and for most of the original.
const COMMENT_CHARS: usize = 4_000;
/// The most people that the warning names.
const NAMED: usize = 3;

/// Returns the key under which the browser stores a comment that is not sent.
fn storage_key(chat: Chat, id: MessageId) -> String {
    format!("forward:{}:{id}", chat.me())
}

/// Form that forwards the message that the tools are about.
#[component]
pub(crate) fn ForwardForm() -> impl IntoView {
    match use_tools().forwarded.get_untracked() {
        Some(subject) => view! { <Forward subject /> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn Forward(subject: MessageSubject) -> impl IntoView {
    let chat = use_chat();
    let tools = use_tools();
    let Conversation { room: source, .. } = subject.conversation;
    let key = StoredValue::new(storage_key(chat, subject.id));
    let stored = key.with_value(|key| chat.browser.get().stored(key));
    let comment = RwSignal::new(stored.unwrap_or_default());
    let letters = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<ForwardTarget>);
    let request = FormRequest::new();
    let original = chat.peek(|client| client.shown_message(subject.conversation, subject.id));
    let original = StoredValue::new(original.unwrap_or_default());
    let offered = memo(move || {
        let (letters, chosen) = (letters.get(), chosen.get());
        chat.look(|client| targets(client, &letters, chosen))
    });
    let close = move || {
        tools.forwarding.try_set(false);
    };
    let send = move |room: RoomId| {
        let body = original.with_value(|original| {
            let comment = comment.with_untracked(|comment| chat.encode(room, comment));
            forwarded(chat, subject, original, &comment)
        });
        chat.send_stored(room, body);
        key.with_value(|key| chat.browser.get().store(key, ""));
        close();
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // If only one is listed, Enter is enough to choose it.
        let only = offered.with_untracked(|offered| match offered[..] {
            [only] => Some(only),
            _ => None,
        });
        match chosen.get_untracked().or(only) {
            _ if request.pending.get_untracked() => {}
            None => request.fail("Choose a room or a person."),
            Some(ForwardTarget::Room(room)) => {
                let name = chat.peek(|client| client.state.room_name(room));
                send(room);
                chat.notify(&format!("Forwarded to {}.", name.unwrap_or_default()));
            }
            Some(ForwardTarget::Person(user)) => {
                let form = NewDirectRoom { people: vec![user] };
                let opened = api::post::<Room>(chat.browser, "/api/rooms/direct".into(), &form);
                request.run(opened, move |room| {
                    // The dialog may have been closed meanwhile, which takes the comment with it.
                    if tools.forwarding.try_get_untracked() == Some(true) {
                        send(room.id);
                        let name = chat.peek(|client| client.state.name_of(user).to_owned());
                        chat.notify(&format!("Forwarded to {name}."));
                    }
                });
            }
        }
    };
    let on_comment = move |event| {
        let text = event_target_value(&event);
        key.with_value(|key| chat.browser.get().store(key, &text));
        comment.set(text);
    };
    chat.load_members(source);
    effect(move || {
        request.problem.set(None);
        if let Some(ForwardTarget::Room(room)) = chosen.get() {
            chat.load_members(room);
        }
    });
    let warning = memo(move || {
        let target = chosen.get()?;
        chat.look(|client| warning(client, source, target))
    });
    let gist = original.with_value(|original| {
        let text = |client: &Client| markdown::gist(&original.body, &client.state, emoji::lookup());
        let files = original.attachments.iter().map(|file| file.name.clone());
        let mut words = vec![chat.peek(text)];
        words.extend(files);
        words.retain(|it| !it.is_empty());
        words.join(", ")
    });
    let author =
        chat.peek(|client| original.with_value(|it| client.state.name_of(it.author).to_owned()));
    let item = move |target| view! { <TargetChoice target chosen /> }.into_any();
    let nothing = || view! { <p class="field-hint">"No matching rooms or people."</p> }.into_any();
    view! {
        <form class="form" on:submit=submit>
            <blockquote class="forward-original" dir="auto"><strong>{author}</strong>" "{gist}</blockquote>
            <input
                class="input"
                aria-label="Find a room or a person"
                placeholder="Find a room or a person"
                autocomplete="off"
                autofocus
                on:input=move |event| letters.set(event_target_value(&event))
            />
            <fieldset class="forward-targets">
                <legend class="field-label">"Forward to"</legend>
                {each(move || offered.get(), item)}
                {when(move || offered.read().is_empty(), nothing)}
            </fieldset>
            <label class="field">
                <span class="field-label">"Comment"</span>
                <textarea
                    class="input"
                    rows="2"
                    dir="auto"
                    aria-label="Comment"
                    placeholder="Optional"
                    maxlength=COMMENT_CHARS.to_string()
                    prop:value=comment.get_untracked()
                    on:input=on_comment
                ></textarea>
            </label>
            <p class="forward-warning" role="status">{move || warning.get().unwrap_or_default()}</p>
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| close()>"Cancel"</button>
                <button class="button button-primary" aria-busy=move || request.busy()>"Forward"</button>
            </div>
        </form>
    }
}

/// Radio button of a room or a person.
#[component]
fn TargetChoice(target: ForwardTarget, chosen: RwSignal<Option<ForwardTarget>>) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || match target {
        ForwardTarget::Room(room) => chat.room_name(room).unwrap_or_default(),
        ForwardTarget::Person(user) => chat.name_of(user),
    });
    let picture = match target {
        ForwardTarget::Room(room) => changing_icon(move || room_glyph(room)),
        ForwardTarget::Person(user) => view! { <Avatar user name=name /> }.into_any(),
    };
    view! {
        <label class="companion">
            <input
                type="radio"
                name="forward-to"
                aria-label=move || name.get()
                prop:checked=move || chosen.get() == Some(target)
                on:change=move |_| chosen.set(Some(target))
            />
            {picture}
            <span class="person-name" dir="auto">{move || name.get()}</span>
        </label>
    }
}

/// Returns the text to send, as it is stored.
fn forwarded(chat: Chat, subject: MessageSubject, original: &Message, comment: &str) -> String {
    let Conversation { room, .. } = subject.conversation;
    let path = permalink(subject.conversation, subject.seq);
    let link = format!("{}{path}", chat.browser.get().origin());
    let files = { original.attachments.iter() }.map(|file| file.name.clone());
    let files: Vec<String> = files.collect();
    chat.peek(|client| {
        let kind = client.state.rooms.get(&room).map(|room| room.kind);
        let original = Original {
            author: client.state.name_of(original.author),
            room: (kind != Some(RoomKind::Direct)).then_some(room),
            link: &link,
            body: &original.body,
            files: &files,
        };
        original.forwarded(comment)
    })
}

/// Returns what the person should know before people read the message who cannot see where it is from. `None` if there are
/// no such people.
fn warning(client: &Client, source: RoomId, target: ForwardTarget) -> Option<String> {
    let state = &client.state;
    let outsiders = match target {
        ForwardTarget::Room(room) => state.outsiders(source, room),
        ForwardTarget::Person(user) => state.outsiders_among(source, &[user]),
    };
    let room = state.rooms.get(&source);
    let place = match room.map(|room| room.kind) {
        Some(RoomKind::Direct) => "the direct messages that this is from".to_owned(),
        _ => format!(
            "{}, where this is from",
            state.room_name(source).unwrap_or_default()
        ),
    };
    let Some(outsiders) = outsiders else {
        return Some(format!(
            "Some of the people who will read this may not be able to see {place}."
        ));
    };
    let who = names(client, &outsiders)?;
    Some(format!(
        "{who} can’t see {place}. They will be able to read this message."
    ))
}

/// Returns people for the beginning of a sentence: by name if they are few. `None` if there are none.
fn names(client: &Client, people: &[UserId]) -> Option<String> {
    let name = |user: &UserId| client.state.name_of(*user).to_owned();
    match people {
        [] => None,
        [one] => Some(name(one)),
        [most @ .., last] if people.len() <= NAMED => {
            let most: Vec<String> = most.iter().map(name).collect();
            Some(format!("{} and {}", most.join(", "), name(last)))
        }
        _ => Some(format!("{} people", people.len())),
    }
}
