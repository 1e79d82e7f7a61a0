//! Bans and deactivations: an administrator shuts a person out of the workspace. A person who is deactivated has left, and
//! may come back.

use super::{Store, StoreError, guest_invitations, passwords, people, sessions, workspace};
use crate::store::engine::change::Tx;
use protocol::{Person, Role, UserId, boot::SessionEnd};

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
        submit!(self, shut_out(actor, user, Cause::Ban, true, join_code)).await
    }

    /// Lifts a person's ban. Errors as for [`Store::ban`].
    pub(crate) async fn lift_ban(&self, actor: UserId, user: UserId) -> Result<(), StoreError> {
        submit!(self, shut_out(actor, user, Cause::Ban, false, None)).await
    }

    /// Deactivates a person who has left, or lets them come back. Effects and errors as for [`Store::ban`].
    pub(crate) async fn set_deactivated(
        &self,
        actor: UserId,
        user: UserId,
        deactivated: bool,
        join_code: Option<String>,
    ) -> Result<(), StoreError> {
        let cause = Cause::Deactivation;
        submit!(self, shut_out(actor, user, cause, deactivated, join_code)).await
    }
}

/// Why a person is shut out of the workspace.
enum Cause {
    Ban,
    Deactivation,
}

/// Shuts a person out for a cause, which ends all the ways in which they can enter: sessions, password links and the
/// links that they made. If not `out`, ends the cause.
async fn shut_out(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
    cause: Cause,
    out: bool,
    join_code: Option<String>,
) -> Result<(), StoreError> {
    people::administrator(tx, actor).await?;
    if actor == user {
        return Err(StoreError::Forbidden);
    }
    let before = people::person(tx, user).await?;
    let mut person = before.clone();
    let end = match cause {
        Cause::Ban => {
            person.banned = out;
            SessionEnd::Banned
        }
        Cause::Deactivation => {
            person.deactivated = out;
            SessionEnd::Deactivated
        }
    };
    if person == before {
        return Ok(());
    }
    sqlx::query!(
        "UPDATE people SET banned_at = CASE WHEN ?2 THEN coalesce(banned_at, ?1) END,
                deactivated_at = CASE WHEN ?3 THEN coalesce(deactivated_at, ?1) END
         WHERE id = ?4",
        tx.at.0,
        person.banned,
        person.deactivated,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    if out {
        passwords::forget_reset(tx, user).await?;
        end_links(tx, &person, join_code.as_deref()).await?;
        sessions::end_all(tx, user, None, end).await?;
    }
    people::tell(tx, actor, person).await
}

/// Ends the links that a person has made. With a `join_code`, it replaces the invitation link, and the links by which a
/// guest may have come end too.
pub(super) async fn end_links(
    tx: &mut Tx<'_>,
    person: &Person,
    join_code: Option<&str>,
) -> Result<(), StoreError> {
    guest_invitations::revoke_all_of(tx, person.id).await?;
    if person.role == Role::Administrator {
        // Each link leads into an account, and the person may know some of them.
        passwords::forget_all_resets(tx).await?;
    }
    let Some(code) = join_code else {
        return Ok(());
    };
    if person.role == Role::Guest {
        guest_invitations::revoke_all_known_to(tx, person.id).await?;
    }
    workspace::set_join_code(tx, code).await
}
