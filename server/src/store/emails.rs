//! Changes of e-mail addresses, with which people sign in.

use super::{Store, StoreError, people};
use crate::{email_key::email_key, store::engine::change::Tx};
use protocol::{EventKind, StreamId, UserId};

/// Change of a person's own e-mail address.
pub(crate) struct ChangeEmail {
    pub(crate) user: UserId,
    /// The hash that the person's password was verified against.
    pub(crate) verified: String,
    pub(crate) email: String,
}

impl Store {
    /// Changes a person's e-mail address, which the caller has validated. Emits no event if it stays the same.
    ///
    /// Fails with `WrongPassword` if the password has changed since it was verified, and with `EmailTaken` if the address
    /// is another person's, in any spelling.
    pub(crate) async fn change_email(&self, change: ChangeEmail) -> Result<(), StoreError> {
        submit!(self, change_email(change)).await
    }
}

async fn change_email(tx: &mut Tx<'_>, change: ChangeEmail) -> Result<(), StoreError> {
    let ChangeEmail {
        user,
        verified,
        email,
    } = change;
    people::acting(tx, user).await?;
    if people::password_hash(tx, user).await? != verified {
        return Err(StoreError::WrongPassword);
    }
    if people::user_of(tx, user).await?.email == email {
        return Ok(());
    }
    let key = email_key(&email);
    sqlx::query!(
        "UPDATE people SET email = ?, email_key = ? WHERE id = ?",
        email,
        key,
        user.0
    )
    .execute(&mut **tx)
    .await
    .map_err(people::taken)?;
    let changed = EventKind::EmailChanged { email };
    tx.emit(StreamId::User(user), user, changed).await?;
    Ok(())
}
