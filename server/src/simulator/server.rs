//! The server: the real hub, and models of the writer and the connections. All of it goes in a crash; the disk stays.

use super::{
    disk::{Change, Outcome},
    fault::Fault,
    line::{Done, Ending, Line, Source, Work, refused},
    network::WireId,
    world::World,
};
use crate::{hub::Hub, token::TokenHash};
use app::{
    model::{Timestamp, UserId},
    protocol::{CommandId, ErrorCode, ServerFrame},
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

pub(super) type Answer = Result<Outcome, ErrorCode>;
type Respond = Box<dyn FnOnce(&mut World, Answer)>;

/// One life of the server's process.
pub(super) struct Server {
    /// Counts the starts.
    pub(super) life: u64,
    pub(super) up: bool,
    /// Whether it takes no new work, as it is told to stop.
    pub(super) stopping: bool,
    pub(super) hub: Arc<Hub>,
    pub(super) lines: BTreeMap<WireId, Line>,
    queue: VecDeque<(Change, Respond)>,
    writing: bool,
}

/// Changes that may wait for the writer.
const QUEUE: usize = 8;

impl Server {
    pub(super) fn start(life: u64, hub_queue: usize) -> Self {
        Self {
            life,
            up: true,
            stopping: false,
            hub: Arc::new(Hub::new(hub_queue)),
            lines: BTreeMap::new(),
            queue: VecDeque::new(),
            writing: false,
        }
    }

    pub(super) fn is_idle(&self) -> bool {
        let lines = self
            .lines
            .values()
            .all(|line| line.is_idle() && !line.woken);
        self.up && !self.stopping && lines && !self.writing && self.queue.is_empty()
    }

    pub(super) fn unrest(&self) -> String {
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|(id, line)| format!("{id:?} {}", line.unrest()))
            .collect();
        format!(
            "up {}, stopping {}, writing {}, {lines:?}",
            self.up, self.stopping, self.writing
        )
    }
}

/// The writer: between any two of its steps the server may die.
impl World {
    /// Queues a change; `respond` is told what came of it, unless the server dies first.
    pub(super) fn submit(
        &mut self,
        change: Change,
        respond: impl FnOnce(&mut World, Answer) + 'static,
    ) {
        if self.server.queue.len() >= QUEUE {
            return respond(self, Err(ErrorCode::Busy));
        }
        self.server.queue.push_back((change, Box::new(respond)));
        if !self.server.writing {
            self.server.writing = true;
            self.soon(Self::write);
        }
    }

    /// Takes what waits.
    fn write(&mut self) {
        let mut batch: Vec<_> = self.server.queue.drain(..).collect();
        if batch.is_empty() {
            self.server.writing = false;
            return;
        }
        if self.fault == Some(Fault::AckBeforeCommit) {
            let mut early = self.disk.clone();
            let unique = true;
            for (change, respond) in batch.iter_mut() {
                let answer = early.apply(change, self.clock(), unique, &mut Vec::new());
                let respond = std::mem::replace(respond, Box::new(|_, _| {}));
                respond(self, answer);
            }
        }
        if self.fault == Some(Fault::PublishBeforeCommit) {
            let mut events = Vec::new();
            let mut early = self.disk.clone();
            for (change, _) in &batch {
                // What is refused is told when it is committed.
                let _ = early.apply(change, self.clock(), true, &mut events);
            }
            self.publish(events);
        }
        self.soon(move |world| world.commit(batch));
    }

    fn commit(&mut self, batch: Vec<(Change, Respond)>) {
        let (at, unique) = (self.clock(), self.fault != Some(Fault::NoUniqueIndex));
        let (mut events, mut answers) = (Vec::new(), Vec::new());
        for (change, respond) in batch {
            let answer = if self.disk_full {
                Err(ErrorCode::Internal)
            } else {
                self.disk.apply(&change, at, unique, &mut events)
            };
            self.trace(|| format!("commit {change:?}: {answer:?}"));
            self.book.answered(&change, &answer);
            answers.push((respond, answer));
        }
        self.soon(move |world| {
            for (respond, answer) in answers {
                respond(world, answer);
            }
            world.soon(move |world| {
                if world.fault != Some(Fault::PublishBeforeCommit) {
                    world.publish(events);
                }
                world.soon(Self::write);
            });
        });
    }

    fn publish(&mut self, events: Vec<(app::model::StreamId, app::protocol::Event)>) {
        self.server.hub.publish(events);
        self.wake_lines();
    }

    /// Does something in this life of the server, a little later.
    pub(super) fn soon(&mut self, deed: impl FnOnce(&mut World) + 'static) {
        let wait = match self.dice.below(12) {
            0 if !self.calm => self.dice.between(5, 400),
            1..=3 => self.dice.between(1, 5),
            _ => 0,
        };
        let life = self.server.life;
        self.after(wait, move |world| {
            if world.server.life == life && world.server.up {
                deed(world);
            }
        });
    }

    pub(super) fn clock(&self) -> Timestamp {
        Timestamp(1_800_000_000_000 + self.now() as i64)
    }
}

/// The connections.
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
            if now - line.heard > super::line::HEARTBEAT_MS * 5 / 2 {
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

/// Its end and its return.
impl World {
    /// Dies at once: with all that it has not written to disk. What it sent last may still arrive, or not.
    pub(super) fn crash(&mut self) {
        self.trace(|| "the server crashes".to_owned());
        let ids: Vec<WireId> = self.server.lines.keys().copied().collect();
        for id in ids {
            if self.dice.one_in(3) {
                self.network.cut(id, true, true);
                self.hang_up_later(id);
            } else {
                self.close_down(id, None);
            }
        }
        self.server.up = false;
        self.server.stopping = false;
        self.server.lines.clear();
        self.server.queue.clear();
        let wait = self.dice.between(10, 3_000);
        let life = self.server.life;
        self.after(wait, move |world| {
            if world.server.life == life {
                world.boot();
            }
        });
    }

    /// Starts from disk.
    pub(super) fn boot(&mut self) {
        self.trace(|| "the server starts".to_owned());
        let life = self.server.life + 1;
        self.server = Server::start(life, self.plan.hub_queue);
    }

    /// Stops in good order: takes no more, answers what it has taken, and says goodbye.
    pub(super) fn shut_down(&mut self) {
        if !self.server.up || self.server.stopping {
            return;
        }
        self.trace(|| "the server is told to stop".to_owned());
        self.server.stopping = true;
        let wait = self.dice.between(5, 100);
        self.soon_at(wait, |world| {
            let ids: Vec<WireId> = world.server.lines.keys().copied().collect();
            for id in ids {
                if let Some(line) = world.server.lines.get_mut(&id) {
                    let done: Vec<Done> = line.done.drain(..).collect();
                    let user = line.user;
                    for done in done {
                        if let Done::Answer(frame) = done {
                            world.check_sent(user, &frame);
                            world.send_down(id, frame);
                        }
                    }
                }
                world.part(id, Ending::ShuttingDown);
            }
            world.soon_at(50, Self::crash);
        });
    }

    fn soon_at(&mut self, wait: u64, deed: impl FnOnce(&mut World) + 'static) {
        let life = self.server.life;
        self.after(wait, move |world| {
            if world.server.life == life && world.server.up {
                deed(world);
            }
        });
    }

    /// Puts the disk back to a backup, while the server is down.
    pub(super) fn restore(&mut self) {
        let Some(mut backup) = self.backup.clone() else {
            return;
        };
        self.crash();
        self.trace(|| "a backup is restored".to_owned());
        if self.fault != Some(Fault::EpochKept) {
            self.epochs += 1;
            backup.epoch = app::model::Epoch(uuid::Uuid::from_u128(self.epochs));
        }
        self.book.restored(&self.disk, &backup);
        self.disk = backup;
    }
}
