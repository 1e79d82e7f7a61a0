//! Measures what a message costs the server.

use crate::{
    Failure, fill::SEED, language::Language, latencies::Latencies, server_process::ServerProcess,
};
use futures::future::try_join_all;
use rand::{SeedableRng as _, rngs::StdRng};
use std::{path::Path, time::Instant};

/// Sends so many messages, one after the other and by 16 people at once.
pub(crate) async fn measure(folder: &Path, messages: usize) -> Result<(), Failure> {
    let server = ServerProcess::start(folder).await?;
    for people in [1, 16] {
        let mut senders = Vec::new();
        for number in 0..people {
            let person = server.sign_in(number + 2).await?;
            let rooms = person.get("/api/rooms").await?;
            let room = rooms[number]["id"].as_str().ok_or("no room")?.to_owned();
            senders.push((person, room));
        }
        let (begun, used) = (Instant::now(), server.processor_time()?);
        let share = messages / people;
        let sending = senders
            .iter()
            .enumerate()
            .map(|(number, (person, room))| async move {
                let mut random = StdRng::seed_from_u64(number as u64 + 100);
                let language = Language::new(&mut StdRng::seed_from_u64(SEED));
                let mut latencies = Latencies::default();
                for _ in 0..share {
                    let body = language.message(&mut random);
                    latencies.add(person.says(room, &body).await?);
                }
                Ok::<_, Failure>(latencies)
            });
        let all = try_join_all(sending).await?;
        let (time, used) = (begun.elapsed(), server.processor_time()? - used);
        let sent = (share * people) as f64;
        println!(
            "{people} at once: {:.0} messages a second, {:.0} µs of processor time each, p50 {:.2} ms, p99 {:.2} ms",
            sent / time.as_secs_f64(),
            used.as_secs_f64() * 1e6 / sent,
            all[0].percentile(50),
            all[0].percentile(99),
        );
    }
    server.stop().await
}
