//! The connections at work: each handles the inputs that are ready, in any order.

use crate::{
    live::{
        connection::{
            core::{Output, Work, WorkResult},
            ending::Ending,
        },
        session::refusal,
    },
    simulator::{
        model::{
            connection::{Input, SimulatedConnection},
            disk::{Change, ChangeResult},
            network::WireId,
        },
        world::World,
    },
    token::TokenHash,
};
use axum::extract::ws::Utf8Bytes;
use protocol::{CommandId, ServerFrame, UserId, read::read};

/// How often a connection looks at the time, in milliseconds.
const TICK_MS: u64 = 5_000;

impl World {
    pub(crate) fn accept(&mut self, id: WireId, user: UserId, token: TokenHash) {
        let subscription = self.server.hub.enter(user, token);
        let allowance = self.server.allowances.of(user);
        let connection =
            SimulatedConnection::new(user, token, subscription, allowance, self.instant());
        self.server.connections.insert(id, connection);
        self.tick_connection(id);
    }

    fn tick_connection(&mut self, id: WireId) {
        self.after(TICK_MS, move |world| {
            let now = world.instant();
            let Some(connection) = world.server.connections.get_mut(&id) else {
                return;
            };
            let output = connection.core.tick(now);
            world.perform_output(id, output);
            world.tick_connection(id);
        });
    }

    /// Brings a frame to a connection, or the client's close.
    pub(crate) fn connection_receives(&mut self, id: WireId, frame: Option<String>) {
        if let Some(connection) = self.server.connections.get_mut(&id) {
            connection.inbox.push_back(frame);
            self.schedule(id);
        }
    }

    /// Schedules all connections, since some may have been dismissed.
    pub(crate) fn schedule_all(&mut self) {
        let ids: Vec<WireId> = self.server.connections.keys().copied().collect();
        for id in ids {
            self.schedule(id);
        }
    }

    /// Schedules those that a signal was sent to.
    fn schedule_receivers(&mut self) {
        let connections = self.server.connections.iter();
        let waiting = connections.filter(|(_, it)| !it.core.subscription.deliveries.is_empty());
        let ids: Vec<WireId> = waiting.map(|(id, _)| *id).collect();
        for id in ids {
            self.schedule(id);
        }
    }

    pub(crate) fn schedule(&mut self, id: WireId) {
        if let Some(connection) = self.server.connections.get_mut(&id)
            && !connection.is_scheduled
        {
            connection.is_scheduled = true;
            self.soon(move |world| world.turn(id));
        }
    }

    fn turn(&mut self, id: WireId) {
        let (now, instant) = (self.now(), self.instant());
        let Some(connection) = self.server.connections.get_mut(&id) else {
            return;
        };
        connection.is_scheduled = false;
        if connection.blocked_until > now {
            connection.is_scheduled = true;
            let wait = connection.blocked_until - now;
            let life = self.server.life;
            self.after(wait, move |world| {
                if world.server.life == life {
                    world.turn(id);
                }
            });
            return;
        }
        let ready = connection.ready();
        let Some(input) = self.dice.pick(&ready) else {
            return;
        };
        let output = connection.handle(input, instant);
        self.perform_output(id, output);
        let connection = self.server.connections.get(&id);
        if connection.is_some_and(|connection| ready.len() > 1 || !connection.is_idle()) {
            self.schedule(id);
        }
        if matches!(input, Input::Inbox) {
            self.schedule_receivers();
        }
    }

    fn perform_output(&mut self, id: WireId, output: Result<Output, Ending>) {
        let output = match output {
            Ok(output) => output,
            Err(ending) => return self.end(id, ending),
        };
        let Some(connection) = self.server.connections.get_mut(&id) else {
            return;
        };
        connection.in_progress += output.work.len();
        let (user, token) = (connection.user, connection.token);
        for frame in output.frames {
            self.send(id, user, &frame);
        }
        for work in output.work {
            self.start(id, user, token, work);
        }
    }

    fn send(&mut self, id: WireId, user: UserId, text: &Utf8Bytes) {
        let frame = read(text).expect("the client reads every frame");
        self.check_sent(user, &frame);
        self.send_down(id, frame);
    }

    fn start(&mut self, id: WireId, user: UserId, token: TokenHash, work: Work) {
        match work {
            Work::Standing(greeting) => self.soon(move |world| {
                let signed_in = world.disk.sessions.get(&token) == Some(&user);
                let standing = signed_in.then(|| world.disk.standing(user));
                world.finish(id, WorkResult::Standing(greeting, standing));
            }),
            Work::Page { stream, after } => self.soon(move |world| {
                let page = world.disk.page(user, stream, after);
                world.finish(id, WorkResult::Page(stream, page));
            }),
            Work::Command {
                id: command_id,
                command,
            } => {
                let change = Change::Command { user, command };
                self.submit(change, move |world, answer| {
                    world.finish(id, WorkResult::Answer(answered(command_id, answer)));
                });
            }
        }
    }

    /// Brings a result back to its connection.
    fn finish(&mut self, id: WireId, result: WorkResult) {
        self.soon(move |world| {
            if let Some(connection) = world.server.connections.get_mut(&id) {
                connection.in_progress -= 1;
                connection.results.push_back(result);
                world.schedule(id);
            }
        });
    }

    pub(crate) fn end(&mut self, id: WireId, ending: Ending) {
        self.trace(|| format!("{id:?} ends: {ending:?}"));
        if self.server.connections.remove(&id).is_some() {
            self.close_down(id, ending.close().map(|(code, _)| code));
        }
    }
}

fn answered(id: CommandId, answer: ChangeResult) -> ServerFrame {
    match answer {
        Ok(acked) => acked.of(id),
        Err(code) => refusal(Some(id), code),
    }
}
