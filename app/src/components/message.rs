use super::avatar::Avatar;
use crate::{
    chat::use_chat,
    markdown::{Piece, pieces},
    model::{ClientId, RoomId},
    rows::{Delivery, MessageRow, RowKey, Rows},
};
use leptos::prelude::*;

/// One message. Its element stays the same from pending to delivered and through every change.
#[component]
pub(crate) fn MessageItem(
    room: RoomId,
    key: RowKey,
    id: ClientId,
    rows: Memo<Rows>,
    target: Memo<Option<u64>>,
) -> impl IntoView {
    // A row that is leaving is read once more before it goes; then it shows what it showed last.
    let row = Memo::new(move |last: Option<&Option<MessageRow>>| {
        rows.with(|rows| rows.message(key).cloned())
            .or_else(|| last.cloned().flatten())
    });
    let with = move |read: fn(&MessageRow) -> String| {
        row.with(|row| row.as_ref().map(read).unwrap_or_default())
    };
    let body = Memo::new(move |_| with(|row| row.body.clone()));
    let name = Memo::new(move |_| with(|row| row.name.clone()));
    let clock = move || with(|row| row.at.clock());
    let full = move || with(|row| row.at.full());
    let seq = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.seq)));
    let author = row.with_untracked(|row| row.as_ref().map(|row| row.author));
    let head = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.head)));
    let delivery = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.delivery.clone())));
    let pending = move || delivery.get() == Some(Delivery::Pending);
    let refused = move || match delivery.get() {
        Some(Delivery::Refused(why)) => Some(why),
        _ => None,
    };
    let is_target = move || seq.get().is_some_and(|seq| target.get() == Some(seq));
    let time = move || {
        let href = seq.get().map(|seq| format!("/rooms/{room}/at/{seq}"));
        view! { <a class="message-time" href=href title=full tabindex=move || (!head.get()).then_some("-1")>{clock}</a> }
    };
    view! {
        <article class="message" class:is-head=move || head.get() class:is-target=is_target
            aria-label=move || format!("{}, {}", name.get(), clock()) aria-busy=move || pending().then_some("true")
            data-seq=move || seq.get().map(|seq| seq.to_string())>
            {move || head.get().then(|| view! {
                {author.map(|user| view! { <Avatar user name /> })}
                <header class="message-header">
                    <span class="message-author" dir="auto">{move || name.get()}</span>
                    {time()}
                </header>
            })}
            {move || (!head.get()).then(time)}
            <div class="message-body" dir="auto">{move || body.with(|body| text(body))}</div>
            {move || refused().map(|why| view! { <Refusal id why /> })}
        </article>
    }
}

#[component]
fn Refusal(id: ClientId, why: String) -> impl IntoView {
    let chat = use_chat();
    view! {
        <div class="message-refusal">
            <span>"Not sent. " {why}</span>
            <button class="button-link" type="button" on:click=move |_| chat.try_again(id)>"Try again"</button>
            <button class="button-link" type="button" on:click=move |_| chat.discard(id)>"Discard"</button>
        </div>
    }
}

fn text(body: &str) -> Vec<AnyView> {
    let piece = |piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Link { text, href } => {
            view! { <a href=href target="_blank" rel="noopener noreferrer nofollow">{text}</a> }
                .into_any()
        }
    };
    pieces(body).into_iter().map(piece).collect()
}
