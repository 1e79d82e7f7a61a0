//! Measures searches.

use crate::{
    Failure,
    fill::{PEOPLE, SEED},
    language::Language,
    latencies::Latencies,
    queries::Kind,
    server_process::{BenchmarkPerson, ServerProcess},
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// Number of people who write at once, each one message after the other.
const WRITERS: usize = 16;

/// Measures each kind of query for so many seconds, by a member and by a guest.
pub(crate) async fn measure(folder: &Path, seconds: usize) -> Result<(), Failure> {
    let server = ServerProcess::start(folder).await?;
    let member = server.sign_in(1).await?;
    let guest = server.sign_in(PEOPLE - 1).await?;
    wait_for_index(&member).await?;
    sizes(folder);
    println!("alone:");
    let alone = measure_all(&member, &guest, seconds).await?;
    let (stop, written) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let writers = start_writers(&server, &stop, &written).await?;
    let begun = Instant::now();
    println!("while {WRITERS} people write:");
    let loaded = measure_all(&member, &guest, seconds).await?;
    let rate = written.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await?;
    }
    println!("{rate:.0} messages a second were written meanwhile");
    let (before, after) = (alone.percentile(99), loaded.percentile(99));
    println!(
        "p99 of all: {before:.1} ms alone, {after:.1} ms under load ({:.2} times)",
        after / before
    );
    server.stop().await
}

/// Waits until all messages are indexed, and says how long it took.
async fn wait_for_index(member: &BenchmarkPerson) -> Result<(), Failure> {
    let begun = Instant::now();
    while member.get("/api/search?q=tea").await?["indexing"] == true {
        sleep(Duration::from_millis(500)).await;
    }
    println!("indexed after {} s", begun.elapsed().as_secs());
    Ok(())
}

/// Prints the sizes of the database's files.
fn sizes(folder: &Path) {
    for name in ["hubbub.sqlite3", "hubbub.sqlite3-wal"] {
        if let Ok(file) = std::fs::metadata(folder.join(name)) {
            println!("{name}: {} MB", file.len() / 1_000_000);
        }
    }
}

async fn measure_all(
    member: &BenchmarkPerson,
    guest: &BenchmarkPerson,
    seconds: usize,
) -> Result<Latencies, Failure> {
    let mut random = StdRng::seed_from_u64(SEED);
    let language = Language::new(&mut random);
    let mut all = Latencies::default();
    for kind in Kind::ALL {
        for (who, person) in [("member", member), ("guest", guest)] {
            if kind == Kind::Narrowed && who == "guest" {
                continue;
            }
            let (mut latencies, mut hits) = (Latencies::default(), 0);
            let until = Instant::now() + Duration::from_secs(seconds as u64);
            while Instant::now() < until {
                let query = kind.query(&language, &mut random);
                let sort = if random.random() { "time" } else { "relevance" };
                let (time, found) = person.searches(&query, sort).await?;
                latencies.add(time);
                all.add(time);
                hits += found;
            }
            println!(
                "  {:<12} {who:<7} {:>6} queries, {:>5.1} results: p50 {:>6.1} ms, p99 {:>6.1} ms, most {:>6.1} ms",
                format!("{kind:?}"),
                latencies.count(),
                hits as f64 / latencies.count() as f64,
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.percentile(100),
            );
        }
    }
    Ok(all)
}

/// Starts people who write as fast as the server takes it.
async fn start_writers(
    server: &ServerProcess,
    stop: &Arc<AtomicBool>,
    written: &Arc<AtomicUsize>,
) -> Result<Vec<tokio::task::JoinHandle<()>>, Failure> {
    let mut writers = Vec::new();
    for number in 0..WRITERS {
        let person = server.sign_in(number + 2).await?;
        let rooms = person.get("/api/rooms").await?;
        let room = rooms[number]["id"].as_str().ok_or("no room")?.to_owned();
        let (stop, written) = (Arc::clone(stop), Arc::clone(written));
        let mut random = StdRng::seed_from_u64(number as u64);
        writers.push(tokio::spawn(async move {
            let language = Language::new(&mut StdRng::seed_from_u64(SEED));
            while !stop.load(Ordering::Relaxed) {
                let body = language.message(&mut random);
                if person.says(&room, &body).await.is_ok() {
                    written.fetch_add(1, Ordering::Relaxed);
                }
            }
        }));
    }
    Ok(writers)
}
