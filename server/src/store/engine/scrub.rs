//! Overwrites what removed words leave in the database's file.
//!
//! The index overwrites the words that it removes (`secure-delete`), but not copies of them: when SQLite spreads the rows of a
//! full page over others, the unused part of a page may keep bytes of rows that stood there. A page whose rows all go is
//! overwritten whole. So the rows of the index are deleted and inserted again, in small changes.
//!
//! The index also names each of its pages by the beginning of the page's first word, and keeps that name when the word is
//! removed. Such names are replaced by the first word that is there now.

use super::writer::Writer;
use crate::store::{engine::change::Tx, error::StoreError};
use futures::TryStreamExt as _;
use sqlx::{SqliteConnection, SqlitePool};

/// About the most bytes that one change writes again.
const CHUNK_BYTES: usize = 512 * 1024;

/// Overwrites what words that are removed by now have left. Returns whether there was anything to do.
pub(crate) async fn scrub(writer: &Writer, readers: &SqlitePool) -> Result<bool, StoreError> {
    let state = sqlx::query!("SELECT removals, scrubbed FROM message_index_state")
        .fetch_optional(readers)
        .await?;
    let Some(removals) = state
        .filter(|state| state.removals > state.scrubbed)
        .map(|state| state.removals)
    else {
        return Ok(false);
    };
    for stale in stale_names(readers).await? {
        writer
            .submit(move |tx| Box::pin(async move { rename(tx, &stale).await }))
            .await?;
    }
    writer.submit(|tx| Box::pin(rewrite_names(tx))).await?;
    // A page at the border of two parts keeps rows of one of them. The second time the borders are elsewhere.
    for first_part in [CHUNK_BYTES, CHUNK_BYTES / 2] {
        let (mut next, mut part) = (Some(i64::MIN), first_part);
        while let Some(from) = next {
            next = writer
                .submit(move |tx| Box::pin(rewrite(tx, from, part)))
                .await?;
            part = CHUNK_BYTES;
        }
    }
    writer
        .submit(move |tx| Box::pin(note(tx, removals)))
        .await?;
    Ok(true)
}

/// Writes rows of the index again, from an id on. Returns the id after the last one, or `None` if there are no more.
async fn rewrite(tx: &mut Tx<'_>, from: i64, bytes: usize) -> Result<Option<i64>, StoreError> {
    let mut found = sqlx::query!(
        r#"SELECT id AS "id!", block AS "block!: Vec<u8>" FROM message_index_data WHERE id >= ? ORDER BY id"#,
        from
    )
    .fetch(&mut **tx);
    let (mut rows, mut size) = (Vec::new(), 0);
    while size < bytes
        && let Some(row) = found.try_next().await?
    {
        size += row.block.len();
        rows.push(row);
    }
    drop(found);
    let Some(end) = rows.last().map(|row| row.id) else {
        return Ok(None);
    };
    sqlx::query!(
        "DELETE FROM message_index_data WHERE id BETWEEN ? AND ?",
        from,
        end
    )
    .execute(&mut **tx)
    .await?;
    for row in rows {
        sqlx::query!(
            "INSERT INTO message_index_data (id, block) VALUES (?, ?)",
            row.id,
            row.block
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(end.checked_add(1))
}

/// A name of a page that is not the beginning of the page's first word.
struct StaleName {
    segment: i64,
    name: Vec<u8>,
    page: i64,
}

// The columns of this table have no types, so queries give them some.
async fn stale_names(readers: &SqlitePool) -> Result<Vec<StaleName>, StoreError> {
    let mut rows = sqlx::query!(
        r#"SELECT CAST(i.segid AS INTEGER) AS "segment!: i64", CAST(i.term AS BLOB) AS "name!: Vec<u8>", CAST(i.pgno AS INTEGER) AS "page!: i64",
                  d.block AS "block: Vec<u8>"
           FROM message_index_idx i CROSS JOIN message_index_data d ON d.id = (i.segid << 37) + (i.pgno >> 1)
           WHERE length(i.term) > 0"#
    )
    .fetch(readers);
    let mut stale = Vec::new();
    while let Some(row) = rows.try_next().await? {
        let first = row.block.as_deref().and_then(first_word);
        if first.is_some_and(|first| !first.starts_with(&row.name)) {
            stale.push(StaleName {
                segment: row.segment,
                name: row.name,
                page: row.page,
            });
        }
    }
    Ok(stale)
}

/// Names a page by its first word. Does nothing if the page has changed meanwhile.
async fn rename(tx: &mut Tx<'_>, stale: &StaleName) -> Result<(), StoreError> {
    let block = sqlx::query_scalar!(
        r#"SELECT d.block AS "block: Vec<u8>"
           FROM message_index_idx i CROSS JOIN message_index_data d ON d.id = (i.segid << 37) + (i.pgno >> 1)
           WHERE i.segid = ? AND i.term = ? AND i.pgno = ?"#,
        stale.segment,
        stale.name,
        stale.page
    )
    .fetch_optional(&mut **tx)
    .await?
    .flatten();
    let Some(first) = block.as_deref().and_then(first_word) else {
        return Ok(());
    };
    // Words before it are on earlier pages, so it still tells the pages apart.
    if first > stale.name.as_slice() {
        sqlx::query!(
            "UPDATE message_index_idx SET term = ? WHERE segid = ? AND term = ?",
            first,
            stale.segment,
            stale.name
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Writes the names of all pages again.
async fn rewrite_names(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let connection: &mut SqliteConnection = tx;
    let rows = sqlx::query!(
        r#"SELECT CAST(segid AS INTEGER) AS "segid!: i64", CAST(term AS BLOB) AS "term!: Vec<u8>", CAST(pgno AS INTEGER) AS "pgno!: i64"
           FROM message_index_idx ORDER BY segid, term"#
    )
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM message_index_idx")
        .execute(&mut *connection)
        .await?;
    for row in rows {
        sqlx::query!(
            "INSERT INTO message_index_idx (segid, term, pgno) VALUES (?, ?, ?)",
            row.segid,
            row.term,
            row.pgno
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn note(tx: &mut Tx<'_>, removals: i64) -> Result<(), StoreError> {
    sqlx::query!("UPDATE message_index_state SET scrubbed = ?", removals)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns the first word on a page of the index. A page begins with two numbers of two bytes, of which the second is the length
/// of its first part. After that part stand the places of the words, as numbers of variable length.
fn first_word(page: &[u8]) -> Option<&[u8]> {
    let length = u16::from_be_bytes([*page.get(2)?, *page.get(3)?]);
    let (place, _) = number(page.get(usize::from(length)..)?)?;
    let (length, word) = number(page.get(place..)?)?;
    word.get(..length)
}

/// Reads a number of variable length, as SQLite writes it, of at most 28 bits. Also returns the bytes after it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(4) {
        number = number << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[place + 1..]));
        }
    }
    None
}
