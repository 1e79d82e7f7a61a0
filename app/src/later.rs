//! What is on no first screen. Its code is a file of its own, which the browser fetches when the page is alive, so that
//! it is there before it is needed, and also without a connection. The table of emoji is fetched with it.
//!
//! Without the feature `split`, on the server and in a debug build, the code is all there from the start.

use crate::{
    account::{menu::Account, profile_dialog::ProfileForms},
    chat::{Chat, set_reader, use_chat},
    dialogs::{RoomDialogs, WorkspaceDialogs},
    erased::{dynamic, effect, memo, part, spawn},
    hydrated::Hydrated,
    kit::{emoji, waiting_dialog::stop_waiting},
    pages::{FirstRunPage, JoinPage, NotFoundPage, ResetPage, SignInPage},
    people::{card::PersonCard, panel::People},
    room::{
        add_people_dialog::Strangers,
        attachments::Attachments,
        composer::{ComposerNote, ComposerTools},
        files::Files,
        found_messages::{Pinned, Saved},
        message::{
            DeleteForm, EmojiChoice, MessageActions, MessageEditor, Reactions, Refusal, RichText,
            ThreadBar, Versions,
        },
        missing::MissingRoom,
        scheduled_list::ScheduledList,
        settings_dialog::RoomSettings,
        thread_panel::ThreadPanel,
        threads::Threads,
        timeline::{History, HistoryProblem, JumpButton, LogInput},
        typing_line::Typing,
    },
    sidebar::{
        browse_dialog::Browse, direct_dialog::DirectForm, jump_dialog::Jump,
        new_room_dialog::NewRoomForm, personal_lists::PersonalLists,
    },
    workspace::{invite_dialog::Invitation, settings_dialog::WorkspaceSettings},
};
use client::rows::MessageRow;
use leptos::{html, prelude::*, wasm_split::SplitLoaderError};
use markdown::READER;
use protocol::{ClientId, Conversation, MessageId, RoomId, UserId};
use std::{sync::Arc, time::Duration};

/// How long the page is left alone after it has come alive, unless it is used before.
const REST: Duration = Duration::from_millis(500);

/// A part of the view whose code comes later.
#[derive(Clone)]
pub(crate) enum Later {
    /// With the button that opens it.
    Account(RwSignal<bool>, NodeRef<html::Button>),
    Attachments(Conversation, UserId, ClientId),
    Browse(RwSignal<bool>),
    /// With how long the text is.
    ComposerNote(RwSignal<usize>),
    /// The same.
    ComposerTools(Conversation, NodeRef<html::Textarea>, RwSignal<usize>),
    Delete,
    Direct(RwSignal<bool>),
    Editor(RoomId, MessageId, String),
    Emoji,
    Files(Conversation),
    HistoryProblem(History),
    Invitation,
    JumpButton(History),
    Jump(RwSignal<bool>),
    MessageActions(Conversation, MessageId, u64, Memo<MessageRow>),
    NewRoom(RwSignal<bool>),
    Outside(Outside),
    PersonalLists,
    People(RoomId, RwSignal<bool>),
    Person,
    Pinned(RoomId, RwSignal<bool>),
    Profile,
    Refusal(ClientId, Memo<String>),
    MissingRoom,
    Reactions(MessageId, Memo<MessageRow>),
    /// With the element that shows the text.
    RichText(NodeRef<html::Div>, Memo<String>),
    RoomDialogs(RoomId),
    RoomSettings(RoomId, RwSignal<bool>),
    Saved(RwSignal<bool>),
    Scheduled(RwSignal<bool>),
    Strangers(RoomId),
    /// With whether the people are shown, whose place it takes.
    Thread(RoomId, RwSignal<bool>),
    ThreadBar(RoomId, MessageId, Memo<MessageRow>),
    Threads,
    Typing(Conversation),
    /// With the region that scrolls and the messages in it.
    LogInput(NodeRef<html::Div>, NodeRef<html::Div>),
    Versions(RoomId),
    WorkspaceDialogs,
    WorkspaceSettings,
}

/// A page outside of the workspace.
#[derive(Clone)]
pub(crate) enum Outside {
    FirstRun,
    /// With the workspace's name.
    SignIn(String),
    /// With the workspace's name and the code of the invitation.
    Join(String, String),
    /// With the token of a link to set a new password.
    Reset(String),
    Missing,
}

/// A page outside of the workspace. In a browser [`load_later`] comes first: what the server has rendered is taken over
/// at once or not at all.
pub(crate) fn outside(page: Outside) -> AnyView {
    chunk::view(Arc::new(Later::Outside(page)))
}

/// Fetches the code of what comes later. Returns whether it is there; if not, it may be tried again.
pub async fn load_later() -> bool {
    chunk::load().await.is_ok()
}

/// A part of the view, as soon as its code is there.
pub(crate) fn later(part: Later) -> AnyView {
    let part = Arc::new(part);
    let code = LaterCode::get();
    dynamic(move || {
        if code.wanted() {
            chunk::view(part.clone())
        } else {
            ().into_any()
        }
    })
}

/// A part of the view without which the page does until its code is there: on a page from the server it comes once that is
/// alive. `now` fetches the code at once.
pub(crate) fn soon(part: Later, now: bool) -> AnyView {
    let part = Arc::new(part);
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    if now && !code.here.get_untracked() {
        code.fetch(false);
    }
    dynamic(move || {
        if hydrated.get() && code.here.get() {
            chunk::view(part.clone())
        } else {
            ().into_any()
        }
    })
}

/// A part of the first screen that stays as the server has written it until its code is there. `frame` is its outermost
/// element, without anything in it: a page that comes alive keeps what is there.
pub(crate) fn written(part: Later, frame: fn() -> AnyView) -> AnyView {
    let part = Arc::new(part);
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    dynamic(move || {
        if cfg!(feature = "ssr") || hydrated.get() && code.here.get() {
            chunk::view(part.clone())
        } else {
            frame()
        }
    })
}

/// Whether the code of what comes later is there.
#[derive(Clone, Copy)]
pub(crate) struct LaterCode {
    chat: Chat,
    here: RwSignal<bool>,
}

impl LaterCode {
    /// Fetches the code once the page has come to rest, and again after a loss of the connection if that failed.
    pub(crate) fn provide() {
        let code = Self {
            chat: use_chat(),
            here: RwSignal::new(cfg!(feature = "ssr")),
        };
        provide_context(code);
        let live = memo(move || code.chat.look(|client| client.is_live()));
        effect(move || {
            if live.get() && !code.here.get_untracked() {
                set_timeout(move || code.fetch(false), REST);
            }
        });
    }

    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Whether the code is there, now and whenever that changes; if it is not, fetches it.
    pub(crate) fn wanted(self) -> bool {
        let here = self.here.get();
        if !here {
            self.fetch(true);
        }
        here
    }

    /// What has failed is fetched again when it is wanted again.
    fn fetch(self, wanted: bool) {
        spawn(async move {
            // The code is there once its table of emoji is there too: no text is rendered without.
            if load_later().await && emoji::load(self.chat.browser).await {
                if !self.here.get_untracked() {
                    self.here.set(true);
                }
            } else if wanted {
                stop_waiting();
                self.chat.notify(
                    "This could not be loaded. Try again when you are online, or reload the page.",
                );
            }
        });
    }
}

/// Shared until here, so that only what comes later knows how to copy the parts.
fn view(part: Arc<Later>) -> AnyView {
    set_reader(&READER);
    match Arc::unwrap_or_clone(part) {
        Later::Account(open, button) => part! { <Account open button /> },
        Later::Attachments(at, author, id) => part! { <Attachments at author id /> },
        Later::Browse(open) => part! { <Browse open /> },
        Later::ComposerNote(chars) => part! { <ComposerNote chars /> },
        Later::ComposerTools(at, textarea, chars) => {
            part! { <ComposerTools at textarea chars /> }
        }
        Later::Delete => part! { <DeleteForm /> },
        Later::Direct(open) => part! { <DirectForm open /> },
        Later::Editor(room, id, body) => part! { <MessageEditor room id body /> },
        Later::Emoji => part! { <EmojiChoice /> },
        Later::Files(at) => part! { <Files at /> },
        Later::Invitation => part! { <Invitation /> },
        Later::Jump(open) => part! { <Jump open /> },
        Later::MessageActions(at, id, seq, row) => {
            part! { <MessageActions at id seq row /> }
        }
        Later::Outside(Outside::FirstRun) => part! { <FirstRunPage /> },
        Later::Outside(Outside::SignIn(workspace)) => part! { <SignInPage workspace /> },
        Later::Outside(Outside::Join(workspace, code)) => part! { <JoinPage workspace code /> },
        Later::Outside(Outside::Reset(token)) => part! { <ResetPage token /> },
        Later::Outside(Outside::Missing) => part! { <NotFoundPage /> },
        Later::PersonalLists => part! { <PersonalLists /> },
        Later::NewRoom(open) => part! { <NewRoomForm open /> },
        Later::People(room, open) => part! { <People room open /> },
        Later::Person => part! { <PersonCard /> },
        Later::Pinned(room, open) => part! { <Pinned room open /> },
        Later::Profile => part! { <ProfileForms /> },
        Later::RichText(element, body) => part! { <RichText element body /> },
        Later::MissingRoom => part! { <MissingRoom /> },
        Later::Reactions(id, row) => part! { <Reactions id row /> },
        Later::RoomDialogs(room) => part! { <RoomDialogs room /> },
        Later::WorkspaceDialogs => part! { <WorkspaceDialogs /> },
        Later::RoomSettings(room, open) => part! { <RoomSettings room open /> },
        Later::Saved(open) => part! { <Saved open /> },
        Later::Scheduled(open) => part! { <ScheduledList open /> },
        Later::Thread(room, people_open) => part! { <ThreadPanel room people_open /> },
        Later::ThreadBar(room, root, row) => part! { <ThreadBar room root row /> },
        Later::Threads => part! { <Threads /> },
        Later::HistoryProblem(history) => part! { <HistoryProblem history /> },
        Later::JumpButton(history) => part! { <JumpButton history /> },
        Later::Refusal(id, why) => part! { <Refusal id why /> },
        Later::Strangers(room) => part! { <Strangers room /> },
        Later::LogInput(scroll, log) => part! { <LogInput scroll log /> },
        Later::Typing(at) => part! { <Typing at /> },
        Later::Versions(room) => part! { <Versions room /> },
        Later::WorkspaceSettings => part! { <WorkspaceSettings /> },
    }
}

#[cfg(feature = "split")]
mod chunk {
    use super::{Later, SplitLoaderError};
    use leptos::prelude::*;
    use std::{
        pin::pin,
        sync::Arc,
        task::{Context, Poll, Waker},
    };

    /// Fetches the code, unless it is there.
    pub(super) use self::split::load;

    /// The part, at once where its code is there; else nothing.
    pub(super) fn view(part: Arc<Later>) -> AnyView {
        let made = pin!(split::view(part)).poll(&mut Context::from_waker(Waker::noop()));
        match made {
            Poll::Ready(Ok(view)) => view,
            Poll::Ready(Err(SplitLoaderError { .. })) | Poll::Pending => ().into_any(),
        }
    }

    mod split {
        use super::{Later, SplitLoaderError};
        use leptos::prelude::*;
        use std::sync::Arc;

        #[leptos::wasm_split::wasm_split(
            later,
            wasm_split_path = ::leptos::wasm_split,
            preload(load),
            fallible
        )]
        pub(in crate::later) fn view(part: Arc<Later>) -> Result<AnyView, SplitLoaderError> {
            Ok(super::super::view(part))
        }
    }
}

#[cfg(not(feature = "split"))]
mod chunk {
    pub(super) use super::view;

    pub(super) async fn load() -> Result<(), super::SplitLoaderError> {
        Ok(())
    }
}
