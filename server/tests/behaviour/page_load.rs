//! Pages that many readers load at once.

use crate::support::{Program, TestPerson};
use futures::{StreamExt as _, stream};
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;

/// Readers who load pages at the same time.
const READERS: usize = 8;
/// The most growth of memory between a hundred pages and a thousand more, in megabytes.
const GROWTH_MB: u64 = 48;
/// The end of a complete page.
const END: &str = "__INCOMPLETE_CHUNKS=[];</script>";

/// A program with a room of messages, and the paths of pages that Ada can open.
async fn open(folder: &TempDir) -> (Program, TestPerson, Vec<String>) {
    let program = Program::start(folder.path()).await;
    let ada = TestPerson::first_run(program.address).await;
    let room = ada.everyone().await;
    for number in 0..50 {
        let body = format!("**{number}** {}", "word ".repeat(200));
        let path = format!("/api/rooms/{room}/messages");
        ada.post(&path, &json!({ "body": body })).await;
    }
    let paths = ["/threads", "/nowhere", "/rooms/nonsense"];
    let mut paths = paths.map(str::to_owned).to_vec();
    paths.push(format!("/rooms/{room}"));
    paths.push(format!("/rooms/{room}/at/20"));
    (program, ada, paths)
}

async fn load(ada: &TestPerson, path: &str) -> String {
    let request = ada.request(Method::GET, path);
    let answer = request.header("accept", "text/html").send().await;
    answer.expect("an answer").text().await.expect("all of it")
}

/// Loads the pages in turns, `count` in all, and checks that each is whole.
async fn load_all(ada: &TestPerson, paths: &[String], count: usize) {
    let loads = paths.iter().cycle().take(count);
    stream::iter(loads)
        .for_each_concurrent(READERS, async |path| {
            let page = load(ada, path).await;
            assert!(page.ends_with(END), "{path} is cut");
        })
        .await;
}

#[tokio::test]
async fn pages_loaded_by_many_at_once_are_whole_and_leave_nothing_behind() {
    let folder = TempDir::new().expect("a folder");
    let (program, ada, paths) = open(&folder).await;
    let mut lengths = Vec::new();
    for path in &paths {
        lengths.push(load(&ada, path).await.len());
    }
    load_all(&ada, &paths, 100).await;
    let before = program.memory_mb();
    load_all(&ada, &paths, 1000).await;
    for (path, length) in paths.iter().zip(lengths) {
        assert_eq!(load(&ada, path).await.len(), length, "{path}");
    }
    assert_eq!(program.logged("panicked"), Vec::<String>::new());
    if let (Some(before), Some(after)) = (before, program.memory_mb()) {
        assert!(after < before + GROWTH_MB, "{before} MB grew to {after} MB");
    }
}

#[tokio::test]
async fn readers_who_leave_in_the_middle_of_a_page_leave_nothing_behind() {
    let folder = TempDir::new().expect("a folder");
    let (program, ada, paths) = open(&folder).await;
    load_all(&ada, &paths, 100).await;
    let before = program.memory_mb();
    let loads = paths.iter().cycle().take(500);
    stream::iter(loads)
        .for_each_concurrent(READERS, async |path| {
            let request = ada.request(Method::GET, path);
            let answer = request.header("accept", "text/html").send().await;
            let mut answer = answer.expect("an answer");
            assert!(answer.chunk().await.expect("some of it").is_some());
        })
        .await;
    load_all(&ada, &paths, READERS).await;
    assert_eq!(program.logged("panicked"), Vec::<String>::new());
    if let (Some(before), Some(after)) = (before, program.memory_mb()) {
        assert!(after < before + GROWTH_MB, "{before} MB grew to {after} MB");
    }
}
