//! What people do, and what befalls them.

use super::{book::Sent, disk::Change, network::WireId, tab::TabId, world::World};
use client::{Client, PendingMessage, PendingState, state::PageRequest};
use protocol::{
    ClientFrame, ClientId, Command, CommandId, Conversation, Draft, MessageId, NewMessage, RoomId,
    RoomKind, StreamId, Timestamp,
};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Send,
    Read,
    Load,
    OpenThread,
    LoadMembers,
    Type,
    Join,
    Leave,
    MakeRoom,
    DeleteRoom,
    Edit,
    Delete,
    React,
    MarkUnread,
    Draft,
    Settle,
    SignOut,
    Cut,
    Darken,
    Offline,
    Reload,
    Stall,
    Crash,
    ShutDown,
    BackUp,
    Restore,
    Trim,
    FillDisk,
    /// A program sends very many messages at once.
    Flood,
    /// The tab forgets the oldest messages of a room that has very many.
    Shorten,
}

/// What may happen, and how often beside the others.
pub(super) const ACTS: [(Act, u64); 28] = [
    (Act::Send, 30),
    (Act::Read, 8),
    (Act::Load, 8),
    (Act::OpenThread, 4),
    (Act::LoadMembers, 3),
    (Act::Type, 2),
    (Act::Join, 5),
    (Act::Leave, 4),
    (Act::MakeRoom, 2),
    (Act::DeleteRoom, 1),
    (Act::Edit, 6),
    (Act::Delete, 3),
    (Act::React, 6),
    (Act::MarkUnread, 3),
    (Act::Draft, 4),
    (Act::Settle, 2),
    (Act::SignOut, 1),
    (Act::Cut, 6),
    (Act::Darken, 2),
    (Act::Offline, 3),
    (Act::Reload, 3),
    (Act::Stall, 3),
    (Act::Crash, 4),
    (Act::ShutDown, 1),
    (Act::BackUp, 1),
    (Act::Restore, 1),
    (Act::Trim, 2),
    (Act::FillDisk, 1),
];

/// What happens in a few runs only, since it takes long.
pub(super) const BIG_ACTS: [(Act, u64); 2] = [(Act::Flood, 6), (Act::Shorten, 6)];

const EMOJI: [&str; 3] = ["👍", "🎉", "❤️"];

impl World {
    pub(super) fn do_something(&mut self) {
        let Some(act) = self.choose() else {
            return;
        };
        let ids: Vec<TabId> = self.tabs.keys().copied().collect();
        let tab = self.dice.pick(&ids);
        self.trace(|| format!("— {act:?} ({tab:?})"));
        match (act, tab) {
            (Act::Crash, _) if self.server.up => self.crash(),
            (Act::ShutDown, _) => self.shut_down(),
            (Act::BackUp, _) => self.backup = Some(self.disk.clone()),
            (Act::Restore, _) if self.server.up => self.restore(),
            (Act::Trim, _) => {
                let streams: Vec<StreamId> = self.disk.logs.keys().copied().collect();
                if let Some(stream) = self.dice.pick(&streams) {
                    let keep = self.dice.below(6) as usize;
                    self.disk.trim(stream, keep);
                }
            }
            (Act::FillDisk, _) => {
                self.disk_full = true;
                let wait = self.dice.between(100, 5_000);
                self.after(wait, |world| world.disk_full = false);
            }
            (Act::Stall, _) => self.stall(),
            (Act::Cut, _) => self.cut_one(),
            (act, Some(tab)) => self.do_in_tab(act, tab),
            _ => {}
        }
    }

    fn choose(&mut self) -> Option<Act> {
        let total = self.plan.acts.iter().map(|(_, weight)| weight).sum();
        let mut at = self.dice.below(total);
        for (act, weight) in &self.plan.acts {
            match at.checked_sub(*weight) {
                Some(left) => at = left,
                None => return Some(*act),
            }
        }
        None
    }

    fn do_in_tab(&mut self, act: Act, id: TabId) {
        let browser = self.tabs[&id].browser;
        let rooms: Vec<RoomId> = self.tabs[&id].client.state.rooms.keys().copied().collect();
        match (act, self.dice.pick(&rooms)) {
            (Act::Darken, _) => {
                let until = self.now() + self.dice.between(200, 20_000);
                self.browsers[browser].dark_until = until;
                if let Some(wire) = self.tabs[&id].wire {
                    self.network.cut(wire, true, true);
                    self.hang_up_later(wire);
                }
            }
            (Act::Offline, _) => {
                self.go_offline(id);
                let wait = self.dice.between(50, 20_000);
                self.after(wait, move |world| world.wake_tab(id));
            }
            (Act::Reload, _) => {
                // Another beside it, or the same anew.
                if self.plan.tabs == 1 || self.dice.one_in(2) {
                    self.close_tab(id);
                }
                let wait = self.dice.below(5_000);
                self.after(wait, move |world| world.open_page(browser));
            }
            (Act::SignOut, _) => {
                let token = self.browsers[browser].token;
                self.order(browser, Change::SignOut { token }, |_, _| {});
            }
            (Act::Settle, _) => self.settle_refused(id),
            (Act::MakeRoom, _) => {
                let maker = self.browsers[browser].user;
                let kinds = [RoomKind::Open, RoomKind::Closed, RoomKind::Closed];
                let kind = self.dice.pick(&kinds).unwrap_or(RoomKind::Open);
                self.create_room(id, Change::CreateRoom { maker, kind });
            }
            (act, Some(room)) => self.do_in_room(act, id, room),
            _ => {}
        }
    }

    fn do_in_room(&mut self, act: Act, id: TabId, room: RoomId) {
        let browser = self.tabs[&id].browser;
        let user = self.browsers[browser].user;
        match act {
            Act::Send => self.write_message(id, room),
            Act::Read => self.act(id, |client| client.read(room)),
            Act::Load => self.look_around(id, room),
            Act::OpenThread => self.open_thread(id, room),
            Act::Flood => self.flood(id, room),
            Act::Shorten => self.shorten(id, room),
            Act::LoadMembers => self.load_members(id, room),
            Act::Type => self.act(id, |client| client.notify_typing(room.into())),
            Act::Join | Act::Leave => {
                let people: Vec<_> = self.disk.people.keys().copied().collect();
                let other = self.dice.pick(&people).unwrap_or(user);
                let actor = user;
                let change = if act == Act::Join {
                    let user = other;
                    Change::AddMember { actor, room, user }
                } else {
                    let user = if self.dice.one_in(2) { user } else { other };
                    Change::RemoveMember { actor, room, user }
                };
                self.order(browser, change, |_, _| {});
            }
            Act::DeleteRoom => {
                let actor = user;
                self.order(browser, Change::DeleteRoom { actor, room }, |_, _| {});
            }
            Act::Edit | Act::Delete | Act::React => {
                let Some(message) = self.pick_message(id, room) else {
                    return;
                };
                let command = match act {
                    Act::Edit => {
                        let body = format!("edited at {}", self.now());
                        Command::Edit { message, body }
                    }
                    Act::Delete => Command::Delete { message },
                    _ => Command::React {
                        message,
                        emoji: self.dice.pick(&EMOJI).unwrap_or_default().to_owned(),
                        on: !self.dice.one_in(3),
                    },
                };
                self.command(id, command);
            }
            Act::MarkUnread => {
                let seq = self
                    .dice
                    .between(1, self.disk.head(StreamId::Room(room)) + 1);
                let thread = None;
                self.command(id, Command::MarkUnread { room, thread, seq });
            }
            Act::Draft => {
                let body = match self.dice.below(3) {
                    0 => String::new(),
                    _ => format!("begun at {}", self.now()),
                };
                // No two clocks agree.
                let skew = self.dice.below(4_000) as i64 - 2_000;
                let edited_at = Timestamp(self.clock().millis() + skew);
                let draft = Draft {
                    room,
                    body,
                    edited_at,
                    ..Draft::default()
                };
                self.command(id, Command::Draft { draft });
            }
            _ => {}
        }
    }

    /// One of the messages that a tab shows of a room and of the thread beside it.
    fn pick_message(&mut self, id: TabId, room: RoomId) -> Option<MessageId> {
        let state = self.tabs.get(&id)?.client.state.rooms.get(&room)?;
        let thread = state.thread.iter();
        let thread = thread.flat_map(|open| open.timeline.messages());
        let messages = state.timeline.messages().chain(thread);
        let messages: Vec<MessageId> = messages.map(|message| message.id).collect();
        self.dice.pick(&messages)
    }

    /// Opens a thread beside the room.
    fn open_thread(&mut self, id: TabId, room: RoomId) {
        let Some(message) = self.pick_message(id, room) else {
            return;
        };
        let root = self.disk.message(message).and_then(|it| it.reply_to);
        let root = root.unwrap_or(message);
        let limit = self.plan.page;
        self.act(id, |client| {
            client.state.open_thread(room, root);
            Vec::new()
        });
        let thread = Some(root);
        self.load(
            id,
            Conversation { room, thread },
            PageRequest::Newest { limit },
        );
    }

    /// Gives a command, as a frame or as a request.
    fn command(&mut self, id: TabId, command: Command) {
        let browser = self.tabs[&id].browser;
        if self.dice.one_in(2) {
            let user = self.browsers[browser].user;
            return self.order(browser, Change::Command { user, command }, |_, _| {});
        }
        match command {
            // A browser keeps an edit in its outbox; here one that is lost is given up.
            Command::Edit { message, body } => {
                let frame = ClientFrame::Command {
                    id: CommandId::Text("edit".to_owned()),
                    command: Command::Edit { message, body },
                };
                self.transmit(id, &frame);
            }
            Command::Delete { message } => self.act(id, |client| client.delete(message)),
            Command::React { message, emoji, on } => {
                self.act(id, |client| client.react(message, emoji, on));
            }
            Command::MarkUnread { room, thread, seq } => {
                let at = Conversation { room, thread };
                self.act(id, |client| client.mark_unread(at, seq));
            }
            Command::Draft { draft } => self.act(id, |client| client.draft(draft)),
            Command::Send(_)
            | Command::Read { .. }
            | Command::ReadThread { .. }
            | Command::Follow { .. }
            | Command::Unknown => {}
        }
    }

    fn write_message(&mut self, id: TabId, room: RoomId) {
        for _ in 0..self.dice.between(1, 3) {
            let Some(tab) = self.tabs.get(&id) else {
                return;
            };
            let browser = tab.browser;
            self.messages_made += 1;
            let (at, number) = (self.clock(), self.messages_made);
            // As a UUIDv7: the time, then what makes it one of its own.
            let bits = ((at.millis() as u128) << 80) | u128::from(number);
            let client_id = ClientId(Uuid::from_u128(bits));
            let body = format!("message {number}");
            let reply_to = if self.dice.one_in(4) {
                self.pick_message(id, room)
            } else {
                None
            };
            let sent = Sent {
                user: self.browsers[browser].user,
                browser,
                tab: id,
                kept: false,
                room,
                body: body.clone(),
                retried: false,
                discarded: false,
                excused: false,
            };
            self.book.sends.insert(client_id, sent);
            let pending = PendingMessage {
                client_id,
                room,
                body,
                attachments: Vec::new(),
                edits: None,
                reply_to,
                at,
                state: PendingState::Waiting,
            };
            self.act(id, |client| client.send(pending));
        }
    }

    fn flood(&mut self, id: TabId, room: RoomId) {
        let browser = self.tabs[&id].browser;
        let user = self.browsers[browser].user;
        if !self.server.up || self.server.stopping {
            return;
        }
        for _ in 0..self.dice.between(50, 150) {
            self.messages_made += 1;
            let client_id = ClientId(Uuid::from_u128(self.messages_made.into()));
            let body = format!("message {}", self.messages_made);
            let sent = Sent {
                user,
                browser,
                tab: id,
                kept: false,
                room,
                body: body.clone(),
                retried: true,
                discarded: false,
                // A program that does not ask again.
                excused: true,
            };
            self.book.sends.insert(client_id, sent);
            let command = Command::Send(NewMessage {
                client_id,
                room,
                body,
                reply_to: None,
                attachments: Vec::new(),
            });
            self.enqueue(Change::Command { user, command }, |_, _| {});
        }
    }

    fn shorten(&mut self, id: TabId, room: RoomId) {
        let tab = self.tabs.get_mut(&id);
        let room = tab.and_then(|tab| tab.client.state.rooms.get_mut(&room));
        if let Some(room) = room.filter(|room| room.timeline.is_long()) {
            room.timeline.trim();
        }
    }

    /// Tries again what was refused, or throws it away.
    fn settle_refused(&mut self, id: TabId) {
        let browser = self.tabs[&id].browser;
        let stored = self.browsers[browser].storage.values();
        let refused: Vec<ClientId> = stored
            .filter(|pending| matches!(pending.state, PendingState::Refused(_)))
            .map(|pending| pending.client_id)
            .collect();
        let Some(message) = self.dice.pick(&refused) else {
            return;
        };
        let again = self.dice.one_in(2);
        if let Some(sent) = self.book.sends.get_mut(&message) {
            sent.retried |= again;
            sent.discarded |= !again;
        }
        self.act(id, |client: &mut Client| {
            if again {
                client.try_again(message)
            } else {
                client.discard(message)
            }
        });
    }

    /// Scrolls, or jumps to a place in history.
    fn look_around(&mut self, id: TabId, room: RoomId) {
        let timeline = &self.tabs[&id].client.state.rooms[&room].timeline;
        let head = self.disk.head(StreamId::Room(room));
        let limit = self.plan.page;
        let mut loads = vec![PageRequest::Newest { limit }];
        if let Some(before) = timeline
            .first()
            .filter(|_| timeline.older && timeline.loaded)
        {
            loads.push(PageRequest::Older { before, limit });
        }
        if let Some(after) = timeline.last().filter(|_| timeline.newer) {
            loads.push(PageRequest::Newer { after, limit });
        }
        let seq = self.dice.between(1, head + 1);
        loads.push(PageRequest::Around { seq, limit });
        if let Some(load) = self.dice.pick(&loads) {
            self.load(id, room, load);
        }
    }

    /// A client does not read for a while.
    fn stall(&mut self) {
        let ids: Vec<WireId> = self.server.lines.keys().copied().collect();
        let until = self.now() + self.dice.between(100, 8_000);
        if let Some(line) = self.dice.pick(&ids)
            && let Some(line) = self.server.lines.get_mut(&line)
        {
            line.stuck_until = until;
        }
    }

    /// A connection is cut, in one direction or in both; whether its ends hear of it is another matter.
    fn cut_one(&mut self) {
        let wires: Vec<WireId> = self.tabs.values().filter_map(|tab| tab.wire).collect();
        let Some(wire) = self.dice.pick(&wires) else {
            return;
        };
        let ways = [(true, true), (true, false), (false, true)];
        let (up, down) = self.dice.pick(&ways).unwrap_or((true, true));
        self.network.cut(wire, up, down);
        if self.dice.one_in(2) {
            self.hang_up_later(wire);
        }
    }
}
