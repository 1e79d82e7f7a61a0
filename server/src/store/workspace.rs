//! The workspace: its first run, its settings and its invitation code.

use super::{NewPerson, Store, StoreError, from_sql, people, rooms, to_sql};
use crate::store::engine::change::Tx;
use locale::text;
use protocol::{
    EventKind, Role, RoomKind, StreamId, User, UserId, Workspace, request::WorkspaceChanges, tip,
};
use sqlx::SqliteConnection;

impl Store {
    /// Creates the workspace, its first administrator and its first room. Fails with `AlreadySetUp` if there is a
    /// workspace.
    pub(crate) async fn first_run(
        &self,
        name: String,
        join_code: String,
        administrator: NewPerson,
    ) -> Result<User, StoreError> {
        // In the language of the first administrator.
        let room = text().first_room();
        submit!(self, set_up(name, join_code, administrator, room)).await
    }

    /// Returns the workspace with its invitation code. `None` before the first run.
    pub(crate) async fn workspace(&self) -> Result<Option<Workspace>, StoreError> {
        let row = sqlx::query!(
            r#"SELECT name, join_code, link_previews AS "link_previews: bool", file_limit_mb, person_quota_mb,
                   total_quota_mb, coalesce((SELECT sum(bytes) FROM file_usage), 0) AS "used!: i64"
               FROM workspace"#
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|row| Workspace {
            name: row.name,
            link_previews: row.link_previews,
            // The configuration decides.
            mail: false,
            join_code: Some(row.join_code),
            file_limit_mb: from_sql(row.file_limit_mb),
            person_quota_mb: from_sql(row.person_quota_mb),
            total_quota_mb: from_sql(row.total_quota_mb),
            used_mb: Some(from_sql(row.used).div_ceil(1_000_000)),
        }))
    }

    /// Changes the workspace's settings, which the caller has validated. Emits an event if the name changes. Fails with
    /// `Forbidden` unless the actor is an administrator.
    pub(crate) async fn change_workspace(
        &self,
        actor: UserId,
        changes: WorkspaceChanges,
    ) -> Result<(), StoreError> {
        submit!(self, change_workspace(actor, changes)).await
    }

    /// Replaces the invitation code. Fails with `Forbidden` unless the actor is an administrator.
    pub(crate) async fn rotate_join_code(
        &self,
        actor: UserId,
        code: String,
    ) -> Result<(), StoreError> {
        submit!(self, rotate_join_code(actor, code)).await
    }
}

/// Returns the invitation code. `None` before the first run.
pub(super) async fn join_code(
    connection: &mut SqliteConnection,
) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar!("SELECT join_code FROM workspace")
        .fetch_optional(connection)
        .await?)
}

/// Returns the workspace's name. Fails with `NotFound` before the first run.
pub(super) async fn name(connection: &mut SqliteConnection) -> Result<String, StoreError> {
    sqlx::query_scalar!("SELECT name FROM workspace")
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound)
}

async fn set_up(
    tx: &mut Tx<'_>,
    name: String,
    join_code: String,
    administrator: NewPerson,
    room: &'static str,
) -> Result<User, StoreError> {
    // The table holds at most one row: of two requests that race, the second inserts nothing.
    let made = sqlx::query!(
        "INSERT INTO workspace (only, name, join_code) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
        name,
        join_code
    )
    .execute(&mut **tx)
    .await?;
    if made.rows_affected() == 0 {
        return Err(StoreError::AlreadySetUp);
    }
    let [jump, mention, thread] = tip::OF_EVERYONE;
    let tips = [tip::FIRST_STEPS, jump, mention, thread];
    let user = people::admit(tx, administrator, Role::Administrator, &tips).await?;
    let changed = EventKind::WorkspaceChanged { name };
    tx.emit(StreamId::Workspace, user.id, changed).await?;
    rooms::make(tx, user.id, room.to_owned(), RoomKind::Open, true).await?;
    Ok(user)
}

async fn change_workspace(
    tx: &mut Tx<'_>,
    actor: UserId,
    changes: WorkspaceChanges,
) -> Result<(), StoreError> {
    people::administrator(tx, actor).await?;
    let file_limit = changes.file_limit_mb.map(to_sql);
    let person_quota = changes.person_quota_mb.map(to_sql);
    let total_quota = changes.total_quota_mb.map(to_sql);
    sqlx::query!(
        "UPDATE workspace SET link_previews = coalesce(?, link_previews), file_limit_mb = coalesce(?, file_limit_mb),
                person_quota_mb = coalesce(?, person_quota_mb), total_quota_mb = coalesce(?, total_quota_mb)",
        changes.link_previews,
        file_limit,
        person_quota,
        total_quota
    )
    .execute(&mut **tx)
    .await?;
    let before = name(tx).await?;
    let Some(name) = changes.name.filter(|name| *name != before) else {
        return Ok(());
    };
    sqlx::query!("UPDATE workspace SET name = ?", name)
        .execute(&mut **tx)
        .await?;
    let changed = EventKind::WorkspaceChanged { name };
    tx.emit(StreamId::Workspace, actor, changed).await?;
    Ok(())
}

async fn rotate_join_code(tx: &mut Tx<'_>, actor: UserId, code: String) -> Result<(), StoreError> {
    people::administrator(tx, actor).await?;
    set_join_code(tx, &code).await
}

/// Replaces the invitation code.
pub(super) async fn set_join_code(
    connection: &mut SqliteConnection,
    code: &str,
) -> Result<(), StoreError> {
    sqlx::query!("UPDATE workspace SET join_code = ?", code)
        .execute(connection)
        .await?;
    Ok(())
}
