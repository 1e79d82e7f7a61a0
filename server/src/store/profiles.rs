use super::{
    Store, StoreError,
    change::{Change, Tx},
    people,
};
use app::{
    model::{Person, Role, StreamId, UserId},
    protocol::EventKind,
};

/// What a person says of themselves; every field is checked already, and one that is not there stays as it is.
pub(crate) struct ProfileChange {
    pub(crate) user: UserId,
    pub(crate) name: Option<String>,
    /// An empty one takes the title away.
    pub(crate) title: Option<String>,
}

impl Store {
    /// Changes a person's profile. What is so already makes no event.
    pub(crate) async fn change_profile(&self, change: ProfileChange) -> Result<(), StoreError> {
        self.writer.submit(change)?.await
    }

    /// Makes a person an administrator or a member.
    ///
    /// `Forbidden` for who is no administrator, `NotFound` where there is no such person, and `LastAdministrator` for
    /// an administrator's own step down when nobody else is one.
    pub(crate) async fn set_role(
        &self,
        actor: UserId,
        user: UserId,
        role: Role,
    ) -> Result<(), StoreError> {
        self.writer.submit(SetRole { actor, user, role })?.await
    }
}

impl Change for ProfileChange {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = people::acting(&mut *tx.connection, self.user).await?;
        let title = self
            .title
            .map(|title| Some(title).filter(|title| !title.is_empty()));
        let person = Person {
            name: self.name.unwrap_or_else(|| before.name.clone()),
            title: title.unwrap_or_else(|| before.title.clone()),
            ..before
        };
        let same = person.name == before.name && person.title == before.title;
        if same {
            return Ok(());
        }
        sqlx::query!(
            "UPDATE people SET name = ?, title = ? WHERE id = ?",
            person.name,
            person.title,
            self.user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let changed = EventKind::PersonChanged { person };
        tx.emit(StreamId::Workspace, self.user, changed).await?;
        Ok(())
    }
}

struct SetRole {
    actor: UserId,
    user: UserId,
    role: Role,
}

impl Change for SetRole {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        people::administrator(&mut *tx.connection, self.actor).await?;
        let mut person = people::person(&mut *tx.connection, self.user).await?;
        if person.role == self.role {
            return Ok(());
        }
        // Whoever steps another down stays, so only one's own step can be the last.
        if self.actor == self.user && !has_other_administrator(tx, self.user).await? {
            return Err(StoreError::LastAdministrator);
        }
        let role = people::role_name(self.role);
        sqlx::query!("UPDATE people SET role = ? WHERE id = ?", role, self.user.0)
            .execute(&mut *tx.connection)
            .await?;
        person.role = self.role;
        let changed = EventKind::PersonChanged { person };
        tx.emit(StreamId::Workspace, self.actor, changed).await?;
        Ok(())
    }
}

/// Whether somebody else administers the workspace. One who is banned cannot.
async fn has_other_administrator(tx: &mut Tx<'_>, user: UserId) -> Result<bool, StoreError> {
    let others = sqlx::query_scalar!(
        "SELECT count(*) FROM people WHERE role = 'administrator' AND banned_at IS NULL AND id <> ?",
        user.0
    )
    .fetch_one(&mut *tx.connection)
    .await?;
    Ok(others > 0)
}
