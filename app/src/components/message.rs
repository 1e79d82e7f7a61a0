use super::avatar::Avatar;
use crate::{
    chat::use_chat,
    erased::{dynamic, handler, part, when},
    markdown::{Piece, pieces},
    model::{ClientId, RoomId, UserId},
    route::message_path,
    rows::{Delivery, MessageRow, RowKey, Rows},
};
use leptos::prelude::*;

/// One message. Its element stays the same from pending to delivered and through every change.
#[component]
pub(crate) fn MessageItem(
    room: RoomId,
    author: UserId,
    id: ClientId,
    rows: Memo<Rows>,
) -> impl IntoView {
    let chat = use_chat();
    let key = RowKey::Message(author, id);
    // A row that is leaving is read once more before it goes; then it shows what it showed last.
    let row = Memo::new(move |last: Option<&MessageRow>| {
        rows.with(|rows| rows.message(key).cloned())
            .or_else(|| last.cloned())
            .unwrap_or_default()
    });
    let body = Memo::new(move |_| row.with(|row| row.body.clone()));
    let name = Memo::new(move |_| row.with(|row| row.name.clone()));
    let head = Memo::new(move |_| row.with(|row| row.head));
    let seq = move || row.with(|row| row.seq);
    let clock = move || row.with(|row| row.at.clock());
    let pending = move || row.with(|row| row.delivery == Delivery::Pending);
    let refusal = Memo::new(move |_| row.with(|row| row.delivery.refusal().to_owned()));
    let is_target = move || seq().is_some() && chat.route().seq() == seq();
    let time = move || {
        part! {
            <a
                class="message-time"
                href=move || seq().map(|seq| message_path(room, seq)).unwrap_or_default()
                title=move || row.with(|row| row.at.full())
                tabindex=move || (!head.get()).then_some("-1")
            >
                {move || clock()}
            </a>
        }
    };
    let header = move || {
        part! {
            <Avatar user=author name=name />
            <header class="message-header">
                <span class="message-author" dir="auto">{move || name.get()}</span>
                {time()}
            </header>
        }
    };
    part! {
        <article
            class="message"
            class:is-head=move || head.get()
            class:is-target=move || is_target()
            aria-label=move || format!("{}, {}", name.get(), clock())
            aria-busy=move || pending().then_some("true")
            data-seq=move || seq().map(|seq| seq.to_string()).unwrap_or_default()
        >
            {dynamic(move || if head.get() { header() } else { time() })}
            <div class="message-body" dir="auto">{dynamic(move || body.with(|body| text(body)))}</div>
            {when(
                move || refusal.with(|why| !why.is_empty()),
                move || part! { <Refusal id why=refusal /> },
            )}
        </article>
    }
}

#[component]
fn Refusal(id: ClientId, why: Memo<String>) -> impl IntoView {
    let chat = use_chat();
    part! {
        <div class="message-refusal">
            <span>{move || format!("Not sent. {}", why.get())}</span>
            <button class="button-link" type="button" on:click=handler(move |_| chat.try_again(id))>"Try again"</button>
            <button class="button-link" type="button" on:click=handler(move |_| chat.discard(id))>"Discard"</button>
        </div>
    }
}

fn text(body: &str) -> AnyView {
    let piece = |piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Link { text, href } => {
            part! { <a href=href target="_blank" rel="noopener noreferrer nofollow">{text}</a> }
        }
    };
    pieces(body)
        .into_iter()
        .map(piece)
        .collect::<Vec<AnyView>>()
        .into_any()
}
