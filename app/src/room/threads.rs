use super::message::replies;
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{effect, handler, list, memo, part, spawn, when},
    kit::{
        avatar::Avatar,
        empty_state::EmptyState,
        form::ProblemAlert,
        icon::{Glyph, Icon},
    },
    room::header::MenuButton,
    sidebar::{drawer::Drawer, room_list::count},
};
use client::calendar::LocalTime;
use leptos::prelude::*;
use protocol::{
    FollowedThread, MessageId, Problem, Thread, ThreadPage,
    route::{THREADS, thread_path},
};
use std::time::Duration;

/// How many threads are asked for at first, and how many more each time.
const PAGE: usize = 50;
/// While the threads change, they are asked for this often at most.
const PAUSE: Duration = Duration::from_millis(800);

/// What the server says of the threads, asked anew whenever a stream tells that they may be others by now.
#[derive(Clone, Copy)]
struct Found {
    chat: Chat,
    page: RwSignal<Option<ThreadPage>>,
    problem: RwSignal<String>,
    limit: StoredValue<usize>,
    asking: StoredValue<bool>,
    /// Something has changed since the last was asked for.
    stale: StoredValue<bool>,
}

impl Found {
    fn ask(self) {
        if self.asking.get_value() {
            return self.stale.set_value(true);
        }
        self.asking.set_value(true);
        self.stale.set_value(false);
        spawn(async move {
            match self.pages().await {
                Ok(page) => {
                    self.problem.try_set(String::new());
                    self.page.try_set(Some(page));
                }
                Err(refusal) => drop(self.problem.try_set(refusal.detail)),
            }
            set_timeout(move || self.rest(), PAUSE);
        });
    }

    /// All that is to be shown, of which each answer brings a part.
    async fn pages(self) -> Result<ThreadPage, Problem> {
        let mut found = ThreadPage {
            threads: Vec::new(),
            more: true,
        };
        loop {
            // The page may have been left meanwhile.
            let wanted = self.limit.try_get_value().unwrap_or_default();
            let missing = wanted.saturating_sub(found.threads.len());
            if missing == 0 || !found.more {
                return Ok(found);
            }
            let after = found.threads.last().map(|last| last.root.id);
            let path = api::threads(missing, after);
            let page: ThreadPage = api::get(self.chat.browser, path).await?;
            // What became active meanwhile has moved up, and may come a second time.
            let mut threads = page.threads;
            threads.retain(|new| found.threads.iter().all(|old| old.root.id != new.root.id));
            found.more = page.more && !threads.is_empty();
            found.threads.extend(threads);
        }
    }

    fn rest(self) {
        // The page may have been left meanwhile.
        self.asking.try_set_value(false);
        if self.stale.try_get_value() == Some(true) {
            self.ask();
        }
    }

    fn thread(self, root: MessageId) -> Option<FollowedThread> {
        self.page.with(|page| {
            let mut threads = page.as_ref()?.threads.iter();
            threads.find(|thread| thread.root.id == root).cloned()
        })
    }

    fn roots(self) -> Vec<MessageId> {
        self.page.with(|page| {
            let threads = page.iter().flat_map(|page| &page.threads);
            threads.map(|thread| thread.root.id).collect()
        })
    }
}

/// The page of the threads that the person follows.
#[component]
pub(crate) fn Threads() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let found = Found {
        chat,
        page: RwSignal::new(None),
        problem: RwSignal::new(String::new()),
        limit: StoredValue::new(PAGE),
        asking: StoredValue::new(false),
        stale: StoredValue::new(false),
    };
    let moved = memo(move || chat.look(|client| (client.is_live(), client.state.cursors.clone())));
    effect(move || {
        moved.track();
        found.ask();
    });
    let problem = found.problem;
    let none = move || {
        found
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.threads.is_empty()))
    };
    let more = move || {
        found
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.more))
    };
    let show_more = move || {
        found.limit.update_value(|limit| *limit += PAGE);
        found.ask();
    };
    let empty = || {
        part! {
            <EmptyState
                title=|| "No threads yet".into()
                hint="You follow a thread when you reply in it, when others reply to you, and when you choose to."
            />
        }
    };
    let more_button = move || {
        part! {
            <button class="button threads-more" type="button" on:click=handler(move |_| show_more())>
                "Show more"
            </button>
        }
    };
    part! {
        <main class="room" inert=move || drawer.get()>
            <header class="room-header">
                <MenuButton />
                <h1>"Threads"</h1>
            </header>
            <div class="threads">
                <ProblemAlert problem />
                {when(none, empty)}
                <ul class="threads-list" aria-label="Threads">
                    {list(move || found.roots(), move |root| part! { <ThreadCard found root /> })}
                </ul>
                {when(more, more_button)}
            </div>
        </main>
    }
}

/// One thread: where it is, how it began, and what is new in it.
#[component]
fn ThreadCard(found: Found, root: MessageId) -> impl IntoView {
    let chat = found.chat;
    // One that is leaving is read once more before it goes.
    let thread = Memo::new(move |last: Option<&Option<FollowedThread>>| {
        found.thread(root).or_else(|| last.cloned().flatten())
    });
    let with = move |read: fn(&FollowedThread) -> String| {
        thread.with(|thread| thread.as_ref().map(read).unwrap_or_default())
    };
    let author = thread.with_untracked(|thread| thread.as_ref().map(|it| it.root.author));
    let author = author.unwrap_or_default();
    let name = memo(move || chat.look(|client| client.state.name_of(author).to_owned()));
    let room = thread.with_untracked(|thread| thread.as_ref().map(|it| it.follow.room));
    let room = room.unwrap_or_default();
    let deleted = move || thread.with(|it| it.as_ref().is_some_and(|it| it.root.deleted));
    let body = move || match deleted() {
        true => "This message was deleted.".to_owned(),
        false => {
            let body = with(|it| it.root.body.clone());
            chat.look(|client| markdown::gist(&body, &client.state))
        }
    };
    let about = move || {
        let summary = thread.with(|thread| thread.as_ref().and_then(|it| it.root.thread.clone()));
        let browser = chat.browser.get();
        let now = chat.clock.get();
        let local = |at| LocalTime::new(at, browser.offset_minutes(at));
        summary.map_or_else(
            || "No replies yet".to_owned(),
            |Thread {
                 replies: count,
                 last_at,
                 ..
             }| {
                let last = local(last_at);
                let day = last.day().label(now.map(|now| local(now).day()));
                format!("{} · {day}, {}", replies(count), last.clock())
            },
        )
    };
    let unread = memo(move || {
        let known = chat.look(|client| client.state.follow(root).map(|follow| follow.unread));
        let told = thread.with(|thread| thread.as_ref().map_or(0, |it| it.follow.unread));
        known.unwrap_or(told)
    });
    let badge =
        move || part! { <span class="badge">{move || format!("{} new", unread.get())}</span> };
    part! {
        <li>
            <a class="thread-card" class:is-unread=move || unread.get() != 0 href=thread_path(room, root)>
                <Avatar user=author name />
                <span class="thread-card-text">
                    <span class="thread-card-head">
                        <strong dir="auto">{move || name.get()}</strong>
                        <span class="thread-card-room" dir="auto">{move || chat.room_name(room)}</span>
                    </span>
                    <span class="thread-card-body" dir="auto">{move || body()}</span>
                    <span class="thread-card-about">{move || about()}</span>
                </span>
                {when(move || unread.get() != 0, badge)}
            </a>
        </li>
    }
}

/// The way to the threads that the person follows.
#[component]
pub(crate) fn ThreadsLink() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let unread = memo(move || chat.look(|client| client.state.unread_replies()));
    let current = move || chat.route().is_threads();
    let label = move || match unread.get() {
        0 => "Threads".to_owned(),
        unread => format!("Threads, {unread} unread"),
    };
    let badge = move || part! { <span class="badge">{move || count(unread.get())}</span> };
    part! {
        <a
            class="room-link"
            class:is-unread=move || unread.get() != 0
            href=THREADS
            aria-label=label
            aria-current=move || current().then_some("page")
            on:click=handler(move |_| drawer.set(false))
        >
            <Icon glyph=|| Glyph::THREAD />
            <span class="room-link-name">"Threads"</span>
            {when(move || unread.get() != 0, badge)}
        </a>
    }
}
