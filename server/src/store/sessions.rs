//! Sessions of signed-in people.

use super::{
    Store, StoreError, now,
    people::{self, role},
};
use crate::{store::engine::change::Tx, token::TokenHash};
use locale::Language;
use protocol::{User, UserId, boot::SessionEnd};
use sqlx::SqliteConnection;

const HOUR_MS: i64 = 60 * 60 * 1000;
/// A session ends when nobody has used it for this long.
const IDLE_MS: i64 = 365 * 24 * HOUR_MS;
/// How long the cause of a session's end is known.
const CAUSE_MS: i64 = 90 * 24 * HOUR_MS;
/// The most rows that [`remove_old`] removes at a time.
const REMOVED: i64 = 100;

/// Removes the rows of a table whose time is `$age` milliseconds ago or earlier, the oldest first.
macro_rules! remove_old {
    ($tx:ident, $table:literal, $time:literal, $age:expr) => {
        let oldest = $tx.at.0 - $age;
        sqlx::query!(
            "DELETE FROM "
                + $table
                + " WHERE token_hash IN (SELECT token_hash FROM "
                + $table
                + " WHERE "
                + $time
                + " <= ? ORDER BY "
                + $time
                + " LIMIT ?)",
            oldest,
            REMOVED
        )
        .execute(&mut **$tx)
        .await?;
    };
}

impl Store {
    /// Starts a session. `known` is the password's hash that was checked, if one was. `Banned` or `Deactivated` if the
    /// person is shut out, `WrongPassword` if the password was changed since.
    pub(crate) async fn sign_in(
        &self,
        user: UserId,
        token: TokenHash,
        known: Option<String>,
    ) -> Result<(), StoreError> {
        submit!(self, sign_in(user, token, known)).await
    }

    /// Ends a session and its connections.
    pub(crate) async fn sign_out(&self, token: TokenHash) -> Result<(), StoreError> {
        submit!(self, sign_out(token)).await
    }

    /// Returns why a session that does not exist any more has ended.
    pub(crate) async fn session_end(&self, token: TokenHash) -> Result<SessionEnd, StoreError> {
        let hash = token.as_slice();
        let name = sqlx::query_scalar!(
            "SELECT cause FROM ended_sessions WHERE token_hash = ?",
            hash
        )
        .fetch_optional(&self.readers)
        .await?;
        name.map_or(Ok(SessionEnd::Expired), |name| cause(&name))
    }

    /// Returns the person who is signed in with this token, and the language that they have chosen.
    pub(crate) async fn session_user(
        &self,
        token: TokenHash,
    ) -> Result<Option<(User, Option<Language>)>, StoreError> {
        let (hash, oldest) = (token.as_slice(), now().0 - IDLE_MS);
        let row = sqlx::query!(
            "SELECT p.id, p.name, p.email, p.role, p.guest, p.language, s.last_seen_at
               FROM sessions s JOIN people p ON p.id = s.person WHERE s.token_hash = ? AND s.last_seen_at > ?",
            hash,
            oldest
        )
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        if row.last_seen_at < now().0 - HOUR_MS {
            // Nobody waits for this: if the writer is busy, the next request tries again.
            drop(submit!(self, touch(token)));
        }
        let user = User {
            id: UserId(row.id),
            name: row.name,
            email: row.email,
            role: role(&row.role, row.guest)?,
        };
        let language = row.language.as_deref().and_then(Language::from_code);
        Ok(Some((user, language)))
    }
}

/// Returns the person of a session.
pub(super) async fn person(
    connection: &mut SqliteConnection,
    token: TokenHash,
) -> Result<Option<UserId>, StoreError> {
    let hash = token.as_slice();
    let person = sqlx::query_scalar!("SELECT person FROM sessions WHERE token_hash = ?", hash)
        .fetch_optional(connection)
        .await?;
    Ok(person.map(UserId))
}

/// Starts a session. `Banned` or `Deactivated` if the person is shut out.
pub(super) async fn start(
    tx: &mut Tx<'_>,
    user: UserId,
    token: TokenHash,
) -> Result<(), StoreError> {
    let person = people::person(tx, user).await?;
    if person.banned {
        return Err(StoreError::Banned);
    }
    if person.deactivated {
        return Err(StoreError::Deactivated);
    }
    remove_old!(tx, "sessions", "last_seen_at", IDLE_MS);
    let hash = token.as_slice();
    sqlx::query!(
        "INSERT INTO sessions (token_hash, person, created_at, last_seen_at) VALUES (?, ?, ?, ?)",
        hash,
        user.0,
        tx.at.0,
        tx.at.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ends all sessions of a person but one, and their connections. `cause` is stored, so that the page to sign in can say it.
pub(super) async fn end_all(
    tx: &mut Tx<'_>,
    user: UserId,
    except: Option<TokenHash>,
    cause: SessionEnd,
) -> Result<(), StoreError> {
    remove_old!(tx, "ended_sessions", "ended_at", CAUSE_MS);
    let except = except.as_ref().map(TokenHash::as_slice);
    let cause = cause_name(cause)?;
    sqlx::query!(
        "INSERT INTO ended_sessions (token_hash, cause, ended_at)
           SELECT token_hash, ?3, ?4 FROM sessions WHERE person = ?1 AND token_hash IS NOT ?2",
        user.0,
        except,
        cause,
        tx.at.0
    )
    .execute(&mut **tx)
    .await?;
    let tokens = sqlx::query_scalar!(
        "DELETE FROM sessions WHERE person = ? AND token_hash IS NOT ? RETURNING token_hash",
        user.0,
        except
    )
    .fetch_all(&mut **tx)
    .await?;
    for token in tokens {
        let token = TokenHash::try_from(token.as_slice());
        tx.end(token.map_err(|_| StoreError::Corrupt("session"))?);
    }
    Ok(())
}

fn cause_name(cause: SessionEnd) -> Result<&'static str, StoreError> {
    match cause {
        SessionEnd::PasswordChanged => Ok("password_changed"),
        SessionEnd::PasswordReset => Ok("password_reset"),
        SessionEnd::Banned => Ok("banned"),
        SessionEnd::Deactivated => Ok("deactivated"),
        // Nothing is stored of these.
        SessionEnd::SignedOut | SessionEnd::Expired => Err(StoreError::Corrupt("end of a session")),
    }
}

fn cause(name: &str) -> Result<SessionEnd, StoreError> {
    match name {
        "password_changed" => Ok(SessionEnd::PasswordChanged),
        "password_reset" => Ok(SessionEnd::PasswordReset),
        "banned" => Ok(SessionEnd::Banned),
        "deactivated" => Ok(SessionEnd::Deactivated),
        _ => Err(StoreError::Corrupt("end of a session")),
    }
}

async fn sign_in(
    tx: &mut Tx<'_>,
    user: UserId,
    token: TokenHash,
    known: Option<String>,
) -> Result<(), StoreError> {
    // It was checked before this change was queued, and the password may have been changed since.
    if let Some(known) = known
        && known != people::password_hash(tx, user).await?
    {
        return Err(StoreError::WrongPassword);
    }
    start(tx, user, token).await
}

async fn sign_out(tx: &mut Tx<'_>, token: TokenHash) -> Result<(), StoreError> {
    let hash = token.as_slice();
    sqlx::query!("DELETE FROM sessions WHERE token_hash = ?", hash)
        .execute(&mut **tx)
        .await?;
    tx.end(token);
    Ok(())
}

async fn touch(tx: &mut Tx<'_>, token: TokenHash) -> Result<(), StoreError> {
    let hash = token.as_slice();
    sqlx::query!(
        "UPDATE sessions SET last_seen_at = ? WHERE token_hash = ?",
        tx.at.0,
        hash
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
