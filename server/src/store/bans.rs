use super::{
    Store, StoreError,
    change::{Change, Tx},
    passwords, people, sessions,
};
use app::{
    model::{Person, StreamId, UserId},
    protocol::EventKind,
};

impl Store {
    /// Shuts a person out of the workspace: their sessions end, and they can do nothing until it is lifted. They stay
    /// in their rooms, so that all is as it was when it is.
    ///
    /// `Forbidden` for who is no administrator, and for oneself: so there is always an administrator left. `NotFound`
    /// where there is no such person.
    pub(crate) async fn ban(&self, actor: UserId, user: UserId) -> Result<(), StoreError> {
        let banned = true;
        self.writer
            .submit(SetBan {
                actor,
                user,
                banned,
            })?
            .await
    }

    /// Lets a person in again who was banned. Errors as for [`Store::ban`].
    pub(crate) async fn lift_ban(&self, actor: UserId, user: UserId) -> Result<(), StoreError> {
        let banned = false;
        self.writer
            .submit(SetBan {
                actor,
                user,
                banned,
            })?
            .await
    }
}

struct SetBan {
    actor: UserId,
    user: UserId,
    banned: bool,
}

impl Change for SetBan {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let mut person = another(tx, self.actor, self.user).await?;
        if person.banned == self.banned {
            return Ok(());
        }
        let banned_at = self.banned.then_some(tx.at.0);
        sqlx::query!(
            "UPDATE people SET banned_at = ? WHERE id = ?",
            banned_at,
            self.user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        if self.banned {
            shut_out(tx, self.user).await?;
        }
        person.banned = self.banned;
        let changed = EventKind::PersonChanged { person };
        tx.emit(StreamId::Workspace, self.actor, changed).await?;
        Ok(())
    }
}

/// Somebody whom an administrator is about to shut out or let in. `Forbidden` for who is no administrator, and for
/// oneself: so there is always an administrator left.
pub(super) async fn another(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
) -> Result<Person, StoreError> {
    people::administrator(&mut *tx.connection, actor).await?;
    if actor == user {
        return Err(StoreError::Forbidden);
    }
    people::person(&mut *tx.connection, user).await
}

/// Ends all ways in that a person has.
pub(super) async fn shut_out(tx: &mut Tx<'_>, user: UserId) -> Result<(), StoreError> {
    passwords::forget_reset(&mut *tx.connection, user).await?;
    sessions::end_all(tx, user, None).await
}
