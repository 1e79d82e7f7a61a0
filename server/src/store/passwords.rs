use super::{Store, StoreError, now, people, sessions};
use crate::{
    store::engine::change::{Change, Tx},
    token::TokenHash,
};
use protocol::{Timestamp, User, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// How long a link to set a new password is good for.
const RESET_MS: i64 = 24 * 60 * 60 * 1000;

/// Another password in the place of a person's own.
pub(crate) struct PasswordChange {
    pub(crate) user: UserId,
    /// The hash that the person has shown to know the password of.
    pub(crate) known: String,
    pub(crate) password_hash: String,
    /// The session that stays.
    pub(crate) session: TokenHash,
}

/// A new password by a link that an administrator made.
pub(crate) struct Reset {
    /// The link's token.
    pub(crate) token: TokenHash,
    pub(crate) password_hash: String,
    /// The session that starts.
    pub(crate) session: TokenHash,
}

impl Store {
    /// Changes a person's password, and ends all their sessions but one. `WrongPassword` where the password is another
    /// by now.
    pub(crate) async fn change_password(&self, change: PasswordChange) -> Result<(), StoreError> {
        self.writer.submit_change(change).await
    }

    /// Stores another hash of the same password, unless the password is another by now. Nothing ends by it.
    pub(crate) async fn renew_hash(
        &self,
        user: UserId,
        known: String,
        password_hash: String,
    ) -> Result<(), StoreError> {
        let change = RenewHash {
            user,
            known,
            password_hash,
        };
        self.writer.submit_change(change).await
    }

    /// Makes a link by which a person may set a new password; any before is void.
    ///
    /// `Forbidden` for who is no administrator, for oneself (one's own password is changed by who knows it), and for
    /// who is banned; `NotFound` where there is no such person.
    pub(crate) async fn make_reset(
        &self,
        actor: UserId,
        user: UserId,
        token: TokenHash,
    ) -> Result<(), StoreError> {
        let change = MakeReset { actor, user, token };
        self.writer.submit_change(change).await
    }

    /// Whether a link to set a new password is good.
    pub(crate) async fn has_reset(&self, token: TokenHash) -> Result<bool, StoreError> {
        let mut view = self.view().await?;
        let person = person_of(&mut view, token, now().0).await?;
        Ok(person.is_some())
    }

    /// Sets a new password by a link, which is used up, ends all the person's sessions and starts a new one.
    /// `NotFound` where the link is not good.
    pub(crate) async fn reset_password(&self, reset: Reset) -> Result<User, StoreError> {
        self.writer.submit_change(reset).await
    }
}

/// Makes all links void by which people set new passwords.
pub(super) async fn forget_all_resets(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM resets")
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps what the database knows a link by with which a person may set a new password. Any link before it is void.
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

/// Makes void what link a person has.
pub(super) async fn forget_reset(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM resets WHERE person = ?", user.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whose link this is; none where it is unknown or too old.
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

/// Stores a password. Whoever came in by the one before is out, and so is a link that is still about.
async fn set(
    tx: &mut Tx<'_>,
    user: UserId,
    password_hash: &str,
    except: Option<TokenHash>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "UPDATE people SET password_hash = ? WHERE id = ?",
        password_hash,
        user.0
    )
    .execute(&mut *tx.connection)
    .await?;
    forget_reset(&mut *tx.connection, user).await?;
    sessions::end_all(tx, user, except).await
}

impl Change for PasswordChange {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        people::acting(&mut *tx.connection, self.user).await?;
        let stored = people::password_hash(&mut *tx.connection, self.user).await?;
        if stored != self.known {
            return Err(StoreError::WrongPassword);
        }
        set(tx, self.user, &self.password_hash, Some(self.session)).await
    }
}

struct RenewHash {
    user: UserId,
    known: String,
    password_hash: String,
}

impl Change for RenewHash {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        sqlx::query!(
            "UPDATE people SET password_hash = ? WHERE id = ? AND password_hash = ?",
            self.password_hash,
            self.user.0,
            self.known
        )
        .execute(&mut *tx.connection)
        .await?;
        Ok(())
    }
}

struct MakeReset {
    actor: UserId,
    user: UserId,
    token: TokenHash,
}

impl Change for MakeReset {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        people::administrator(&mut *tx.connection, self.actor).await?;
        if self.actor == self.user {
            return Err(StoreError::Forbidden);
        }
        people::acting(&mut *tx.connection, self.user).await?;
        keep_reset(&mut *tx.connection, self.user, self.token, tx.at).await
    }
}

impl Change for Reset {
    type Output = User;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<User, StoreError> {
        let user = person_of(&mut *tx.connection, self.token, tx.at.0).await?;
        let user = user.ok_or(StoreError::NotFound)?;
        set(tx, user, &self.password_hash, None).await?;
        sessions::start(tx, user, self.session).await?;
        people::user_of(&mut *tx.connection, user).await
    }
}
