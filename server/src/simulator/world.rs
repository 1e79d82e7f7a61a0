//! A run: everything that it simulates, and its main loop.

use super::{
    act::{ACTS, Act, BIG_ACTS},
    agenda::Agenda,
    book::Book,
    browser::SimulatedBrowser,
    dice::Dice,
    disk::{Change, SimulatedDisk},
    fault::{self, Fault},
    network::Network,
    server::Server,
    tab::{SimulatedTab, TabId},
};
use crate::token::TokenHash;
use protocol::{Role, RoomKind, Timestamp, User, UserId};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::Instant;
use uuid::Uuid;

/// After this long without new acts everything must be at rest, in milliseconds of virtual time.
const REST_MS: u64 = 240_000;

/// The settings of a run, drawn from its seed.
pub(super) struct Plan {
    /// The acts of this run.
    pub(super) acts: Vec<(Act, u64)>,
    /// The number of acts.
    pub(super) steps: u64,
    /// The longest time between two acts, in milliseconds.
    pace: u64,
    /// The most tabs of one browser.
    pub(super) tabs: usize,
    /// Messages in a page of history.
    pub(super) page: usize,
    /// Deliveries that may wait for a connection.
    pub(super) hub_queue: usize,
}

/// Everything in a run.
pub(super) struct World {
    pub(super) dice: Dice,
    pub(super) plan: Plan,
    agenda: Agenda,
    started: Instant,
    pub(super) disk: SimulatedDisk,
    pub(super) backup: Option<SimulatedDisk>,
    pub(super) epochs: u128,
    /// Whether nothing can be stored now.
    pub(super) disk_full: bool,
    pub(super) server: Server,
    pub(super) network: Network,
    pub(super) browsers: Vec<SimulatedBrowser>,
    pub(super) tabs: BTreeMap<TabId, SimulatedTab>,
    pub(super) tabs_made: u64,
    /// Storage jobs and notices between tabs in progress.
    pub(super) under_way: u64,
    pub(super) messages_made: u64,
    sessions_made: u64,
    pub(super) book: Book,
    fault: Option<Fault>,
    /// Nothing fails any more, and there are no new acts.
    pub(super) calm: bool,
    pub(super) violation: Option<String>,
    traced: Option<Vec<String>>,
}

impl World {
    /// Creates the world of a seed. `steps` cuts its run short, `fault` is planted in it.
    pub(super) fn new(seed: u64, steps: Option<u64>, fault: Option<Fault>, traced: bool) -> Self {
        let mut dice = Dice::new(seed);
        let plan = Plan::draw(&mut dice, steps);
        let hub_queue = plan.hub_queue;
        let number = dice.between(2, 3);
        let people: Vec<User> = (1..=number).map(person).collect();
        let mut world = Self {
            dice,
            plan,
            agenda: Agenda::default(),
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
    pub(super) fn new_session(&mut self, browser: usize) -> Change {
        self.sessions_made += 1;
        let mut token: TokenHash = [0; 32];
        token[..8].copy_from_slice(&self.sessions_made.to_le_bytes());
        let browser = &mut self.browsers[browser];
        browser.token = token;
        let user = browser.user;
        Change::SignIn { user, token }
    }

    /// Simulates the run and checks it.
    ///
    /// # Errors
    ///
    /// The violation that was found.
    pub(super) fn run(&mut self) -> Result<(), String> {
        fault::plant(self.fault);
        self.plan_step(0);
        let mut rest = None;
        while let Some(step) = self.agenda.next() {
            step(self);
            if let Some(violation) = self.violation.take() {
                return Err(violation);
            }
            if self.calm {
                if self.is_at_rest() {
                    return self.check_at_rest();
                }
                let until = *rest.get_or_insert(self.now() + REST_MS);
                if self.now() > until {
                    return Err(self.unrest());
                }
            }
        }
        Err("no step is scheduled".to_owned())
    }

    fn plan_step(&mut self, step: u64) {
        let wait = match self.dice.below(4) {
            0 => self.dice.below(self.plan.pace),
            1 => self.dice.below(self.plan.pace / 10 + 1),
            _ => self.dice.below(10),
        };
        self.after(wait, move |world| {
            if step == world.plan.steps {
                return world.calm_down();
            }
            world.do_something();
            world.plan_step(step + 1);
        });
    }

    /// Repairs the network and the disk, and brings everyone back.
    fn calm_down(&mut self) {
        self.trace(|| "all is calm".to_owned());
        self.calm = true;
        self.disk_full = false;
        for browser in &mut self.browsers {
            browser.dark_until = 0;
        }
        let ids: Vec<TabId> = self.tabs.keys().copied().collect();
        for id in ids {
            self.wake_tab(id);
        }
        for browser in 0..self.browsers.len() {
            if self.browsers[browser].tabs.is_empty() {
                self.open_page(browser);
            }
        }
    }

    pub(super) fn now(&self) -> u64 {
        self.agenda.now
    }

    /// The virtual time as the product's code takes it.
    pub(super) fn instant(&self) -> Instant {
        self.started + Duration::from_millis(self.now())
    }

    pub(super) fn at(&mut self, at: u64, step: impl FnOnce(&mut World) + 'static) {
        self.agenda.plan(at, Box::new(step));
    }

    pub(super) fn after(&mut self, wait: u64, step: impl FnOnce(&mut World) + 'static) {
        self.at(self.now() + wait, step);
    }

    pub(super) fn trace(&mut self, words: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.traced {
            lines.push(format!("{:>7} {}", self.agenda.now, short(&words())));
        }
    }

    /// Returns the trace, one line per step.
    pub(super) fn story(&self) -> String {
        self.traced
            .iter()
            .flatten()
            .fold(String::new(), |all, line| all + line + "\n")
    }
}

impl Plan {
    /// Leaves some acts out of each run, so that some runs have much of a few acts.
    fn draw(dice: &mut Dice, steps: Option<u64>) -> Self {
        let mut acts: Vec<(Act, u64)> = Vec::new();
        for (act, weight) in ACTS {
            if act == Act::Send || !dice.one_in(3) {
                acts.push((act, weight));
            }
        }
        let big = dice.one_in(40);
        if big {
            acts.extend(BIG_ACTS);
        }
        let drawn = dice.between(10, 60);
        Self {
            acts,
            steps: steps.unwrap_or(drawn),
            tabs: if dice.one_in(3) { 2 } else { 1 },
            page: if big { 200 } else { 4 },
            pace: dice.pick(&[20, 300, 3_000, 10_000]).unwrap_or(300),
            hub_queue: dice.pick(&[1, 2, 4, 64]).unwrap_or(64),
        }
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
