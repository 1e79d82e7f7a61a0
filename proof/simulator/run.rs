//! The main loop of a run.

use super::{
    model::{browser::TabId, fault},
    world::World,
};

/// After this long without new acts everything must be at rest, in milliseconds of virtual time.
const REST_MS: u64 = 240_000;

impl World {
    /// Simulates the run and checks it.
    ///
    /// # Errors
    ///
    /// The violation that was found.
    pub(crate) fn run(&mut self) -> Result<(), String> {
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
}
