//! The changes that schedule a message, change it, and discard it.

use super::rows::{find, remove, require, tell};
use crate::store::{
    StoreError, attachments,
    engine::change::Tx,
    plan,
    post::{self, Post},
    text::Text,
};
use markdown::Mentions;
use protocol::{ClientId, Scheduled, Timestamp, UserId, limits};

/// Result of scheduling a message.
pub(crate) enum Planned {
    New(Scheduled),
    /// It was scheduled before, with this `client_id`.
    Repeated(Scheduled),
    /// It was scheduled before, and was sent since.
    Sent,
}

/// Schedules a message.
pub(super) async fn schedule(
    tx: &mut Tx<'_>,
    post: Post,
    at: Timestamp,
) -> Result<Planned, StoreError> {
    let (author, id) = (post.author, post.message.client_id);
    if let Some(scheduled) = find(tx, author, id).await? {
        let first = sqlx::query_scalar!(
            "SELECT fingerprint FROM scheduled WHERE author = ? AND client_id = ?",
            author.0,
            id.0
        )
        .fetch_one(&mut **tx)
        .await?;
        post.fingerprint.require_same(Some(&first))?;
        return Ok(Planned::Repeated(scheduled));
    }
    if let Some(first) = post::sent_before(tx, author, id).await? {
        post.fingerprint.require_same(first.as_deref())?;
        return Ok(Planned::Sent);
    }
    plan::require_ahead(tx, at)?;
    let root = post.admitted(tx).await?.map(|root| root.id.0);
    let files = attachments::unsent(tx, author, &post.message).await?;
    let mentions = to_json(&post.mentions?)?;
    let fingerprint = post.fingerprint.as_sql();
    sqlx::query!(
        "INSERT INTO scheduled (author, client_id, room, reply_to, also_in_room, body, mentions, at, fingerprint)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        author.0,
        id.0,
        post.message.room.0,
        root,
        post.message.also_in_room,
        post.message.body,
        mentions,
        at.0,
        fingerprint
    )
    .execute(&mut **tx)
    .await?;
    require_bounds(tx, author).await?;
    attachments::set_aside(tx, id, &files).await?;
    tell(tx, author, id).await?;
    require(tx, author, id).await.map(Planned::New)
}

/// Changes a scheduled message.
pub(super) async fn reschedule(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
    text: Option<Result<Text, StoreError>>,
    at: Option<Timestamp>,
) -> Result<Scheduled, StoreError> {
    let before = require(tx, author, id).await?;
    let mut after = before.clone();
    let mut mentions = None;
    if let Some(text) = text {
        let text = text?.admitted(!after.attachments.is_empty())?;
        mentions = Some(to_json(&text.mentions)?);
        after.body = text.body;
    }
    if let Some(at) = at {
        plan::require_ahead(tx, at)?;
        (after.at, after.obstacle) = (at, None);
    }
    if after == before {
        return Ok(after);
    }
    let postponed = at.is_some();
    sqlx::query!(
        "UPDATE scheduled SET body = ?, mentions = coalesce(?, mentions), at = ?, obstacle = CASE WHEN ? THEN NULL ELSE obstacle END
         WHERE author = ? AND client_id = ?",
        after.body,
        mentions,
        after.at.0,
        postponed,
        author.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    if after.body.len() > before.body.len() {
        require_bounds(tx, author).await?;
    }
    tell(tx, author, id).await?;
    Ok(after)
}

/// Discards a scheduled message.
pub(super) async fn unschedule(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
) -> Result<(), StoreError> {
    require(tx, author, id).await?;
    remove(tx, author, id).await
}

/// `TooManyScheduled` or `TooMuchScheduled` if a person has too many scheduled messages: each page that they load has all of
/// them.
async fn require_bounds(tx: &mut Tx<'_>, author: UserId) -> Result<(), StoreError> {
    let waiting = sqlx::query!(
        r#"SELECT count(*) AS "count!: i64", coalesce(sum(length(CAST(body AS BLOB))), 0) AS "bytes!: i64"
           FROM scheduled WHERE author = ?"#,
        author.0
    )
    .fetch_one(&mut **tx)
    .await?;
    if waiting.count > limits::SCHEDULED {
        return Err(StoreError::TooManyScheduled);
    }
    if waiting.bytes > limits::SCHEDULED_BYTES {
        return Err(StoreError::TooMuchScheduled);
    }
    Ok(())
}

/// Returns the mentions in a text as the database stores them.
fn to_json(mentions: &Mentions) -> Result<String, StoreError> {
    Ok(serde_json::to_string(mentions)?)
}
