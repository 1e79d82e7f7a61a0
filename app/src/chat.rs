//! What components hold on to: the client as a signal, and the deeds that people do with it.

use crate::{api, browser::BrowserHandle, erased::spawn};
use client::{Action, Client, PendingMessage, PendingState, state::PageRequest};
use leptos::prelude::*;
use markdown::{Reader, encode};
use protocol::{
    Attachment, ClientId, Conversation, MessageId, MessagePage, Posting, Problem, Role, RoomId,
    RoomMembers, Timestamp, UserId, limits, route::Route,
};
use std::sync::OnceLock;

/// The parser of what is typed, once its code has come.
static READER: OnceLock<&Reader> = OnceLock::new();

/// Lets what is typed be read as it will be shown.
pub(crate) fn read_typed(reader: &'static Reader) {
    // Every part of what comes later brings the same.
    let _ = READER.set(reader);
}

/// One signed-in person's chat in one tab.
#[derive(Clone, Copy)]
pub struct Chat {
    pub client: RwSignal<Client>,
    pub browser: BrowserHandle,
    /// The path of the address.
    pub path: RwSignal<String>,
    /// The time, good for naming days and showing local hours; none until the page is hydrated, so that both sides
    /// render the same first screen.
    pub clock: RwSignal<Option<Timestamp>>,
    /// The room that the person is looking at, at its newest message: nothing in it counts as unread.
    pub watched: RwSignal<Option<RoomId>>,
    /// The `seq` of the message at the top of the view, while the person reads history.
    pub place: StoredValue<Option<u64>>,
    /// Moves when the person sends a message: they want to see it.
    pub sent: Trigger,
    /// The same for a reply.
    pub replied: Trigger,
}

/// Messages asked for in one page of history.
const PAGE: usize = limits::PAGE_DEFAULT as usize;

impl Chat {
    /// Around a client that has not been started.
    pub fn new(client: Client, browser: BrowserHandle, path: String) -> Self {
        Self {
            client: RwSignal::new(client),
            browser,
            path: RwSignal::new(path),
            clock: RwSignal::new(None),
            watched: RwSignal::new(None),
            place: StoredValue::new(None),
            sent: Trigger::new(),
            replied: Trigger::new(),
        }
    }

    /// What `read` finds in the client, now and whenever the client changes.
    pub fn look<T>(self, read: impl FnOnce(&Client) -> T) -> T {
        once(read, |read| self.client.with(read))
    }

    /// What `read` finds in the client now.
    pub fn peek<T>(self, read: impl FnOnce(&Client) -> T) -> T {
        once(read, |read| self.client.with_untracked(read))
    }

    /// Lets the client act, and the browser perform what it asks for.
    pub fn act(self, deed: impl FnOnce(&mut Client) -> Vec<Action>) {
        let mut deed = Some(deed);
        self.act_once(&mut |client| deed.take().map(|deed| deed(client)).unwrap_or_default());
    }

    // Apart from `act`, so that it is made once and not for each deed.
    fn act_once(self, deed: &mut dyn FnMut(&mut Client) -> Vec<Action>) {
        let mut actions = Vec::new();
        self.client.update(|client| actions = deed(client));
        if !actions.is_empty() {
            self.browser.get().perform(actions);
        }
    }

    /// Goes to another page of the workspace.
    pub fn go(self, path: &str) {
        self.browser.get().push_path(path);
        self.path.set(path.to_owned());
    }

    /// The page that the address leads to, now and whenever it changes.
    pub fn route(self) -> Route {
        self.path.with(|path| Route::at(path))
    }

    /// A room's name; none when the room is not there for this person.
    pub fn room_name(self, room: RoomId) -> String {
        self.look(|client| client.state.room_name(room))
            .unwrap_or_default()
    }

    /// What a room is about; empty where nobody has said so.
    pub fn room_topic(self, room: RoomId) -> String {
        self.look(|client| client.state.rooms.get(&room).map(|room| room.topic.clone()))
            .unwrap_or_default()
    }

    /// Whether a room can be read, but takes nothing new.
    pub fn is_archived(self, room: RoomId) -> bool {
        self.look(|client| {
            let room = client.state.rooms.get(&room);
            room.is_some_and(|room| room.archived)
        })
    }

    /// Why the person writes nothing new somewhere; empty where they may.
    pub fn shut(self, at: Conversation) -> &'static str {
        self.look(|client| {
            // Who may write new messages says nothing of replies.
            let administers = client.state.me.role == Role::Administrator || at.thread.is_some();
            match client.state.rooms.get(&at.room) {
                Some(room) if room.archived => {
                    "This room is archived. It can be read, but nothing new is written here."
                }
                Some(room) if room.posting == Posting::Administrators && !administers => {
                    "Only administrators write in this room."
                }
                _ => "",
            }
        })
    }

    /// The person has read a room up to its newest message. Nothing shows it until the server says so, and so it wakes
    /// nobody: whoever calls this because the client has changed would call it for ever.
    pub fn read(self, room: RoomId) {
        self.quietly(&mut |client| client.read(room));
    }

    /// As [`Chat::act`], for what nothing shows: it wakes nobody.
    pub fn quietly(self, deed: &mut dyn FnMut(&mut Client) -> Vec<Action>) {
        let actions = self.client.try_maybe_update(|client| (false, deed(client)));
        self.browser.get().perform(actions.unwrap_or_default());
    }

    /// Forgets the oldest messages of a room whose newest one is being looked at, when there are very many.
    pub fn shorten(self, room: RoomId) {
        if self.peek(|client| {
            client
                .state
                .rooms
                .get(&room)
                .is_some_and(|room| room.timeline.is_long())
        }) {
            self.act(|client| {
                if let Some(room) = client.state.rooms.get_mut(&room) {
                    room.timeline.trim();
                }
                Vec::new()
            });
        }
    }

    /// The files that came with a message, or are about to go with it.
    pub(crate) fn attachments(
        self,
        at: Conversation,
        author: UserId,
        id: ClientId,
    ) -> Vec<Attachment> {
        self.peek(|client| {
            let message = client.state.timeline(at).and_then(|timeline| {
                let mut messages = timeline.messages();
                messages.rfind(|message| message.author == author && message.client_id == id)
            });
            message
                .map(|message| message.attachments.clone())
                .or_else(|| {
                    let mut pending = client.outbox.within(at);
                    let pending = pending.find(|pending| pending.client_id == id);
                    pending.map(|pending| pending.attachments.clone())
                })
        })
        .unwrap_or_default()
    }

    /// Sends a message or a reply as it was typed, with what is attached there.
    pub fn send(self, at: Conversation, typed: &str) {
        let body = self.encode(at.room, typed);
        let browser = self.browser.get();
        let mut pending = PendingMessage {
            client_id: browser.new_client_id(),
            room: at.room,
            body,
            attachments: Vec::new(),
            edits: None,
            reply_to: at.thread,
            at: browser.now(),
            state: PendingState::Waiting,
        };
        self.act(|client| {
            pending.attachments = client.take_attachments(at);
            client.send(pending)
        });
        match at.thread {
            Some(_) => self.replied.notify(),
            None => self.sent.notify(),
        }
    }

    /// A text as it is stored, with the ids of whom it mentions.
    pub(crate) fn encode(self, room: RoomId, typed: &str) -> String {
        self.peek(|client| encode(typed, &client.state.spellings(room), READER.get().copied()))
    }

    /// Puts another text, as it was typed, in the place of a message's own.
    pub fn edit(self, room: RoomId, message: MessageId, typed: &str) {
        let body = self.encode(room, typed);
        let browser = self.browser.get();
        let pending = PendingMessage {
            client_id: browser.new_client_id(),
            room,
            body,
            attachments: Vec::new(),
            edits: Some(message),
            reply_to: None,
            at: browser.now(),
            state: PendingState::Waiting,
        };
        self.act(|client| client.send(pending));
    }

    /// Says something to the person, once.
    pub fn notify(self, notice: &str) {
        self.act(|client| {
            client.notice = Some(notice.to_owned());
            Vec::new()
        });
    }

    /// Removes the notice.
    pub fn dismiss_notice(self) {
        self.act(|client| {
            client.notice = None;
            Vec::new()
        });
    }

    /// Tries a message that was refused again.
    pub fn try_again(self, id: ClientId) {
        self.act(|client| client.try_again(id));
    }

    /// Throws a refused message away.
    pub fn discard(self, id: ClientId) {
        self.act(|client| client.discard(id));
    }

    /// Unread messages in a room; none while the person looks on.
    pub fn unread_in(self, room: RoomId) -> u64 {
        let watched = self.watched.get() == Some(room);
        self.look(|client| match client.state.rooms.get(&room) {
            Some(state) if !watched => state.unread(),
            _ => 0,
        })
    }

    /// Unread messages in a room that the person wants to be told of, and those of them that mention the person; none while
    /// they look on.
    pub fn counted_in(self, room: RoomId) -> (u64, u64) {
        let watched = self.watched.get() == Some(room);
        self.look(|client| match client.state.rooms.get(&room) {
            Some(state) if !watched => state.badge_counts(),
            _ => (0, 0),
        })
    }

    /// Unread messages in all rooms that the person wants to be told of, but for the one that they look at.
    pub fn unread(self) -> u64 {
        let watched = self.watched.get();
        self.look(|client| {
            let rooms = client.state.rooms.iter();
            let others = rooms.filter(|(id, _)| watched != Some(**id));
            others.map(|(_, room)| room.badge_counts().0).sum()
        })
    }

    /// Sees to it that the window of a conversation shows the present, or the place `at` in its history.
    ///
    /// # Errors
    /// What the server or the network said.
    pub async fn show(self, conversation: Conversation, at: Option<u64>) -> Result<(), Problem> {
        let load = self.peek(|client| {
            let timeline = client.state.timeline(conversation)?;
            match at {
                Some(seq) if timeline.holds(seq) => None,
                Some(seq) => Some(PageRequest::Around { seq, limit: PAGE }),
                None if timeline.loaded && !timeline.newer => None,
                None => Some(PageRequest::Newest { limit: PAGE }),
            }
        });
        match load {
            Some(load) => self.load(conversation, load).await,
            None => Ok(()),
        }
    }

    /// Loads the messages before the window.
    ///
    /// # Errors
    /// What the server or the network said.
    pub async fn older(self, conversation: Conversation) -> Result<(), Problem> {
        let load = self.peek(|client| {
            let timeline = client.state.timeline(conversation)?;
            let before = timeline
                .first()
                .filter(|_| timeline.older && timeline.loaded)?;
            Some(PageRequest::Older {
                before,
                limit: PAGE,
            })
        });
        match load {
            Some(load) => self.load(conversation, load).await,
            None => Ok(()),
        }
    }

    /// Loads the messages after the window.
    ///
    /// # Errors
    /// What the server or the network said.
    pub async fn newer(self, conversation: Conversation) -> Result<(), Problem> {
        let load = self.peek(|client| {
            let timeline = client.state.timeline(conversation)?;
            let after = timeline.last().filter(|_| timeline.newer)?;
            Some(PageRequest::Newer { after, limit: PAGE })
        });
        match load {
            Some(load) => self.load(conversation, load).await,
            None => Ok(()),
        }
    }

    async fn load(self, conversation: Conversation, load: PageRequest) -> Result<(), Problem> {
        loop {
            let page: MessagePage =
                api::get(self.browser, api::history(conversation, load)).await?;
            let fresh = self
                .client
                .try_update(|client| client.state.load(conversation, page, load));
            if fresh != Some(false) {
                return Ok(());
            }
        }
    }

    /// Asks who is in a room, unless that is known.
    pub fn learn_members(self, room: RoomId) {
        let known = self.peek(|client| {
            client
                .state
                .rooms
                .get(&room)
                .is_none_or(|state| state.members.is_some())
        });
        if known {
            return;
        }
        spawn(async move {
            while let Ok(detail) = api::get::<RoomMembers>(self.browser, api::room(room)).await {
                let fresh = self
                    .client
                    .try_update(|client| client.state.load_members(detail));
                if fresh != Some(false) {
                    return;
                }
            }
        });
    }
}

/// Calls `with` with a closure of one type for all `read`s, so that the signal's code is made once and not for each.
fn once<T>(read: impl FnOnce(&Client) -> T, with: impl FnOnce(&mut dyn FnMut(&Client))) -> T {
    let mut read = Some(read);
    let mut found = None;
    with(&mut |client| found = read.take().map(|read| read(client)));
    // A signal of the page's own is there for as long as the page, and reads exactly once.
    found.expect("the client is read once")
}

/// The chat of the person who is signed in.
pub fn use_chat() -> Chat {
    expect_context::<Chat>()
}
