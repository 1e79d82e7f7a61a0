//! The pictures of people.

use super::{Store, StoreError, people};
use crate::store::engine::change::{Change, Tx};
use protocol::{EventKind, Person, StreamId, UserId};

impl Store {
    /// Sets or removes the name of a person's picture.
    pub(crate) async fn set_picture(
        &self,
        user: UserId,
        picture: Option<String>,
    ) -> Result<(), StoreError> {
        self.writer.submit(SetPicture { user, picture }).await
    }
}

struct SetPicture {
    user: UserId,
    picture: Option<String>,
}

impl Change for SetPicture {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = people::acting(&mut *tx.connection, self.user).await?;
        if before.picture == self.picture {
            return Ok(());
        }
        sqlx::query!(
            "UPDATE people SET picture = ? WHERE id = ?",
            self.picture,
            self.user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let person = Person {
            picture: self.picture,
            ..before
        };
        let changed = EventKind::PersonChanged { person };
        tx.emit(StreamId::Workspace, self.user, changed).await?;
        Ok(())
    }
}
