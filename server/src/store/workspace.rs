use super::{NewPerson, Store, StoreError, from_sql, people, rooms, to_sql};
use crate::store::engine::change::{Change, Tx};
use protocol::{EventKind, Role, RoomKind, StreamId, User, UserId, Workspace};
use sqlx::SqliteConnection;

/// The room that is there from the start.
const FIRST_ROOM: &str = "Everyone";

/// What is to be different about the workspace; every field is checked already.
#[derive(Clone, Debug, Default)]
pub(crate) struct WorkspaceChanges {
    pub(crate) name: Option<String>,
    pub(crate) link_previews: Option<bool>,
    /// The largest file that may be uploaded, in megabytes.
    pub(crate) file_limit_mb: Option<u64>,
    /// What the files of one person may take together, in megabytes.
    pub(crate) person_quota_mb: Option<u64>,
    /// What all files may take together, in megabytes.
    pub(crate) total_quota_mb: Option<u64>,
}

impl Store {
    /// Makes the workspace, its administrator and its first room; `AlreadySetUp` ever after.
    pub(crate) async fn first_run(
        &self,
        name: String,
        join_code: String,
        administrator: NewPerson,
    ) -> Result<User, StoreError> {
        let change = FirstRun {
            name,
            join_code,
            administrator,
        };
        self.writer.submit_change(change).await
    }

    /// The workspace with its invitation code, once there is one.
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
            join_code: Some(row.join_code),
            file_limit_mb: from_sql(row.file_limit_mb),
            person_quota_mb: from_sql(row.person_quota_mb),
            total_quota_mb: from_sql(row.total_quota_mb),
            used_mb: Some(from_sql(row.used).div_ceil(1_000_000)),
        }))
    }

    /// Changes the workspace's settings; what is so already makes no event. `Forbidden` for who is no administrator.
    pub(crate) async fn change_workspace(
        &self,
        actor: UserId,
        changes: WorkspaceChanges,
    ) -> Result<(), StoreError> {
        self.writer
            .submit_change(ChangeWorkspace { actor, changes })
            .await
    }

    /// Puts `code` in place of the invitation code. `Forbidden` for who is no administrator.
    pub(crate) async fn rotate_join_code(
        &self,
        actor: UserId,
        code: String,
    ) -> Result<(), StoreError> {
        self.writer
            .submit_change(RotateJoinCode { actor, code })
            .await
    }
}

pub(super) async fn join_code(
    connection: &mut SqliteConnection,
) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar!("SELECT join_code FROM workspace")
        .fetch_optional(connection)
        .await?)
}

pub(super) async fn name(connection: &mut SqliteConnection) -> Result<String, StoreError> {
    sqlx::query_scalar!("SELECT name FROM workspace")
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound)
}

struct FirstRun {
    name: String,
    join_code: String,
    administrator: NewPerson,
}

impl Change for FirstRun {
    type Output = User;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<User, StoreError> {
        // The table holds one row at most, so of two that race the second changes nothing.
        let made = sqlx::query!(
            "INSERT INTO workspace (only, name, join_code) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
            self.name,
            self.join_code
        )
        .execute(&mut *tx.connection)
        .await?;
        if made.rows_affected() == 0 {
            return Err(StoreError::AlreadySetUp);
        }
        let user = people::admit(tx, self.administrator, Role::Administrator).await?;
        let changed = EventKind::WorkspaceChanged { name: self.name };
        tx.emit(StreamId::Workspace, user.id, changed).await?;
        rooms::make(tx, user.id, FIRST_ROOM.to_owned(), RoomKind::Open, true).await?;
        Ok(user)
    }
}

struct ChangeWorkspace {
    actor: UserId,
    changes: WorkspaceChanges,
}

impl Change for ChangeWorkspace {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        people::administrator(&mut *tx.connection, self.actor).await?;
        if let Some(on) = self.changes.link_previews {
            sqlx::query!("UPDATE workspace SET link_previews = ?", on)
                .execute(&mut *tx.connection)
                .await?;
        }
        if let Some(megabytes) = self.changes.file_limit_mb.map(to_sql) {
            sqlx::query!("UPDATE workspace SET file_limit_mb = ?", megabytes)
                .execute(&mut *tx.connection)
                .await?;
        }
        if let Some(megabytes) = self.changes.person_quota_mb.map(to_sql) {
            sqlx::query!("UPDATE workspace SET person_quota_mb = ?", megabytes)
                .execute(&mut *tx.connection)
                .await?;
        }
        if let Some(megabytes) = self.changes.total_quota_mb.map(to_sql) {
            sqlx::query!("UPDATE workspace SET total_quota_mb = ?", megabytes)
                .execute(&mut *tx.connection)
                .await?;
        }
        let before = name(&mut *tx.connection).await?;
        let Some(name) = self.changes.name.filter(|name| *name != before) else {
            return Ok(());
        };
        sqlx::query!("UPDATE workspace SET name = ?", name)
            .execute(&mut *tx.connection)
            .await?;
        let changed = EventKind::WorkspaceChanged { name };
        tx.emit(StreamId::Workspace, self.actor, changed).await?;
        Ok(())
    }
}

struct RotateJoinCode {
    actor: UserId,
    code: String,
}

impl Change for RotateJoinCode {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        people::administrator(&mut *tx.connection, self.actor).await?;
        set_join_code(&mut *tx.connection, &self.code).await
    }
}

/// Puts `code` in place of the invitation code.
pub(super) async fn set_join_code(
    connection: &mut SqliteConnection,
    code: &str,
) -> Result<(), StoreError> {
    sqlx::query!("UPDATE workspace SET join_code = ?", code)
        .execute(connection)
        .await?;
    Ok(())
}
