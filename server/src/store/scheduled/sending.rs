use super::{find, post, remove, tell};
use crate::store::{
    StoreError,
    change::{Change, Tx},
    due, members,
};
use app::model::{ClientId, Obstacle, RoomId, UserId};
use sqlx::types::Uuid;

/// Sends what is due, in the order of its times. What cannot be sent stays, marked with why.
pub(in crate::store) struct SendDue;

impl Change for SendDue {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let due = sqlx::query!(
            r#"SELECT author AS "author: Uuid", client_id AS "client_id: Uuid" FROM scheduled
               WHERE obstacle IS NULL AND at <= ? ORDER BY at, client_id LIMIT ?"#,
            tx.at.0,
            due::BATCH
        )
        .fetch_all(&mut *tx.connection)
        .await?;
        for row in due {
            let (author, id) = (UserId(row.author), ClientId(row.client_id));
            let Some(scheduled) = find(&mut *tx.connection, author, id).await? else {
                continue;
            };
            let room = scheduled.room;
            // It refuses before it writes anything.
            match post(author, scheduled).apply(tx).await {
                Ok(_) => remove(tx, author, id).await?,
                Err(refusal) => {
                    let obstacle = met(tx, author, room, refusal).await?;
                    mark(tx, author, id, obstacle).await?;
                }
            }
        }
        Ok(())
    }
}

/// Why a message was refused; what is no refusal stays an error.
async fn met(
    tx: &mut Tx<'_>,
    author: UserId,
    room: RoomId,
    refusal: StoreError,
) -> Result<Obstacle, StoreError> {
    let there = members::is_member(&mut *tx.connection, room, author).await?;
    Ok(match refusal {
        StoreError::NotFound if there => Obstacle::NoThread,
        StoreError::NotFound => Obstacle::NotThere,
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
    let obstacle = word(obstacle);
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

pub(super) fn word(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NotThere => "not_there",
        Obstacle::Archived => "archived",
        Obstacle::ReadOnly => "read_only",
        Obstacle::NoThread => "no_thread",
        Obstacle::NoFile => "no_file",
        Obstacle::Unknown => "unknown",
    }
}

pub(super) fn obstacle(word: &str) -> Result<Obstacle, StoreError> {
    match word {
        "not_there" => Ok(Obstacle::NotThere),
        "archived" => Ok(Obstacle::Archived),
        "read_only" => Ok(Obstacle::ReadOnly),
        "no_thread" => Ok(Obstacle::NoThread),
        "no_file" => Ok(Obstacle::NoFile),
        _ => Err(StoreError::Corrupt("obstacle")),
    }
}
