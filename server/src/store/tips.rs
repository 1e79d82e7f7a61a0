//! Tips for people who are new.

use super::{Store, StoreError};
use crate::store::engine::change::Tx;
use protocol::{EventKind, StreamId, UserId};
use sqlx::SqliteConnection;

impl Store {
    /// Dismisses one of a person's tips for good, or all of them. Emits no event for a tip that they do not have.
    pub(crate) async fn dismiss_tips(
        &self,
        user: UserId,
        tip: Option<String>,
    ) -> Result<(), StoreError> {
        submit!(self, dismiss(user, tip)).await
    }
}

/// Gives a new person their tips.
pub(super) async fn give(
    connection: &mut SqliteConnection,
    user: UserId,
    tips: &[&str],
) -> Result<(), StoreError> {
    for (place, tip) in (0_i64..).zip(tips.iter().copied()) {
        sqlx::query!(
            "INSERT INTO tips (person, place, tip) VALUES (?, ?, ?)",
            user.0,
            place,
            tip
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Returns the tips that a person has not dismissed, in their order.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Vec<String>, StoreError> {
    let tips = sqlx::query_scalar!(
        "SELECT tip FROM tips WHERE person = ? ORDER BY place",
        user.0
    );
    Ok(tips.fetch_all(connection).await?)
}

async fn dismiss(tx: &mut Tx<'_>, user: UserId, tip: Option<String>) -> Result<(), StoreError> {
    let dismissed = sqlx::query_scalar!(
        "DELETE FROM tips WHERE person = ?1 AND (?2 IS NULL OR tip = ?2) RETURNING tip",
        user.0,
        tip
    )
    .fetch_all(&mut **tx)
    .await?;
    for tip in dismissed {
        let dismissed = EventKind::TipDismissed { tip };
        tx.emit(StreamId::User(user), user, dismissed).await?;
    }
    Ok(())
}
