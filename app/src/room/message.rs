//! One message of a timeline.

use crate::{
    chat::use_chat,
    erased::{dynamic, memo, when, when_some},
    hydrated::Hydrated,
    kit::{avatar::Avatar, focus::is_moving},
    later::{later, soon, written},
    room::message::{
        also_mark::also_mark, editor::message_editor, reactions::reactions, refusal::refusal,
        rich_text::rich_text, thread_bar::thread_bar, toolbar::message_toolbar,
    },
};
mod actions;
mod actor;
pub(crate) mod also_mark;
mod dialogs;
pub(crate) mod editor;
mod emoji;
pub(crate) mod fold;
mod forward;
mod menu;
mod previews;
mod quote;
pub(crate) mod reactions;
pub(crate) mod refusal;
pub(crate) mod rich_text;
pub(crate) mod thread_bar;
pub(crate) mod toolbar;
pub(crate) mod tools;
mod versions;

pub(crate) use actions::{MessageAction, message_keys};
pub(crate) use actor::MessageActor;
pub(crate) use dialogs::MessageDialogs;
pub(crate) use tools::{MessageSubject, MessageTools, use_tools};

use super::{attachments::attachments, row_signals::RowSignals};
use client::rows::{DeliveryState, MessageRow, RowKey};
use leptos::{ev::PointerEvent, html, prelude::*};
use locale::text;
use markdown::is_plain;
use previews::Previews;
use protocol::{ClientId, Conversation, MessageId, UserId, route::permalink};
pub(crate) use rich_text::RichText;

/// A message. Its element stays the same from pending to delivered, and through every change.
#[component]
pub(crate) fn MessageItem(
    conversation: Conversation,
    author: UserId,
    id: ClientId,
    rows: RowSignals,
) -> impl IntoView {
    let chat = use_chat();
    let key = RowKey::Message(author, id);
    let row = rows.message(key);
    let body = memo(move || row.read().body.clone());
    let name = memo(move || row.read().name.clone());
    let head = memo(move || row.read().head);
    let seq = move || row.read().seq;
    let clock = move || row.read().at.clock();
    let pending = move || row.with(|row| row.delivery == DeliveryState::Pending);
    let why = memo(move || row.read().delivery.refusal().map(str::to_owned));
    let is_target = move || seq().is_some() && chat.route().seq() == seq();
    let server_id = memo(move || row.read().id);
    let deleted = memo(move || row.read().deleted);
    let tools = use_tools();
    let editing = memo(move || {
        let id = server_id.get();
        id.is_some() && tools.editing.get() == id && !deleted.get()
    });
    let active = move || tools.active.get() == Some(key) && !editing.get();
    let time = move || {
        view! {
            <a
                class="message-time"
                href=move || seq().map(|seq| permalink(conversation, seq)).unwrap_or_default()
                title=move || row.read().at.full()
                tabindex="-1"
            >
                {move || clock()}
            </a>
        }
        .into_any()
    };
    let header = move || {
        view! {
            <Avatar user=author name=name />
            <header class="message-header">
                <span class="message-author" dir="auto">{move || name.get()}</span>
                <span class="message-status">{move || row.read().status.clone().unwrap_or_default()}</span>
                {time()}
            </header>
        }
        .into_any()
    };
    // Each part is made from a memo of what it needs, and so its elements stay when anything else changes.
    let form = memo(move || match server_id.get() {
        _ if deleted.get() => BodyForm::Deleted,
        Some(id) if editing.get() => BodyForm::Edited(id),
        _ => BodyForm::Shown,
    });
    let content = move || match form.get() {
        BodyForm::Deleted => {
            view! { <p class="message-trace">{text().message_deleted()}</p> }.into_any()
        }
        BodyForm::Edited(id) => later(message_editor(conversation.room, id, body.get_untracked())),
        BodyForm::Shown => view! { <MessageText id=server_id row body /> }.into_any(),
    };
    let delivered = memo(move || server_id.get().zip(seq()));
    let toolbar = move || match delivered.get() {
        Some((id, seq)) => {
            let subject = MessageSubject {
                conversation,
                id,
                seq,
            };
            later(message_toolbar(subject, row))
        }
        None => ().into_any(),
    };
    // The part's code is loaded later, and so the part itself cannot tell.
    let are_new = row.with_untracked(|row| row.reactions.is_empty());
    let reactions = move || match server_id.get() {
        Some(id) => written(reactions(id, row, are_new), || {
            view! { <div class="reactions" inner_html=String::new()></div> }.into_any()
        }),
        None => ().into_any(),
    };
    let attachments = move || attachments(conversation, author, id);
    let also_of = memo(move || row.with(|row| row.also_of));
    let also = move |root| {
        written(also_mark(conversation, root), || {
            view! { <p class="message-also" inner_html=String::new()></p> }.into_any()
        })
    };
    let has_thread = move || conversation.thread.is_none() && row.with(|row| row.replied);
    // The first screen reserves its space: its code is loaded later.
    let thread = move || {
        let alive = memo(move || chat.clock.read().is_some());
        let bar = move || match server_id.get() {
            Some(root) if alive.get() => later(thread_bar(conversation.room, root, row)),
            _ => ().into_any(),
        };
        view! { <div class="thread-place">{dynamic(bar)}</div> }.into_any()
    };
    let refused = memo(move || row.read().refused.unwrap_or(id));
    view! {
        <article
            class="message"
            class:is-head=move || head.get()
            class:is-target=is_target
            class:is-pinned=move || row.read().pinned
            aria-label=move || text().message_label(&name.get(), &clock())
            aria-busy=move || pending().then_some("true")
            data-seq=move || seq().map(|seq| seq.to_string()).unwrap_or_default()
            tabindex="-1"
            on:pointerenter=move |event: PointerEvent| if event.pointer_type() == "mouse" {
                tools.point_at(Some(key));
            }
            on:focusin=move |_| if !is_moving() {
                tools.active.set(Some(key));
            }
        >
            {dynamic(move || if head.get() { header() } else { time() })}
            {when_some(also_of, also)}
            {dynamic(content)}
            {when(move || row.read().attached, attachments)}
            {when(
                move || !row.read().previews.is_empty(),
                move || view! { <Previews row /> }.into_any(),
            )}
            {when(move || !row.read().reactions.is_empty(), reactions)}
            {when(has_thread, thread)}
            {when(
                move || why.read().is_some(),
                move || later(refusal(refused.get(), why)),
            )}
            {when(active, toolbar)}
        </article>
    }
}

/// How a message's text is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BodyForm {
    Shown,
    Edited(MessageId),
    Deleted,
}

/// The text of a message, marked if it was edited.
#[component]
fn MessageText(
    id: Memo<Option<MessageId>>,
    row: ReadSignal<MessageRow>,
    body: Memo<String>,
) -> impl IntoView {
    let tools = use_tools();
    let plain = memo(move || body.with(|body| is_plain(body)));
    // The server writes a space for an empty text.
    let empty = memo(move || body.with(String::is_empty));
    let plain_text = move || view! { <span>{move || body.get()}</span> }.into_any();
    let edited = memo(move || row.read().edited);
    let may_compare = move || row.read().rights.delete;
    let compare = move || {
        if let Some(id) = id.get_untracked() {
            tools.open(tools.comparing, id);
        }
    };
    let mark = move || {
        if may_compare() {
            view! {
                <button class="message-edited" type="button" title=text().message_show_versions() on:click=move |_| compare()>
                    {text().message_edited()}
                </button>
            }.into_any()
        } else {
            view! { <span class="message-edited">{text().message_edited()}</span> }.into_any()
        }
    };
    let fold = || {
        view! { <button class="message-fold" type="button" aria-expanded="false">{text().message_show_more()}</button> }
            .into_any()
    };
    view! {
        <div class="message-body" dir="auto">
            {dynamic(move || match plain.get() {
                _ if empty.get() => ().into_any(),
                true => plain_text(),
                false => rich(body),
            })}
            {when(move || edited.get(), mark)}
            {when(move || body.with(|body| may_be_long(body)), fold)}
        </div>
    }
}

/// Returns whether a text may have more than 20 lines on the narrowest screen.
fn may_be_long(body: &str) -> bool {
    let breaks = body.bytes().filter(|byte| *byte == b'\n').count();
    body.len() + 36 * breaks > 720
}

/// Returns the view of a text with markup, links or mentions. Until the code that renders it is loaded, it shows the
/// server's HTML; on a page that the browser has built, the text as it was typed.
fn rich(body: Memo<String>) -> AnyView {
    let Hydrated(hydrated) = expect_context();
    let element = NodeRef::<html::Div>::new();
    // During hydration the server's HTML is there already: the code is not needed at once.
    let has_html = !hydrated.get_untracked();
    view! {
        <div class="rich" node_ref=element inner_html=first_html(&body.get_untracked())></div>
        {soon(rich_text(element, body), !has_html)}
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn first_html(body: &str) -> String {
    use_chat().peek(|client| markdown::render(body, &client.state, &markdown::EMOJI))
}

#[cfg(not(feature = "ssr"))]
fn first_html(body: &str) -> String {
    markdown::escape(body)
}
