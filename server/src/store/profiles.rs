use super::{Store, StoreError, bans, guests, lookalikes, people};
use crate::store::engine::change::{Change, Tx};
use protocol::{EventKind, Person, Role, RoomId, StreamId, UserId};

/// What a person says of themselves; every field is checked already, and one that is not there stays as it is.
pub(crate) struct ProfileChange {
    pub(crate) user: UserId,
    pub(crate) name: Option<String>,
    /// An empty one takes the title away.
    pub(crate) title: Option<String>,
    /// An empty one takes the time zone away.
    pub(crate) time_zone: Option<String>,
}

impl Store {
    /// Changes a person's profile. What is so already makes no event.
    pub(crate) async fn change_profile(&self, change: ProfileChange) -> Result<(), StoreError> {
        self.writer.submit_change(change).await
    }

    /// Sets a person's role. One who becomes a guest leaves the open rooms, but for those to `keep`; one who is no
    /// longer a guest enters them. One who may do less from now on loses their links as in [`Store::ban`].
    ///
    /// `Forbidden` for who is no administrator, `NotFound` where there is no such person, and `LastAdministrator` for
    /// an administrator's own step down when nobody else is one.
    pub(crate) async fn set_role(
        &self,
        actor: UserId,
        user: UserId,
        role: Role,
        keep: Vec<RoomId>,
        join_code: Option<String>,
    ) -> Result<(), StoreError> {
        let change = SetRole {
            actor,
            user,
            role,
            keep,
            join_code,
        };
        self.writer.submit_change(change).await
    }
}

impl Change for ProfileChange {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = people::acting(&mut *tx.connection, self.user).await?;
        let changed = |new: Option<String>, old: &Option<String>| match new {
            Some(new) => Some(new).filter(|new| !new.is_empty()),
            None => old.clone(),
        };
        let person = Person {
            name: self.name.unwrap_or_else(|| before.name.clone()),
            title: changed(self.title, &before.title),
            time_zone: changed(self.time_zone, &before.time_zone),
            ..before.clone()
        };
        if person == before {
            return Ok(());
        }
        let skeleton = lookalikes::likeness(&person.name);
        sqlx::query!(
            "UPDATE people SET name = ?, skeleton = ?, title = ?, time_zone = ? WHERE id = ?",
            person.name,
            skeleton,
            person.title,
            person.time_zone,
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
    keep: Vec<RoomId>,
    join_code: Option<String>,
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
        if self.role == Role::Guest || person.role == Role::Administrator {
            bans::end_links(tx, &person, self.join_code.as_deref()).await?;
        }
        let (role, guest) = (people::role_name(self.role), self.role == Role::Guest);
        sqlx::query!(
            "UPDATE people SET role = ?, guest = ? WHERE id = ?",
            role,
            guest,
            self.user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let was_guest = person.role == Role::Guest;
        person.role = self.role;
        let changed = EventKind::PersonChanged { person };
        tx.emit(StreamId::Workspace, self.actor, changed).await?;
        match (was_guest, guest) {
            (false, true) => guests::become_guest(tx, self.actor, self.user, &self.keep).await,
            (true, false) => guests::become_member(tx, self.actor, self.user).await,
            _ => Ok(()),
        }
    }
}

/// Whether somebody else administers the workspace. One who is shut out cannot.
async fn has_other_administrator(tx: &mut Tx<'_>, user: UserId) -> Result<bool, StoreError> {
    let others = sqlx::query_scalar!(
        "SELECT count(*) FROM people WHERE role = 'administrator' AND banned_at IS NULL
           AND deactivated_at IS NULL AND id <> ?",
        user.0
    )
    .fetch_one(&mut *tx.connection)
    .await?;
    Ok(others > 0)
}
