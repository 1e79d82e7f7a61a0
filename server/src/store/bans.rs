//! Bans: an administrator shuts a person out of the workspace.

use super::{Store, StoreError, guest_invitations, passwords, people, sessions, workspace};
use crate::store::engine::change::Tx;
use protocol::{EventKind, Person, Role, StreamId, UserId};

impl Store {
    /// Bans a person: their sessions end, and they can do nothing until the ban is lifted. They stay in their rooms, so
    /// that lifting the ban restores everything. The guest links that they made end. With a `join_code`, it replaces
    /// the invitation link that they know.
    ///
    /// `Forbidden` if the actor is no administrator or bans themselves, so that there is always an administrator left.
    /// `NotFound` if there is no such person.
    pub(crate) async fn ban(
        &self,
        actor: UserId,
        user: UserId,
        join_code: Option<String>,
    ) -> Result<(), StoreError> {
        let banned = true;
        self.writer
            .submit(move |tx| Box::pin(set_ban(tx, actor, user, banned, join_code)))
            .await
    }

    /// Lifts a person's ban. Errors as for [`Store::ban`].
    pub(crate) async fn lift_ban(&self, actor: UserId, user: UserId) -> Result<(), StoreError> {
        let banned = false;
        let join_code = None;
        self.writer
            .submit(move |tx| Box::pin(set_ban(tx, actor, user, banned, join_code)))
            .await
    }
}

async fn set_ban(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
    banned: bool,
    join_code: Option<String>,
) -> Result<(), StoreError> {
    let mut person = another(tx, actor, user).await?;
    if person.banned == banned {
        return Ok(());
    }
    let banned_at = banned.then_some(tx.at.0);
    sqlx::query!(
        "UPDATE people SET banned_at = ? WHERE id = ?",
        banned_at,
        user.0
    )
    .execute(&mut *tx.connection)
    .await?;
    if banned {
        shut_out(tx, &person, join_code.as_deref()).await?;
    }
    person.banned = banned;
    let changed = EventKind::PersonChanged { person };
    tx.emit(StreamId::Workspace, actor, changed).await?;
    Ok(())
}

/// Returns the person whom an administrator is about to shut out or let back in. `Forbidden` if the actor is no
/// administrator or names themselves, so that there is always an administrator left.
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

/// Ends all the ways in which a person can enter: sessions, password links and the links that they made.
pub(super) async fn shut_out(
    tx: &mut Tx<'_>,
    person: &Person,
    join_code: Option<&str>,
) -> Result<(), StoreError> {
    passwords::forget_reset(&mut *tx.connection, person.id).await?;
    end_links(tx, person, join_code).await?;
    sessions::end_all(tx, person.id, None).await
}

/// Ends the links that a person has made. With a `join_code`, it replaces the invitation link, and the links by which a
/// guest may have come end too.
pub(super) async fn end_links(
    tx: &mut Tx<'_>,
    person: &Person,
    join_code: Option<&str>,
) -> Result<(), StoreError> {
    guest_invitations::withdraw_all_of(&mut *tx.connection, person.id).await?;
    if person.role == Role::Administrator {
        // Each link leads into an account, and the person may know some of them.
        passwords::forget_all_resets(&mut *tx.connection).await?;
    }
    let Some(code) = join_code else {
        return Ok(());
    };
    if person.role == Role::Guest {
        guest_invitations::withdraw_all_known_to(&mut *tx.connection, person.id).await?;
    }
    workspace::set_join_code(&mut *tx.connection, code).await
}
