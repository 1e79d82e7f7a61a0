//! Password hashes, and the links by which a person sets a new password.

use super::{Store, StoreError, now, people, sessions};
use crate::{store::engine::change::Tx, token::TokenHash};
use protocol::{Timestamp, User, UserId, boot::SessionEnd};
use sqlx::{SqliteConnection, types::Uuid};

/// How long a reset link is valid.
const RESET_MS: i64 = 24 * 60 * 60 * 1000;
/// A person who asks for a reset link again within this time gets none: nobody floods their mailbox.
const OWN_RESET_MS: i64 = 2 * 60 * 1000;

/// Change of a person's own password.
pub(crate) struct ChangePassword {
    pub(crate) user: UserId,
    /// The hash that the current password was verified against.
    pub(crate) verified: String,
    pub(crate) password_hash: String,
    /// The only session that does not end.
    pub(crate) session: TokenHash,
}

/// New password set by a reset link.
pub(crate) struct ResetPassword {
    /// The link's token.
    pub(crate) token: TokenHash,
    pub(crate) password_hash: String,
    /// The session that starts.
    pub(crate) session: TokenHash,
}

impl Store {
    /// Changes a person's password and ends their other sessions. Fails with `WrongPassword` if the password has changed
    /// since it was verified.
    pub(crate) async fn change_password(&self, change: ChangePassword) -> Result<(), StoreError> {
        submit!(self, change_password(change)).await
    }

    /// Stores a reset link for a person, in place of any earlier one.
    ///
    /// Fails with `Forbidden` unless the actor is an administrator, for the actor themselves (who changes their password
    /// by knowing it) and for a banned person; with `NotFound` if there is no such person.
    pub(crate) async fn make_reset(
        &self,
        actor: UserId,
        user: UserId,
        token: TokenHash,
    ) -> Result<(), StoreError> {
        submit!(self, make_reset(actor, user, token)).await
    }

    /// Returns whether a reset link is valid.
    pub(crate) async fn has_reset(&self, token: TokenHash) -> Result<bool, StoreError> {
        let mut view = self.view().await?;
        let person = person_of(&mut view, token, now().0).await?;
        Ok(person.is_some())
    }

    /// Sets a new password by a reset link, which becomes invalid, ends the person's sessions and starts a new one. Fails
    /// with `NotFound` if the link is invalid.
    pub(crate) async fn reset_password(&self, reset: ResetPassword) -> Result<User, StoreError> {
        submit!(self, reset_password(reset)).await
    }
}

impl Store {
    /// Makes a reset link for the person with an e-mail address, and returns the person. `None` if there is no such person,
    /// if they cannot sign in, or if they got a link a moment ago.
    pub(crate) async fn make_own_reset(
        &self,
        email: String,
        token: TokenHash,
    ) -> Result<Option<User>, StoreError> {
        submit!(self, make_own_reset(email, token)).await
    }
}

async fn make_own_reset(
    tx: &mut Tx<'_>,
    email: String,
    token: TokenHash,
) -> Result<Option<User>, StoreError> {
    let Some(known) = people::credentials_of(tx, &email).await? else {
        return Ok(None);
    };
    let user = known.user;
    if people::acting(tx, user).await.is_err() {
        return Ok(None);
    }
    let lately = tx.at.0 - OWN_RESET_MS;
    let recent = sqlx::query_scalar!(
        "SELECT 1 FROM resets WHERE person = ? AND created_at > ?",
        user.0,
        lately
    )
    .fetch_optional(&mut **tx)
    .await?;
    if recent.is_some() {
        return Ok(None);
    }
    let at = tx.at;
    keep_reset(tx, user, token, at).await?;
    people::user_of(tx, user).await.map(Some)
}

/// Invalidates all reset links.
pub(super) async fn forget_all_resets(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM resets")
        .execute(connection)
        .await?;
    Ok(())
}

/// Stores the hash of a reset link's token, in place of the person's earlier link.
pub(super) async fn keep_reset(
    connection: &mut SqliteConnection,
    user: UserId,
    token: TokenHash,
    at: Timestamp,
) -> Result<(), StoreError> {
    let hash = token.as_slice();
    sqlx::query!(
        "INSERT INTO resets (person, token_hash, created_at) VALUES (?, ?, ?)
         ON CONFLICT (person) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at",
        user.0,
        hash,
        at.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Invalidates a person's reset link.
pub(super) async fn forget_reset(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM resets WHERE person = ?", user.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Returns the person whom a reset link is for. `None` if the link is unknown or too old.
async fn person_of(
    connection: &mut SqliteConnection,
    token: TokenHash,
    at: i64,
) -> Result<Option<UserId>, StoreError> {
    let (hash, oldest) = (token.as_slice(), at - RESET_MS);
    let person = sqlx::query_scalar!(
        r#"SELECT person AS "person: Uuid" FROM resets WHERE token_hash = ? AND created_at > ?"#,
        hash,
        oldest
    )
    .fetch_optional(connection)
    .await?;
    Ok(person.map(UserId))
}

/// Stores a password. Ends the person's sessions except one, and invalidates their reset link: a person who knew
/// the old password must not keep access.
async fn set(
    tx: &mut Tx<'_>,
    user: UserId,
    password_hash: &str,
    except: Option<TokenHash>,
    cause: SessionEnd,
) -> Result<(), StoreError> {
    sqlx::query!(
        "UPDATE people SET password_hash = ? WHERE id = ?",
        password_hash,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    forget_reset(tx, user).await?;
    sessions::end_all(tx, user, except, cause).await
}

async fn change_password(tx: &mut Tx<'_>, change: ChangePassword) -> Result<(), StoreError> {
    people::acting(tx, change.user).await?;
    let stored = people::password_hash(tx, change.user).await?;
    if stored != change.verified {
        return Err(StoreError::WrongPassword);
    }
    let cause = SessionEnd::PasswordChanged;
    set(
        tx,
        change.user,
        &change.password_hash,
        Some(change.session),
        cause,
    )
    .await
}

async fn make_reset(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
    token: TokenHash,
) -> Result<(), StoreError> {
    people::administrator(tx, actor).await?;
    if actor == user {
        return Err(StoreError::Forbidden);
    }
    people::acting(tx, user).await?;
    let at = tx.at;
    keep_reset(tx, user, token, at).await
}

async fn reset_password(tx: &mut Tx<'_>, reset: ResetPassword) -> Result<User, StoreError> {
    let at = tx.at.0;
    let user = person_of(tx, reset.token, at).await?;
    let user = user.ok_or(StoreError::NotFound)?;
    let cause = SessionEnd::PasswordReset;
    set(tx, user, &reset.password_hash, None, cause).await?;
    sessions::start(tx, user, reset.session).await?;
    people::user_of(tx, user).await
}
