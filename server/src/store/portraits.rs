//! The pictures of people.

use super::{Store, StoreError, people};
use crate::store::engine::change::Tx;
use protocol::{Person, UserId};

impl Store {
    /// Sets or removes the name of a person's picture.
    pub(crate) async fn set_picture(
        &self,
        user: UserId,
        picture: Option<String>,
    ) -> Result<(), StoreError> {
        submit!(self, set_picture(user, picture)).await
    }
}

async fn set_picture(
    tx: &mut Tx<'_>,
    user: UserId,
    picture: Option<String>,
) -> Result<(), StoreError> {
    let before = people::acting(tx, user).await?;
    if before.picture == picture {
        return Ok(());
    }
    sqlx::query!(
        "UPDATE people SET picture = ? WHERE id = ?",
        picture,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    people::tell(tx, user, Person { picture, ..before }).await
}
