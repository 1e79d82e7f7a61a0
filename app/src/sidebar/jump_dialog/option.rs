//! Option of the palette.

use super::targets::JumpTarget;
use crate::{
    actions::{ActionFacts, WorkspaceAction},
    browser::closest,
    chat::{Chat, use_chat},
    erased::{dynamic, effect, memo, when},
    kit::{
        avatar::Avatar,
        icon::{Glyph, Icon},
    },
    people::faces::{company, faces_html},
    room::last_known,
    search::{SearchResults, place_of, snippet},
    sidebar::room_glyph::glyph_in,
};
use leptos::{html, prelude::*};
use locale::text;
use protocol::{MessageId, RoomId, UserId};

/// Option of the palette. While it is `active`, Enter chooses it.
#[component]
pub(super) fn JumpOption(
    target: JumpTarget,
    active: Memo<bool>,
    /// The messages that were found.
    messages: SearchResults,
    letters: RwSignal<String>,
    choose: Box<dyn Fn()>,
) -> impl IntoView {
    let chat = use_chat();
    let content = match target {
        JumpTarget::Room(room) => room_content(chat, room),
        JumpTarget::Person(user) => person_content(chat, user),
        JumpTarget::Action(action) => action_content(chat, action),
        JumpTarget::Message(message) => message_content(chat, messages, message),
        JumpTarget::Search => {
            let words = move || text().jump_search(letters.read().trim());
            view! {
                <Icon glyph=Glyph::SEARCH />
                <span class="room-link-name" dir="auto">{words}</span>
            }
            .into_any()
        }
    };
    let option = NodeRef::<html::Li>::new();
    effect(move || {
        if let Some(option) = option.get().filter(|_| active.get()) {
            scroll_into_list(&option);
        }
    });
    let keys = match target {
        JumpTarget::Action(action) => action.keys().first().map(|key| key.aria()),
        _ => None,
    };
    view! {
        <li
            class="jump-offer"
            node_ref=option
            id=target.id()
            role="option"
            aria-selected=move || active.get().to_string()
            aria-keyshortcuts=keys
            on:click=move |_| choose()
        >
            {content}
        </li>
    }
}

/// Scrolls the list until the option is in view. The title of its group comes into view with the first option.
fn scroll_into_list(option: &web_sys::HtmlElement) {
    let Some(list) = closest(Some(option.clone().into()), ".jump-offers") else {
        return;
    };
    let (view, of) = (
        list.get_bounding_client_rect(),
        option.get_bounding_client_rect(),
    );
    let is_first = option.previous_element_sibling().is_none();
    let title = if is_first { of.height() } else { 0.0 };
    let above = of.top() - title - view.top();
    let below = of.bottom() - view.bottom();
    let by = if above < 0.0 { above } else { below.max(0.0) };
    list.set_scroll_top(list.scroll_top() + by.round() as i32);
}

fn room_content(chat: Chat, room: RoomId) -> AnyView {
    let name = memo(move || chat.room_name(room).unwrap_or_default());
    // Everything in the dialog is made anew each time it opens.
    let face = chat.peek(|client| {
        let company = company(client, client.state.rooms.get(&room)?);
        (!company.is_empty()).then(|| faces_html(client, &company))
    });
    let face = face.unwrap_or_else(|| chat.peek(|it| glyph_in(&it.state, room)).html());
    let unread = memo(move || chat.counted_in(room).0);
    let is_draft = memo(move || chat.look(|client| client.has_draft(room)));
    let badge =
        move || view! { <span class="badge">{move || unread.get().to_string()}</span> }.into_any();
    let draft = || {
        view! {
            <span class="jump-mark" title=text().jump_draft()>
                <Icon glyph=Glyph::EDIT />
                <span class="unseen">{text().jump_has_draft()}</span>
            </span>
        }
        .into_any()
    };
    view! {
        <span class="room-link-face" inner_html=face></span>
        <span class="room-link-name" dir="auto">{move || name.get()}</span>
        {when(move || is_draft.get(), draft)}
        {when(move || unread.get() > 0, badge)}
    }
    .into_any()
}

fn person_content(chat: Chat, user: UserId) -> AnyView {
    let name = memo(move || chat.name_of(user));
    view! {
        <Avatar user name />
        <span class="room-link-name" dir="auto">{move || name.get()}</span>
    }
    .into_any()
}

fn message_content(chat: Chat, messages: SearchResults, id: MessageId) -> AnyView {
    // More letters may find the same message by other words.
    let found = last_known(move || messages.result(id));
    let result = found.get_untracked();
    let user = result.message.author;
    let author = result.author.clone();
    let name = memo(move || author.clone());
    let about = format!("{} · {}", result.author, place_of(chat, &result));
    let text = dynamic(move || {
        let found = found.read();
        let files = found.files.iter().map(|file| snippet(&file.name));
        view! { {snippet(&found.snippet)}" "{files.collect::<Vec<_>>()} }.into_any()
    });
    view! {
        <Avatar user name />
        <span class="jump-message">
            <span class="jump-about" dir="auto">{about}</span>
            <span class="jump-text" dir="auto">{text}</span>
        </span>
    }
    .into_any()
}

fn action_content(chat: Chat, action: WorkspaceAction) -> AnyView {
    let facts = untrack(|| ActionFacts::now(chat));
    let key = action.keys().first().map(|key| {
        let key = key.hint();
        view! { <kbd aria-hidden="true">{key}</kbd> }
    });
    view! {
        <Icon glyph=action.glyph() />
        <span class="room-link-name">{action.name(&facts)}</span>
        {key}
    }
    .into_any()
}
