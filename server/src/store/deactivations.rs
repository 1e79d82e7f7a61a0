//! Deactivations: a person has left, and may come back.

use super::{Store, StoreError, bans};
use crate::store::engine::change::{Change, Tx};
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
        let change = SetDeactivated {
            actor,
            user,
            deactivated,
            join_code,
        };
        self.writer.submit(change).await
    }
}

struct SetDeactivated {
    actor: UserId,
    user: UserId,
    deactivated: bool,
    join_code: Option<String>,
}

impl Change for SetDeactivated {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = bans::another(tx, self.actor, self.user).await?;
        if before.deactivated == self.deactivated {
            return Ok(());
        }
        let deactivated_at = self.deactivated.then_some(tx.at.0);
        sqlx::query!(
            "UPDATE people SET deactivated_at = ? WHERE id = ?",
            deactivated_at,
            self.user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        if self.deactivated {
            bans::shut_out(tx, &before, self.join_code.as_deref()).await?;
        }
        let person = Person {
            deactivated: self.deactivated,
            ..before
        };
        let changed = EventKind::PersonChanged { person };
        tx.emit(StreamId::Workspace, self.actor, changed).await?;
        Ok(())
    }
}
