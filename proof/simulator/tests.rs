//! Runs many seeds, with and without planted faults.

use super::{
    model::fault::{FAULTS, Fault},
    world::World,
};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

/// The number of runs if `HUBBUB_SIM_RUNS` is not set.
const RUNS: u64 = 10_000;
/// Each planted fault is found within this many runs.
const RUNS_TO_FIND: u64 = 3_000;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn run(seed: u64, steps: Option<u64>, fault: Option<Fault>) -> Result<(), String> {
    World::new(seed, steps, fault, false).run()
}

/// Returns the first of `runs` seeds whose run fails. Uses a thread per processor.
fn first_failure(from: u64, runs: u64, fault: Option<Fault>) -> Option<(u64, String)> {
    let (next, end) = (AtomicU64::new(from), AtomicU64::new(from + runs));
    let look = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end.load(Ordering::Relaxed) {
                return None;
            }
            if let Err(violation) = run(seed, None, fault) {
                end.fetch_min(seed, Ordering::Relaxed);
                return Some((seed, violation));
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(look)).collect();
        let found = workers.into_iter().filter_map(|worker| worker.join().ok()?);
        found.min_by_key(|(seed, _)| *seed)
    })
}

/// Returns the fewest steps with which the run still fails.
fn shortest(seed: u64) -> Option<u64> {
    (0..100).find(|steps| run(seed, Some(*steps), None).is_err())
}

fn tell(seed: u64) -> String {
    let steps = number("HUBBUB_SIM_STEPS").or_else(|| shortest(seed));
    let mut world = World::new(seed, steps, None, true);
    let violation = world.run().err().unwrap_or_default();
    let steps = steps.map(|steps| format!("HUBBUB_SIM_STEPS={steps} "));
    format!(
        "{}\n{violation}\nReplay: HUBBUB_SIM_SEED={seed} {}cargo test -p server -p app --features app/ssr --lib simulator",
        world.story(),
        steps.unwrap_or_default(),
    )
}

#[test]
fn every_screen_agrees_whatever_fails() {
    let (from, runs) = match number("HUBBUB_SIM_SEED") {
        Some(seed) => (seed, 1),
        None => (0, number("HUBBUB_SIM_RUNS").unwrap_or(RUNS)),
    };
    if let Some((seed, violation)) = first_failure(from, runs, None) {
        panic!("seed {seed}: {violation}\n{}", tell(seed));
    }
}

#[test]
fn every_planted_fault_is_found() {
    for fault in FAULTS {
        let found = first_failure(0, RUNS_TO_FIND, Some(fault));
        let (seed, violation) = found.unwrap_or_else(|| panic!("{fault:?} is not found"));
        println!("{fault:?} is found with seed {seed}: {violation}");
    }
}

#[test]
fn a_seed_means_the_same_run_each_time() {
    let story = |seed| {
        let mut world = World::new(seed, None, None, true);
        world.run().map(|()| world.story())
    };
    assert_eq!(story(7), story(7));
}
