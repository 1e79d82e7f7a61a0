//! The changes that send scheduled messages.

use super::{find, remove, require, tell};
use crate::store::{
    StoreError, engine::change::Tx, fingerprint::Fingerprint, members, plan, post::Post,
};
use protocol::{ClientId, Message, NewMessage, RoomId, Scheduled, UserId};

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
    .fetch_one(&mut *tx.connection)
    .await?;
    let mentions = serde_json::from_str(&row.mentions);
    Ok(Post {
        author,
        message: NewMessage {
            client_id: scheduled.id,
            room: scheduled.room,
            body: scheduled.body,
            reply_to: scheduled.reply_to,
            attachments: scheduled.attachments.iter().map(|it| it.id).collect(),
        },
        // Of the text that the author scheduled first; it may have changed since.
        fingerprint: Fingerprint::from_sql(&row.fingerprint)?,
        mentions: Ok(mentions.map_err(|_| StoreError::Corrupt("mentions"))?),
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
    .fetch_all(&mut *tx.connection)
    .await?;
    for row in due {
        let (author, id) = (UserId(row.author), ClientId(row.client_id));
        let Some(scheduled) = find(&mut *tx.connection, author, id).await? else {
            continue;
        };
        let room = scheduled.room;
        // It writes nothing before it can no longer be refused.
        let post = post(tx, author, scheduled, active.clone()).await?;
        match post.store(tx).await {
            Ok(_) => remove(tx, author, id).await?,
            Err(refusal) => {
                let obstacle = obstacle_of(tx, author, room, refusal).await?;
                mark(tx, author, id, obstacle).await?;
            }
        }
    }
    Ok(())
}

/// Returns the obstacle behind a refusal. Other errors stay errors.
async fn obstacle_of(
    tx: &mut Tx<'_>,
    author: UserId,
    room: RoomId,
    refusal: StoreError,
) -> Result<Obstacle, StoreError> {
    let there = members::is_member(&mut *tx.connection, room, author).await?;
    Ok(match refusal {
        StoreError::NotFound if there => Obstacle::NoThread,
        StoreError::NotFound => Obstacle::NotThere,
        StoreError::Conflict => Obstacle::Conflict,
        StoreError::Archived => Obstacle::Archived,
        StoreError::ReadOnly => Obstacle::ReadOnly,
        StoreError::NoSuchFile => Obstacle::NoFile,
        error => return Err(error),
    })
}

async fn mark(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
    obstacle: Obstacle,
) -> Result<(), StoreError> {
    let obstacle = obstacle.name();
    sqlx::query!(
        "UPDATE scheduled SET obstacle = ? WHERE author = ? AND client_id = ?",
        obstacle,
        author.0,
        id.0
    )
    .execute(&mut *tx.connection)
    .await?;
    tell(tx, author, id).await
}

/// The reason why a message could not be sent at its time.
#[derive(Clone, Copy)]
enum Obstacle {
    /// The author was not in the room, or was shut out of the workspace.
    NotThere,
    /// The author had sent another message with its `client_id`.
    Conflict,
    Archived,
    ReadOnly,
    /// The message that it replies to was deleted.
    NoThread,
    /// A file attached to it was gone.
    NoFile,
}

impl Obstacle {
    /// Returns the obstacle's name in the database.
    fn name(self) -> &'static str {
        match self {
            Self::NotThere => "not_there",
            Self::Conflict => "conflict",
            Self::Archived => "archived",
            Self::ReadOnly => "read_only",
            Self::NoThread => "no_thread",
            Self::NoFile => "no_file",
        }
    }
}

/// Returns the explanation of an obstacle for people, by its name in the database.
pub(super) fn explanation(name: &str) -> Result<String, StoreError> {
    let explanation = match name {
        "not_there" => "You were not in this room at that time.",
        "conflict" => "Another message was sent in its place.",
        "archived" => "This room was archived at that time.",
        "read_only" => "Only administrators wrote in this room at that time.",
        "no_thread" => "The message that it replies to was deleted.",
        "no_file" => "A file that belongs to it was gone.",
        _ => return Err(StoreError::Corrupt("obstacle")),
    };
    Ok(explanation.to_owned())
}
