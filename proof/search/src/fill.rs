//! Fills a data folder: the program makes the workspace, and its messages are written into the database at once, without the
//! index, as in a database of an older version.

use crate::{
    Failure,
    language::{Language, Zipf},
    server_process::{ServerProcess, email},
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use sqlx::{ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{path::Path, time::Instant};
use uuid::Uuid;

/// Number of people. The last one is a guest.
pub(crate) const PEOPLE: usize = 300;
/// Number of rooms: most are open, some are closed, and the last three are those of the guest.
const ROOMS: usize = 200;
const OPEN_ROOMS: usize = 140;
const GUEST_ROOMS: usize = 3;
/// The messages are from the last three years.
const YEARS_MS: i64 = 3 * 365 * 86_400_000;
/// Messages in one transaction.
const BATCH: usize = 20_000;
/// The seed of the language, the same in all parts of the benchmark.
pub(crate) const SEED: u64 = 7;

/// Fills a folder with so many messages.
pub(crate) async fn fill(folder: &Path, messages: usize) -> Result<(), Failure> {
    let begun = Instant::now();
    std::fs::create_dir_all(folder)?;
    let server = ServerProcess::start(folder).await?;
    server.first_run().await?;
    server.stop().await?;
    let file = folder.join("hubbub.sqlite3");
    let options = SqliteConnectOptions::new().filename(file);
    let mut database = options.foreign_keys(false).connect().await?;
    let mut random = StdRng::seed_from_u64(SEED);
    let language = Language::new(&mut random);
    sqlx::query("BEGIN").execute(&mut database).await?;
    let people = people(&mut database).await?;
    let rooms = rooms(&mut database, &people, &mut random).await?;
    sqlx::query("COMMIT").execute(&mut database).await?;
    let (by_room, by_person) = (Zipf::new(rooms.len()), Zipf::new(people.len()));
    let now = i64::try_from(std::time::SystemTime::UNIX_EPOCH.elapsed()?.as_millis())?;
    let mut seqs = vec![10_i64; rooms.len()];
    let mut bytes = 0;
    for number in 0..messages {
        if number % BATCH == 0 {
            sqlx::query("BEGIN").execute(&mut database).await?;
        }
        let room = by_room.draw(&mut random);
        let at = now - YEARS_MS + i64::try_from(number)? * (YEARS_MS / i64::try_from(messages)?);
        let body = language.message(&mut random);
        bytes += body.len();
        seqs[room] += 1;
        sqlx::query(
            "INSERT INTO messages (id, room, seq, author, client_id, body, at, in_room) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        )
        .bind(Uuid::now_v7())
        .bind(rooms[room])
        .bind(seqs[room])
        .bind(people[by_person.draw(&mut random)])
        .bind(Uuid::now_v7())
        .bind(body)
        .bind(at)
        .execute(&mut database)
        .await?;
        if number % BATCH == BATCH - 1 || number == messages - 1 {
            sqlx::query("COMMIT").execute(&mut database).await?;
        }
    }
    for (room, seq) in rooms.iter().zip(seqs) {
        // The log has none of these events: it was trimmed.
        sqlx::query("INSERT OR REPLACE INTO streams (id, seq, trimmed) VALUES (?1, ?2, ?2)")
            .bind(room)
            .bind(seq)
            .execute(&mut database)
            .await?;
    }
    // Older versions have no index. Without this table's row it is built at the next start.
    let _ = sqlx::query("DELETE FROM message_index_state")
        .execute(&mut database)
        .await;
    let seconds = begun.elapsed().as_secs();
    println!("{messages} messages with {bytes} bytes of text in {seconds} s");
    Ok(())
}

/// Adds people with the password of the administrator, and returns all.
async fn people(database: &mut SqliteConnection) -> Result<Vec<Uuid>, Failure> {
    for person in 1..PEOPLE {
        let guest = i64::from(person == PEOPLE - 1);
        sqlx::query(
            "INSERT INTO people (id, name, skeleton, email, email_key, password_hash, role, guest, created_at)
             SELECT ?1, ?2, ?2, ?3, ?3, password_hash, 'member', ?4, created_at FROM people LIMIT 1",
        )
        .bind(Uuid::now_v7())
        .bind(format!("Person {person}"))
        .bind(email(person))
        .bind(guest)
        .execute(&mut *database)
        .await?;
    }
    Ok(sqlx::query_scalar("SELECT id FROM people ORDER BY id")
        .fetch_all(database)
        .await?)
}

/// Adds rooms with their members, and returns all.
async fn rooms(
    database: &mut SqliteConnection,
    people: &[Uuid],
    random: &mut StdRng,
) -> Result<Vec<Uuid>, Failure> {
    let mut rooms: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM rooms")
        .fetch_all(&mut *database)
        .await?;
    while rooms.len() < ROOMS {
        let (id, number) = (Uuid::now_v7(), rooms.len());
        let kind = if number < OPEN_ROOMS {
            "open"
        } else {
            "closed"
        };
        sqlx::query("INSERT INTO rooms (id, name, kind, created_at) VALUES (?, ?, ?, 0)")
            .bind(id)
            .bind(format!("Room {number}"))
            .bind(kind)
            .execute(&mut *database)
            .await?;
        rooms.push(id);
    }
    for (number, room) in rooms.iter().enumerate() {
        for (place, person) in people.iter().enumerate() {
            let is_guest = place == people.len() - 1;
            let inside = match is_guest {
                true => number >= ROOMS - GUEST_ROOMS,
                false => number < OPEN_ROOMS || random.random_ratio(1, 10),
            };
            if inside {
                sqlx::query("INSERT OR IGNORE INTO memberships (room, person) VALUES (?, ?)")
                    .bind(room)
                    .bind(person)
                    .execute(&mut *database)
                    .await?;
            }
        }
    }
    Ok(rooms)
}
