//! The changes that send scheduled messages.

use super::{
    obstacle::{name, obstacle},
    rows::{find, remove, require, tell},
};
use crate::store::{
    StoreError, engine::change::Tx, fingerprint::Fingerprint, members, plan, post::Post,
};
use protocol::{ClientId, Message, NewMessage, Obstacle, Scheduled, UserId};

/// Returns the message that a scheduled one becomes. `here` are the people notified by `@here`.
async fn post(
    tx: &mut Tx<'_>,
    author: UserId,
    scheduled: Scheduled,
    here: Vec<UserId>,
) -> Result<Post, StoreError> {
    let row = sqlx::query!(
        "SELECT mentions, fingerprint FROM scheduled WHERE author = ? AND client_id = ?",
        author.0,
        scheduled.id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Post {
        author,
        message: NewMessage {
            client_id: scheduled.id,
            room: scheduled.room,
            body: scheduled.body,
            reply_to: scheduled.reply_to,
            also_in_room: scheduled.also_in_room,
            attachments: scheduled.attachments.iter().map(|it| it.id).collect(),
        },
        // The fingerprint of the text that was scheduled first, which may have changed since.
        fingerprint: Fingerprint::from_sql(&row.fingerprint)?,
        mentions: Ok(serde_json::from_str(&row.mentions)?),
        here,
        unattended: true,
    })
}

/// Sends a scheduled message before its time.
pub(super) async fn send_now(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
    active: Vec<UserId>,
) -> Result<Message, StoreError> {
    let scheduled = require(tx, author, id).await?;
    let post = post(tx, author, scheduled, active).await?;
    let sent = post.store(tx).await?;
    remove(tx, author, id).await?;
    Ok(sent.message)
}

/// Sends the messages that are due, in the order of their times. One that cannot be sent stays, marked with the reason.
pub(in crate::store) async fn send_due(
    tx: &mut Tx<'_>,
    active: Vec<UserId>,
) -> Result<(), StoreError> {
    let due = sqlx::query!(
        "SELECT author, client_id FROM scheduled
           WHERE obstacle IS NULL AND at <= ? ORDER BY at, client_id LIMIT ?",
        tx.at.0,
        plan::BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    for row in due {
        let (author, id) = (UserId(row.author), ClientId(row.client_id));
        let Some(scheduled) = find(tx, author, id).await? else {
            continue;
        };
        let room = scheduled.room;
        // `store` writes nothing until no refusal is possible, so a refused message leaves nothing to undo.
        let post = post(tx, author, scheduled, active.clone()).await?;
        match post.store(tx).await {
            Ok(_) => remove(tx, author, id).await?,
            Err(refusal) => {
                let there = members::is_member(tx, room, author).await?;
                let obstacle = obstacle(refusal, there)?;
                mark(tx, author, id, obstacle).await?;
            }
        }
    }
    Ok(())
}

async fn mark(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
    obstacle: Obstacle,
) -> Result<(), StoreError> {
    let obstacle = name(obstacle);
    sqlx::query!(
        "UPDATE scheduled SET obstacle = ? WHERE author = ? AND client_id = ?",
        obstacle,
        author.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    tell(tx, author, id).await
}
