//! Changes to a person's profile and role.

use super::{Store, StoreError, bans, guests, lookalikes, people};
use crate::store::engine::change::Tx;
use protocol::{Person, Role, RoomId, UserId, request::ProfileChange};

impl Store {
    /// Changes a person's own profile, whose texts the caller has validated. Emits no event if nothing changes.
    pub(crate) async fn change_profile(
        &self,
        user: UserId,
        profile: ProfileChange,
    ) -> Result<(), StoreError> {
        submit!(self, change_profile(user, profile)).await
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
        submit!(self, set_role(actor, user, role, keep, join_code)).await
    }
}

async fn change_profile(
    tx: &mut Tx<'_>,
    user: UserId,
    profile: ProfileChange,
) -> Result<(), StoreError> {
    let before = people::acting(tx, user).await?;
    if let Some(language) = profile.language {
        // Nobody else sees it.
        sqlx::query!(
            "UPDATE people SET language = ? WHERE id = ?",
            language,
            user.0
        )
        .execute(&mut **tx)
        .await?;
    }
    let person = Person {
        name: profile.name.unwrap_or_else(|| before.name.clone()),
        title: profile.title.unwrap_or_else(|| before.title.clone()),
        time_zone: profile
            .time_zone
            .unwrap_or_else(|| before.time_zone.clone()),
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
        user.0
    )
    .execute(&mut **tx)
    .await?;
    people::tell(tx, user, person).await
}

async fn set_role(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
    role: Role,
    keep: Vec<RoomId>,
    join_code: Option<String>,
) -> Result<(), StoreError> {
    people::administrator(tx, actor).await?;
    let mut person = people::person(tx, user).await?;
    if person.role == role {
        return Ok(());
    }
    // An administrator who demotes someone else remains one: only stepping down can remove the last.
    if actor == user && !has_other_administrator(tx, user).await? {
        return Err(StoreError::LastAdministrator);
    }
    if role == Role::Guest || person.role == Role::Administrator {
        bans::end_links(tx, &person, join_code.as_deref()).await?;
    }
    let (role_name, guest) = (people::role_name(role), role == Role::Guest);
    sqlx::query!(
        "UPDATE people SET role = ?, guest = ? WHERE id = ?",
        role_name,
        guest,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    let was_guest = person.role == Role::Guest;
    person.role = role;
    people::tell(tx, actor, person).await?;
    match (was_guest, guest) {
        (false, true) => guests::become_guest(tx, actor, user, &keep).await,
        (true, false) => guests::become_member(tx, actor, user).await,
        _ => Ok(()),
    }
}

/// Returns whether another administrator can sign in: not one who is banned or deactivated.
async fn has_other_administrator(tx: &mut Tx<'_>, user: UserId) -> Result<bool, StoreError> {
    let others = sqlx::query_scalar!(
        "SELECT count(*) FROM people WHERE role = 'administrator' AND banned_at IS NULL
           AND deactivated_at IS NULL AND id <> ?",
        user.0
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(others > 0)
}
