//! The pictures of people.

use super::{Store, StoreError, people};
use crate::store::engine::change::Tx;
use protocol::{EventKind, Person, StreamId, UserId};

impl Store {
    /// Sets or removes the name of a person's picture.
    pub(crate) async fn set_picture(
        &self,
        user: UserId,
        picture: Option<String>,
    ) -> Result<(), StoreError> {
        self.writer
            .submit(move |tx| Box::pin(set_picture(tx, user, picture)))
            .await
    }
}

async fn set_picture(
    tx: &mut Tx<'_>,
    user: UserId,
    picture: Option<String>,
) -> Result<(), StoreError> {
    let before = people::acting(&mut *tx.connection, user).await?;
    if before.picture == picture {
        return Ok(());
    }
    sqlx::query!(
        "UPDATE people SET picture = ? WHERE id = ?",
        picture,
        user.0
    )
    .execute(&mut *tx.connection)
    .await?;
    let person = Person { picture, ..before };
    let changed = EventKind::PersonChanged { person };
    tx.emit(StreamId::Workspace, user, changed).await?;
    Ok(())
}
