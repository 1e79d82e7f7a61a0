//! Changes to a person's profile and role.

use super::{Store, StoreError, bans, guests, lookalikes, people};
use crate::store::engine::change::{Change, Tx};
use protocol::{EventKind, Person, Role, RoomId, StreamId, UserId, request::ProfileChange};

impl Store {
    /// Changes a person's own profile, whose texts the caller has validated. Emits no event if nothing changes.
    pub(crate) async fn change_profile(
        &self,
        user: UserId,
        profile: ProfileChange,
    ) -> Result<(), StoreError> {
        self.writer
            .submit_change(ChangeProfile { user, profile })
            .await
    }

    /// Sets a person's role. A person who becomes a guest leaves the open rooms except those in `keep`; a guest who
    /// becomes a member joins them. A person who loses rights also loses their links, as in [`Store::ban`].
    ///
    /// Fails with `Forbidden` unless the actor is an administrator, with `NotFound` if there is no such person, and with
    /// `LastAdministrator` if the only administrator would step down.
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

struct ChangeProfile {
    user: UserId,
    profile: ProfileChange,
}

impl Change for ChangeProfile {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = people::acting(&mut *tx.connection, self.user).await?;
        let changed = |new: Option<String>, old: &Option<String>| match new {
            Some(new) => Some(new).filter(|new| !new.is_empty()),
            None => old.clone(),
        };
        let person = Person {
            name: self.profile.name.unwrap_or_else(|| before.name.clone()),
            title: changed(self.profile.title, &before.title),
            time_zone: changed(self.profile.time_zone, &before.time_zone),
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
        // An administrator who demotes someone else remains one: only stepping down can remove the last.
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

/// Returns whether another administrator can sign in: not one who is banned or deactivated.
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
