//! View of a conversation's messages.

use super::{
    DayLine, NewLine,
    history::{History, HistoryStatus},
    scroller::Scroller,
};
use crate::{
    chat::Chat,
    erased::{each, memo, when},
    later::soon,
    room::{
        message::MessageItem,
        row_signals::RowSignals,
        timeline::{input::log_input, jump_button::jump_button},
    },
};
use client::rows::{RowKey, RowOptions, Rows};
use leptos::{html, prelude::*};
use locale::text;
use protocol::Conversation;

/// The messages of a conversation in a scrolling region that loads more history.
#[derive(Clone, Copy)]
pub(crate) struct MessageLog {
    chat: Chat,
    conversation: Conversation,
    scroll: NodeRef<html::Div>,
    log: NodeRef<html::Div>,
    pub(crate) history: History,
    pub(crate) scroller: Scroller,
}

impl MessageLog {
    /// Creates a log that stores the `seq` of the message at the top of the view in `top_seq`.
    pub(crate) fn new(
        chat: Chat,
        conversation: Conversation,
        top_seq: StoredValue<Option<u64>>,
    ) -> Self {
        let scroll = NodeRef::<html::Div>::new();
        let log = NodeRef::<html::Div>::new();
        let history = History::new(chat, conversation);
        let scroller = Scroller::new(scroll, log, top_seq, history);
        Self {
            chat,
            conversation,
            scroll,
            log,
            history,
            scroller,
        }
    }

    /// Renders the log under an accessible name. `start` renders what stands above the first message; its argument says
    /// whether there are no messages. `bar` renders what stays at the top of the view.
    pub(crate) fn view(
        self,
        name: &'static str,
        unread_after: RwSignal<Option<u64>>,
        start: Box<dyn Fn(bool) -> AnyView + Send>,
        bar: Box<dyn Fn() -> AnyView + Send>,
    ) -> AnyView {
        let Self {
            chat,
            conversation,
            scroll,
            log,
            history,
            scroller,
        } = self;
        let rows = memo(move || {
            let now = chat.clock.get();
            let local = now.is_some();
            let browser = chat.browser.get();
            let offset = move |at| if local { browser.offset_minutes(at) } else { 0 };
            let look = RowOptions {
                unread_after: unread_after.get(),
                offset_minutes: &offset,
                now,
            };
            chat.look(|client| Rows::new(client, conversation, &look))
        });
        let rows = RowSignals::new(rows);
        let empty = move || rows.is_empty();
        let row = move |key| match key {
            RowKey::Day(day) => view! { <DayLine day /> }.into_any(),
            RowKey::New => view! { <NewLine /> }.into_any(),
            RowKey::Message(author, id) => {
                view! { <MessageItem conversation author id rows /> }.into_any()
            }
        };
        view! {
            <div class="timeline">
                // The region takes the focus, so that the keyboard can scroll it.
                <div
                    class="timeline-scroll"
                    node_ref=scroll
                    tabindex="0"
                    role="group"
                    aria-label=text().timeline_history()
                    on:scroll=move |_| scroller.scrolled()
                >
                    // The wheel scrolls the region also over what stays in view.
                    <div class="timeline-top">{bar()}</div>
                    <div
                        class="timeline-log"
                        node_ref=log
                        role="log"
                        // New messages are announced apart from history and changes.
                        aria-live="off"
                        aria-label=name
                        aria-busy=move || (!history.is_loaded()).then_some("true")
                    >
                        {when(move || history.reaches_start(), move || start(empty()))}
                        <HistoryStatus history />
                        {each(move || rows.keys(), row)}
                    </div>
                    <div class="timeline-bottom">
                        {when(
                            move || !scroller.at_newest.get() || history.has_newer(),
                            // A page that opens at an older message needs the button, and so its code, at once.
                            move || soon(jump_button(history), true),
                        )}
                    </div>
                </div>
                {soon(log_input(conversation, scroll, log), false)}
            </div>
        }
        .into_any()
    }
}
