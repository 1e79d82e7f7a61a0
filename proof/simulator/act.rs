//! Random acts: actions of people, and failures.

mod messages;

use super::{
    model::{browser::TabId, disk::Change, network::WireId, plan::Act},
    world::World,
};
use protocol::{
    ClientFrame, Command, CommandId, Conversation, Draft, RoomId, RoomKind, StreamId, Timestamp,
};

const EMOJI: [&str; 3] = ["👍", "🎉", "❤️"];

impl World {
    pub(crate) fn do_something(&mut self) {
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
                // Instead of the tab, or beside it.
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
                // The clocks of devices differ.
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

    /// Sends a command as a frame or as a request.
    fn command(&mut self, id: TabId, command: Command) {
        let browser = self.tabs[&id].browser;
        if self.dice.one_in(2) {
            let user = self.browsers[browser].user;
            return self.order(browser, Change::Command { user, command }, |_, _| {});
        }
        match command {
            // A browser keeps an edit in its outbox; here a lost one is not repeated.
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

    /// Lets a client not read for a while.
    fn stall(&mut self) {
        let ids: Vec<WireId> = self.server.connections.keys().copied().collect();
        let until = self.now() + self.dice.between(100, 8_000);
        if let Some(id) = self.dice.pick(&ids)
            && let Some(connection) = self.server.connections.get_mut(&id)
        {
            connection.blocked_until = until;
        }
    }

    /// Cuts a connection in one direction or in both. Its ends may or may not be told.
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
