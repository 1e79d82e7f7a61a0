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
    room::enumerated,
    sidebar::room_glyph::room_glyph,
};
use body::Original;
use client::Client;
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
use protocol::{
    Conversation, Message, MessageId, Room, RoomId, RoomKind, request::NewDirectRoom,
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
            None => request.fail(text().forward_choose()),
            Some(ForwardTarget::Room(room)) => {
                let name = chat.peek(|client| client.state.room_name(room));
                send(room);
                chat.notify(&text().forwarded_to(&name.unwrap_or_default()));
            }
            Some(ForwardTarget::Person(user)) => {
                let form = NewDirectRoom { people: vec![user] };
                let opened = api::post::<Room>(chat.browser, "/api/rooms/direct".into(), &form);
                request.run(opened, move |room| {
                    // The dialog may have been closed meanwhile, which takes the comment with it.
                    if tools.forwarding.try_get_untracked() == Some(true) {
                        send(room.id);
                        let name = chat.peek(|client| client.state.name_of(user).to_owned());
                        chat.notify(&text().forwarded_to(&name));
                    }
                });
            }
        }
    };
    let on_comment = move |event| {
        let typed = event_target_value(&event);
        key.with_value(|key| chat.browser.get().store(key, &typed));
        comment.set(typed);
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
        let gist = |client: &Client| markdown::gist(&original.body, &client.state, emoji::lookup());
        let files = original.attachments.iter().map(|file| file.name.clone());
        let mut words = vec![chat.peek(gist)];
        words.extend(files);
        words.retain(|it| !it.is_empty());
        enumerated(&words)
    });
    let author =
        chat.peek(|client| original.with_value(|it| client.state.name_of(it.author).to_owned()));
    let item = move |target| view! { <TargetChoice target chosen /> }.into_any();
    let nothing = || view! { <p class="field-hint">{text().forward_nothing()}</p> }.into_any();
    view! {
        <form class="form" on:submit=submit>
            <blockquote class="forward-original" dir="auto"><strong>{author}</strong>" "{gist}</blockquote>
            <input
                class="input"
                aria-label=text().forward_find()
                placeholder=text().forward_find()
                autocomplete="off"
                autofocus
                on:input=move |event| letters.set(event_target_value(&event))
            />
            <fieldset class="forward-targets">
                <legend class="field-label">{text().forward_to()}</legend>
                {each(move || offered.get(), item)}
                {when(move || offered.read().is_empty(), nothing)}
            </fieldset>
            <label class="field">
                <span class="field-label">{text().forward_comment()}</span>
                <textarea
                    class="input"
                    rows="2"
                    dir="auto"
                    aria-label=text().forward_comment()
                    placeholder=text().forward_optional()
                    maxlength=COMMENT_CHARS.to_string()
                    prop:value=comment.get_untracked()
                    on:input=on_comment
                ></textarea>
            </label>
            <p class="forward-warning" role="status">{move || warning.get().unwrap_or_default()}</p>
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| close()>{text().cancel()}</button>
                <button class="button button-primary" aria-busy=move || request.busy()>{text().message_forward()}</button>
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
    let is_direct = room.is_some_and(|room| room.kind == RoomKind::Direct);
    let place = state.room_name(source).unwrap_or_default();
    let Some(outsiders) = outsiders else {
        return Some(match is_direct {
            true => text().forward_perhaps_from_direct().to_owned(),
            false => text().forward_perhaps_from_room(&place),
        });
    };
    let count = outsiders.len();
    let names = outsiders.iter().map(|user| state.name_of(*user));
    let names = text().list(&names.take(NAMED).collect::<Vec<_>>());
    Some(match (count, is_direct) {
        (0, _) => return None,
        (..=NAMED, true) => text().forward_named_from_direct(&names),
        (..=NAMED, false) => text().forward_named_from_room(&names, &place),
        (_, true) => text().forward_count_from_direct(count),
        (_, false) => text().forward_count_from_room(count, &place),
    })
}
