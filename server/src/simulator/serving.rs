//! The connections at work: each turns to what is ready, in any order.

use super::{
    disk::{Change, Outcome},
    line::{Done, Ending, HEARTBEAT_MS, Line, Source, Work, refused},
    network::WireId,
    world::World,
    writer::Answer,
};
use crate::token::TokenHash;
use protocol::{CommandId, ServerFrame, UserId};

impl World {
    pub(super) fn accept(&mut self, id: WireId, user: UserId, token: TokenHash) {
        let subscription = self.server.hub.enter(user, token);
        let line = Line::new(user, token, subscription, self.now(), self.fault);
        self.server.lines.insert(id, line);
        self.watch_silence(id);
    }

    fn watch_silence(&mut self, id: WireId) {
        self.after(5_000, move |world| {
            let now = world.now();
            let Some(line) = world.server.lines.get(&id) else {
                return;
            };
            if now - line.heard > HEARTBEAT_MS * 5 / 2 {
                world.part(id, Ending::Silent);
            } else {
                world.watch_silence(id);
            }
        });
    }

    pub(super) fn line_hears(&mut self, id: WireId, frame: Option<String>) {
        if let Some(line) = self.server.lines.get_mut(&id) {
            line.inbox.push_back(frame);
            self.wake(id);
        }
    }

    /// Wakes all, since some may have been dismissed.
    pub(super) fn wake_lines(&mut self) {
        let ids: Vec<WireId> = self.server.lines.keys().copied().collect();
        for id in ids {
            self.wake(id);
        }
    }

    /// Wakes those who have a signal waiting.
    fn wake_listeners(&mut self) {
        let lines = self.server.lines.iter();
        let waiting = lines.filter(|(_, line)| !line.subscription.deliveries.is_empty());
        let ids: Vec<WireId> = waiting.map(|(id, _)| *id).collect();
        for id in ids {
            self.wake(id);
        }
    }

    pub(super) fn wake(&mut self, id: WireId) {
        if let Some(line) = self.server.lines.get_mut(&id)
            && !line.woken
        {
            line.woken = true;
            self.soon(move |world| world.turn(id));
        }
    }

    fn turn(&mut self, id: WireId) {
        let now = self.now();
        let Some(line) = self.server.lines.get_mut(&id) else {
            return;
        };
        line.woken = false;
        if line.stuck_until > now {
            line.woken = true;
            let wait = line.stuck_until - now;
            let life = self.server.life;
            self.after(wait, move |world| {
                if world.server.life == life {
                    world.turn(id);
                }
            });
            return;
        }
        let ready = line.ready();
        let Some(source) = self.dice.pick(&ready) else {
            return;
        };
        match line.turn(source, now) {
            Err(ending) => self.part(id, ending),
            Ok(deeds) => {
                let more = ready.len() > 1 || !line.is_idle();
                let (user, token) = (line.user, line.token);
                for frame in deeds.frames {
                    self.check_sent(user, &frame);
                    self.send_down(id, frame);
                }
                for work in deeds.work {
                    self.work(id, user, token, work);
                }
                if more {
                    self.wake(id);
                }
                if matches!(source, Source::Inbox) {
                    self.wake_listeners();
                }
            }
        }
    }

    fn work(&mut self, id: WireId, user: UserId, token: TokenHash, work: Work) {
        match work {
            Work::Standing(greeting) => self.soon(move |world| {
                let signed_in = world.disk.sessions.get(&token) == Some(&user);
                let standing = signed_in.then(|| world.disk.standing(user));
                world.done(id, Done::Standing(greeting, standing));
            }),
            Work::Page(stream, after) => self.soon(move |world| {
                let page = world.disk.page(user, stream, after);
                world.done(id, Done::Page(stream, page));
            }),
            Work::Command(command_id, command) => {
                let change = Change::Command { user, command };
                self.submit(change, move |world, answer| {
                    world.done(id, Done::Answer(answered(command_id, answer)));
                });
            }
        }
    }

    /// Brings a piece of work back to its connection.
    fn done(&mut self, id: WireId, done: Done) {
        self.soon(move |world| {
            if let Some(line) = world.server.lines.get_mut(&id) {
                line.under_way -= 1;
                line.done.push_back(done);
                world.wake(id);
            }
        });
    }

    pub(super) fn part(&mut self, id: WireId, ending: Ending) {
        self.trace(|| format!("{id:?} ends: {ending:?}"));
        if self.server.lines.remove(&id).is_some() {
            self.close_down(id, ending.code());
        }
    }
}

fn answered(id: CommandId, answer: Answer) -> ServerFrame {
    match answer {
        Ok(Outcome {
            stream,
            seq,
            message,
            ..
        }) => ServerFrame::Ack {
            id,
            stream,
            seq,
            message,
        },
        Err(code) => refused(id, code),
    }
}
