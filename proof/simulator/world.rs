//! The world of a run: everything that it simulates.

use super::model::{
    agenda::Agenda,
    book::Book,
    browser::{SimulatedBrowser, TabId},
    dice::Dice,
    disk::{Change, SimulatedDisk},
    fault::Fault,
    network::Network,
    plan::Plan,
    server::Server,
    tab::SimulatedTab,
};
use crate::token::TokenHash;
use protocol::{Role, RoomKind, Timestamp, User, UserId};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::Instant;
use uuid::Uuid;

/// Everything in a run.
pub(crate) struct World {
    pub(crate) dice: Dice,
    pub(crate) plan: Plan,
    pub(crate) agenda: Agenda<World>,
    started: Instant,
    pub(crate) disk: SimulatedDisk,
    pub(crate) backup: Option<SimulatedDisk>,
    pub(crate) epochs: u128,
    /// Whether nothing can be stored now.
    pub(crate) disk_full: bool,
    pub(crate) server: Server<World>,
    pub(crate) network: Network,
    pub(crate) browsers: Vec<SimulatedBrowser>,
    pub(crate) tabs: BTreeMap<TabId, SimulatedTab>,
    pub(crate) tabs_made: u64,
    /// Storage jobs and notices between tabs in progress.
    pub(crate) under_way: u64,
    pub(crate) messages_made: u64,
    sessions_made: u64,
    pub(crate) book: Book,
    pub(crate) fault: Option<Fault>,
    /// Nothing fails any more, and there are no new acts.
    pub(crate) calm: bool,
    pub(crate) violation: Option<String>,
    traced: Option<Vec<String>>,
}

impl World {
    /// Creates the world of a seed. `steps` cuts its run short, `fault` is planted in it.
    pub(crate) fn new(seed: u64, steps: Option<u64>, fault: Option<Fault>, traced: bool) -> Self {
        let mut dice = Dice::new(seed);
        let plan = Plan::draw(&mut dice, steps);
        let hub_queue = plan.hub_queue;
        let number = dice.between(2, 3);
        let people: Vec<User> = (1..=number).map(person).collect();
        let mut world = Self {
            dice,
            plan,
            agenda: Agenda::new(),
            started: Instant::now(),
            disk: SimulatedDisk::new(people.clone()),
            backup: None,
            epochs: 1,
            disk_full: false,
            server: Server::start(1, hub_queue),
            network: Network::default(),
            browsers: Vec::new(),
            tabs: BTreeMap::new(),
            tabs_made: 0,
            under_way: 0,
            messages_made: 0,
            sessions_made: 0,
            book: Book::default(),
            fault,
            calm: false,
            violation: None,
            traced: traced.then(Vec::new),
        };
        world.move_in(&people);
        world
    }

    fn move_in(&mut self, people: &[User]) {
        let maker = people[0].id;
        for kind in [RoomKind::Open, RoomKind::Closed] {
            self.put(&Change::CreateRoom { maker, kind });
        }
        for user in people {
            for _ in 0..self.dice.between(1, 2) {
                let browser = self.browsers.len();
                self.browsers.push(SimulatedBrowser::new(user.id, [0; 32]));
                let session = self.new_session(browser);
                self.put(&session);
                self.open_page(browser);
            }
        }
    }

    fn put(&mut self, change: &Change) {
        let made = self.disk.begin(Timestamp(0), true).apply(change);
        made.expect("a new world can be furnished");
    }

    /// Makes a new session for the person of a browser.
    pub(crate) fn new_session(&mut self, browser: usize) -> Change {
        self.sessions_made += 1;
        let mut token: TokenHash = [0; 32];
        token[..8].copy_from_slice(&self.sessions_made.to_le_bytes());
        let browser = &mut self.browsers[browser];
        browser.token = token;
        let user = browser.user;
        Change::SignIn { user, token }
    }

    pub(crate) fn now(&self) -> u64 {
        self.agenda.now
    }

    /// The virtual time as the product's code takes it.
    pub(crate) fn instant(&self) -> Instant {
        self.started + Duration::from_millis(self.now())
    }

    pub(crate) fn at(&mut self, at: u64, step: impl FnOnce(&mut World) + 'static) {
        self.agenda.plan(at, Box::new(step));
    }

    pub(crate) fn after(&mut self, wait: u64, step: impl FnOnce(&mut World) + 'static) {
        self.at(self.now() + wait, step);
    }

    pub(crate) fn trace(&mut self, words: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.traced {
            lines.push(format!("{:>7} {}", self.agenda.now, short(&words())));
        }
    }

    /// Returns the trace, one line per step.
    pub(crate) fn story(&self) -> String {
        self.traced
            .iter()
            .flatten()
            .fold(String::new(), |all, line| all + line + "\n")
    }
}

/// Shortens ids by what they have in common.
fn short(words: &str) -> String {
    let common = ["00000000-0000-", "0000-0000-0000", "00000000"];
    common
        .iter()
        .fold(words.to_owned(), |words, zeros| words.replace(zeros, ""))
}

fn person(number: u64) -> User {
    let name = ["Ada", "Grace", "Linus"][(number as usize - 1) % 3];
    User {
        id: UserId(Uuid::from_u128(number.into())),
        name: name.to_owned(),
        email: format!("{name}@example.com"),
        role: if number == 1 {
            Role::Administrator
        } else {
            Role::Member
        },
    }
}
