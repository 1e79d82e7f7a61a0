//! Counts of the unread messages of many people at once in a room. The number of statements is the same for any number
//! of people, and the room's messages are scanned once for all of them.

use super::{StoreError, from_sql, messages::StoredMessage, to_sql};
use crate::store::engine::{change::Tx, sql, streams};
use protocol::{EventKind, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;
use std::collections::BTreeMap;

/// Counts of unread messages, or a part of them.
#[derive(Clone, Copy, Default)]
struct Counts {
    unread: i64,
    /// Messages that mention everyone.
    calls: i64,
}

/// A person who has not read all of a room.
struct Behind {
    person: UserId,
    read_seq: i64,
    /// Unread messages by others that mention the person by name.
    named: i64,
}

/// Tells those of the people their new counts who are in the room and have not read the message yet.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    message: &StoredMessage,
    concerned: &[UserId],
) -> Result<(), StoreError> {
    if concerned.is_empty() {
        return Ok(());
    }
    let room = message.room;
    let behind = behind(tx, message, concerned).await?;
    let Some(first) = behind.iter().map(|behind| behind.read_seq).min() else {
        return Ok(());
    };
    let room_seq = streams::head(tx, StreamId::Room(room)).await?;
    let all = after_each(tx, room, &behind).await?;
    let own = own(tx, room, first).await?;
    let told = behind.iter().map(|behind| {
        let all = all.get(&behind.read_seq).copied().unwrap_or_default();
        let own = own.get(&behind.person).copied().unwrap_or_default();
        let kind = EventKind::ReadMoved {
            room,
            read_seq: from_sql(behind.read_seq),
            unread: from_sql(all.unread - own.unread),
            mentions: from_sql(behind.named + all.calls - own.calls),
            room_seq,
        };
        (behind.person, kind)
    });
    tx.emit_to_each(told.collect()).await
}

/// Returns those of the people who are in the room and have not read the message.
async fn behind(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
    concerned: &[UserId],
) -> Result<Vec<Behind>, StoreError> {
    let people: Vec<_> = concerned.iter().copied().map(sql::hex).collect();
    let (people, seq) = (sql::json(&people)?, to_sql(message.seq));
    let rows = sqlx::query!(
        r#"SELECT m.person AS "person!", coalesce(r.seq, 0) AS "read_seq!: i64",
                  (SELECT count(*) FROM mentions c JOIN messages t ON t.room = c.room AND t.seq = c.seq
                   WHERE c.room = m.room AND c.person = m.person AND c.seq > coalesce(r.seq, 0)
                     AND t.author <> m.person) AS "named!: i64"
           FROM json_each(?1) k
           CROSS JOIN memberships m ON m.room = ?2 AND m.person = unhex(k.value)
           JOIN people p ON p.id = m.person AND p.banned_at IS NULL AND p.deactivated_at IS NULL
           LEFT JOIN reads r ON r.room = m.room AND r.person = m.person
           WHERE coalesce(r.seq, 0) < ?3"#,
        people,
        message.room.0,
        seq
    )
    .fetch_all(connection)
    .await?;
    let behind = rows.into_iter().map(|row| Behind {
        person: UserId(row.person),
        read_seq: row.read_seq,
        named: row.named,
    });
    Ok(behind.collect())
}

/// Counts the messages after each position: those between two positions are counted, then added up from the end.
async fn after_each(
    connection: &mut SqliteConnection,
    room: RoomId,
    behind: &[Behind],
) -> Result<BTreeMap<i64, Counts>, StoreError> {
    let mut positions: Vec<_> = behind.iter().map(|behind| behind.read_seq).collect();
    positions.sort_unstable();
    positions.dedup();
    let ends = positions.iter().skip(1).copied().chain([i64::MAX]);
    let stretches: Vec<_> = positions.iter().copied().zip(ends).collect();
    let stretches = sql::json(&stretches)?;
    let rows = sqlx::query!(
        r#"SELECT k.value ->> 0 AS "start!: i64",
                  (SELECT count(*) FROM messages m
                   WHERE m.room = ?1 AND m.seq > k.value ->> 0 AND m.seq <= k.value ->> 1
                     AND m.deleted_at IS NULL AND m.in_room = 1) AS "unread!: i64",
                  (SELECT count(*) FROM mentions c
                   WHERE c.room = ?1 AND c.person = zeroblob(16)
                     AND c.seq > k.value ->> 0 AND c.seq <= k.value ->> 1) AS "calls!: i64"
           FROM json_each(?2) k ORDER BY 1 DESC"#,
        room.0,
        stretches
    )
    .fetch_all(connection)
    .await?;
    let mut sum = Counts::default();
    let sums = rows.into_iter().map(|row| {
        sum.unread += row.unread;
        sum.calls += row.calls;
        (row.start, sum)
    });
    Ok(sums.collect())
}

/// Counts, for each author, their own messages after their read position. No position is before `first`.
async fn own(
    connection: &mut SqliteConnection,
    room: RoomId,
    first: i64,
) -> Result<BTreeMap<UserId, Counts>, StoreError> {
    let rows = sqlx::query!(
        r#"SELECT m.author AS "author!", count(*) AS "unread!: i64",
                  sum(EXISTS (SELECT 1 FROM mentions c
                      WHERE c.room = m.room AND c.person = zeroblob(16) AND c.seq = m.seq)) AS "calls!: i64"
           FROM messages m
           WHERE m.room = ?1 AND m.seq > ?2 AND m.deleted_at IS NULL AND m.in_room = 1
             AND m.seq > coalesce((SELECT r.seq FROM reads r WHERE r.room = m.room AND r.person = m.author), 0)
           GROUP BY m.author"#,
        room.0,
        first
    )
    .fetch_all(connection)
    .await?;
    let counts = rows.into_iter().map(|row| {
        let (unread, calls) = (row.unread, row.calls);
        (UserId(row.author), Counts { unread, calls })
    });
    Ok(counts.collect())
}
