//! Runs the fuzz targets without a fuzzer: over their seeds, and over some thousands of changed seeds that are the same in
//! every run. A failure prints the number of its case; `HUBBUB_FUZZ_CASE=<number>` runs only that one.

use fuzz::{Mutator, address, client_frame, markdown, search, server_frame};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::PathBuf,
};

const CASES: u64 = 5_000;

#[test]
fn a_session_withstands_arbitrary_frames_from_a_client() {
    smoke("client_frame", client_frame);
}

#[test]
fn a_client_withstands_arbitrary_frames_from_a_server() {
    smoke("server_frame", server_frame);
}

#[test]
fn any_message_is_shown_whole_and_safely() {
    smoke("markdown", markdown);
}

#[test]
fn every_address_parses_back_as_it_was_written() {
    smoke("address", address);
}

#[test]
fn every_search_is_a_query_for_the_index_and_marks_what_it_finds() {
    smoke("search", search);
}

fn smoke(name: &str, target: fn(&str)) {
    let known = seeds(name);
    let dictionary = dictionary(name);
    for seed in &known {
        attempt(target, seed, || format!("{name}: a seed of the corpus"));
    }
    for case in cases() {
        let text = Mutator::new(case).text(&known, &dictionary);
        attempt(target, &text, || format!("{name}: HUBBUB_FUZZ_CASE={case}"));
    }
}

fn cases() -> Box<dyn Iterator<Item = u64>> {
    match std::env::var("HUBBUB_FUZZ_CASE") {
        Ok(case) => Box::new(std::iter::once(case.parse().expect("a number"))),
        Err(_) => Box::new(0..CASES),
    }
}

fn attempt(target: fn(&str), text: &str, which: impl Fn() -> String) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| target(text))) {
        eprintln!("{}\n{text:?}", which());
        resume_unwind(panic);
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn seeds(name: &str) -> Vec<String> {
    let files = fs::read_dir(folder().join("seeds").join(name)).expect("seeds");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    // The order of a folder's files depends on the system.
    paths.sort();
    let read = |path| fs::read_to_string(path).expect("text");
    paths.into_iter().map(read).collect()
}

/// Reads a libFuzzer dictionary: one word per line, in quotes, with `\\` before quotes and backslashes.
fn dictionary(name: &str) -> Vec<String> {
    let path = folder().join("dictionaries").join(format!("{name}.dict"));
    let text = fs::read_to_string(path).expect("a dictionary");
    let word = |line: &str| serde_json::from_str(line).expect("a word in quotes");
    let lines = text.lines().filter(|line| line.starts_with('"'));
    lines.map(word).collect()
}
