//! Deactivations: a person has left, and may come back.

use super::{Store, StoreError, bans};
use crate::store::engine::change::Tx;
use protocol::{EventKind, Person, StreamId, UserId};

impl Store {
    /// Deactivates a person who has left, or lets them come back. Effects and errors as for [`Store::ban`].
    pub(crate) async fn set_deactivated(
        &self,
        actor: UserId,
        user: UserId,
        deactivated: bool,
        join_code: Option<String>,
    ) -> Result<(), StoreError> {
        self.writer
            .submit(move |tx| Box::pin(set_deactivated(tx, actor, user, deactivated, join_code)))
            .await
    }
}

async fn set_deactivated(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
    deactivated: bool,
    join_code: Option<String>,
) -> Result<(), StoreError> {
    let before = bans::another(tx, actor, user).await?;
    if before.deactivated == deactivated {
        return Ok(());
    }
    let deactivated_at = deactivated.then_some(tx.at.0);
    sqlx::query!(
        "UPDATE people SET deactivated_at = ? WHERE id = ?",
        deactivated_at,
        user.0
    )
    .execute(&mut *tx.connection)
    .await?;
    if deactivated {
        bans::shut_out(tx, &before, join_code.as_deref()).await?;
    }
    let person = Person {
        deactivated,
        ..before
    };
    let changed = EventKind::PersonChanged { person };
    tx.emit(StreamId::Workspace, actor, changed).await?;
    Ok(())
}
