use super::{find, post, remove, tell};
use crate::store::{
    StoreError, due,
    engine::change::{Change, Tx},
    members,
};
use protocol::{ClientId, RoomId, UserId};

/// Sends what is due, in the order of its times. What cannot be sent stays, marked with why.
pub(in crate::store) struct SendDue {
    /// Whom `@here` calls.
    pub(in crate::store) active: Vec<UserId>,
}

impl Change for SendDue {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let due = sqlx::query!(
            "SELECT author, client_id FROM scheduled
               WHERE obstacle IS NULL AND at <= ? ORDER BY at, client_id LIMIT ?",
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
            let post = post(tx, author, scheduled, self.active.clone()).await?;
            match post.apply(tx).await {
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
    let obstacle = obstacle.word();
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

/// Why a message could not be sent at its time.
#[derive(Clone, Copy)]
enum Obstacle {
    /// Its author was not in the room, or shut out of the workspace.
    NotThere,
    /// Its author has sent something else under its `client_id`.
    Conflict,
    Archived,
    ReadOnly,
    /// What it replies to was deleted.
    NoThread,
    /// Something attached to it was gone.
    NoFile,
}

impl Obstacle {
    /// What the database calls it.
    fn word(self) -> &'static str {
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

/// What people are told of an obstacle, by the database's word for it.
pub(super) fn told(word: &str) -> Result<String, StoreError> {
    let told = match word {
        "not_there" => "You were not in this room at that time.",
        "conflict" => "Another message was sent in its place.",
        "archived" => "This room was archived at that time.",
        "read_only" => "Only administrators wrote in this room at that time.",
        "no_thread" => "The message that it replies to was deleted.",
        "no_file" => "A file that belongs to it was gone.",
        _ => return Err(StoreError::Corrupt("obstacle")),
    };
    Ok(told.to_owned())
}
