//! The people of the workspace.

use super::{Store, StoreError, lookalikes, members, tips, workspace};
use crate::{email_key::email_key, store::engine::change::Tx};
use locale::Language;
use protocol::{EventKind, Person, Role, Status, StreamId, Timestamp, User, UserId, tip};
use sqlx::{SqliteConnection, types::Uuid};

/// A person to be added; every field is valid already.
pub(crate) struct NewPerson {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) password_hash: String,
}

/// The data that a sign-in is checked against.
pub(crate) struct Credentials {
    pub(crate) user: UserId,
    pub(crate) password_hash: String,
}

impl Store {
    /// Adds a person by the invitation `code`, to the workspace and all its open rooms.
    ///
    /// `NotFound` if the code is not the workspace's, `EmailTaken`.
    pub(crate) async fn join(&self, code: String, person: NewPerson) -> Result<User, StoreError> {
        submit!(self, join(code, person)).await
    }

    /// Returns the credentials for an e-mail address, in any spelling.
    pub(crate) async fn credentials(&self, email: &str) -> Result<Option<Credentials>, StoreError> {
        let mut connection = self.readers.acquire().await?;
        credentials_of(&mut connection, email).await
    }

    /// Returns a person as they see themselves.
    pub(crate) async fn user(&self, user: UserId) -> Result<User, StoreError> {
        let mut view = self.view().await?;
        user_of(&mut view, user).await
    }
}

/// Returns the credentials for an e-mail address, in any spelling.
pub(super) async fn credentials_of(
    connection: &mut SqliteConnection,
    email: &str,
) -> Result<Option<Credentials>, StoreError> {
    let key = email_key(email);
    let row = sqlx::query!(
        "SELECT id, password_hash FROM people WHERE email_key = ?",
        key
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Credentials {
        user: UserId(row.id),
        password_hash: row.password_hash,
    }))
}

pub(super) async fn user_of(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<User, StoreError> {
    let row = sqlx::query!(
        "SELECT name, email, role, guest FROM people WHERE id = ?",
        user.0
    )
    .fetch_optional(connection)
    .await?
    .ok_or(StoreError::NotFound)?;
    Ok(User {
        id: user,
        name: row.name,
        email: row.email,
        role: role(&row.role, row.guest)?,
    })
}

/// Returns a person for an action that needs no membership. `Forbidden` if they are shut out.
pub(super) async fn acting(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Person, StoreError> {
    let person = person(connection, user).await?;
    if person.is_shut_out() {
        return Err(StoreError::Forbidden);
    }
    Ok(person)
}

/// `Forbidden` unless the person is an administrator.
pub(super) async fn administrator(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<(), StoreError> {
    match acting(connection, user).await?.role {
        Role::Administrator => Ok(()),
        Role::Member | Role::Guest => Err(StoreError::Forbidden),
    }
}

/// `Forbidden` unless the person is the author of a message, or an administrator.
pub(super) async fn require_author_or_administrator(
    connection: &mut SqliteConnection,
    author: UserId,
    user: UserId,
) -> Result<(), StoreError> {
    if author == user || user_of(connection, user).await?.role == Role::Administrator {
        Ok(())
    } else {
        Err(StoreError::Forbidden)
    }
}

/// Returns the hash of a person's password.
pub(super) async fn password_hash(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<String, StoreError> {
    sqlx::query_scalar!("SELECT password_hash FROM people WHERE id = ?", user.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound)
}

/// Returns a person as everyone sees them.
pub(super) async fn person(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Person, StoreError> {
    let row = sqlx::query_as!(
        PersonRow,
        "SELECT id, name, title, role, guest, banned_at, deactivated_at,
                  status_emoji, status_text, status_until, time_zone, picture
           FROM people WHERE id = ?",
        user.0
    )
    .fetch_optional(connection)
    .await?;
    row.ok_or(StoreError::NotFound)?.try_into()
}

impl Store {
    /// Returns the language for mails to a person: the one that they have chosen, or else English.
    pub(crate) async fn language(&self, user: UserId) -> Result<Language, StoreError> {
        let mut view = self.view().await?;
        let code = language(&mut view, user).await?;
        Ok(code
            .as_deref()
            .and_then(Language::from_code)
            .unwrap_or_default())
    }
}

/// Returns the code of the language that a person has chosen.
pub(super) async fn language(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Option<String>, StoreError> {
    sqlx::query_scalar!("SELECT language FROM people WHERE id = ?", user.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound)
}

/// Returns everyone, in the order of their ids.
pub(super) async fn everyone(connection: &mut SqliteConnection) -> Result<Vec<Person>, StoreError> {
    let rows = sqlx::query_as!(
        PersonRow,
        "SELECT id, name, title, role, guest, banned_at, deactivated_at,
                  status_emoji, status_text, status_until, time_zone, picture
           FROM people ORDER BY id"
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Person::try_from).collect()
}

struct PersonRow {
    id: Uuid,
    name: String,
    title: Option<String>,
    role: String,
    guest: bool,
    banned_at: Option<i64>,
    deactivated_at: Option<i64>,
    status_emoji: Option<String>,
    status_text: Option<String>,
    status_until: Option<i64>,
    time_zone: Option<String>,
    picture: Option<String>,
}

impl TryFrom<PersonRow> for Person {
    type Error = StoreError;

    fn try_from(row: PersonRow) -> Result<Self, StoreError> {
        let status = row.status_emoji.map(|emoji| Status {
            emoji,
            text: row.status_text,
            until: row.status_until.map(Timestamp),
        });
        Ok(Self {
            id: UserId(row.id),
            name: row.name,
            title: row.title,
            role: role(&row.role, row.guest)?,
            banned: row.banned_at.is_some(),
            deactivated: row.deactivated_at.is_some(),
            status,
            time_zone: row.time_zone,
            picture: row.picture,
        })
    }
}

pub(super) fn role(text: &str, guest: bool) -> Result<Role, StoreError> {
    match text {
        "administrator" => Ok(Role::Administrator),
        "member" if guest => Ok(Role::Guest),
        "member" => Ok(Role::Member),
        _ => Err(StoreError::Corrupt("role")),
    }
}

pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Administrator => "administrator",
        // A guest is marked by another column.
        Role::Member | Role::Guest => "member",
    }
}

/// Tells the workspace how a person is now.
pub(super) async fn tell(tx: &mut Tx<'_>, actor: UserId, person: Person) -> Result<(), StoreError> {
    let changed = EventKind::PersonChanged { person };
    tx.emit(StreamId::Workspace, actor, changed).await?;
    Ok(())
}

/// Stores a person and tells the workspace of them. `tips` are those that they get first.
pub(super) async fn admit(
    tx: &mut Tx<'_>,
    person: NewPerson,
    role: Role,
    tips: &[&str],
) -> Result<User, StoreError> {
    let id = UserId(Uuid::now_v7());
    let (role_name, guest) = (role_name(role), role == Role::Guest);
    let skeleton = lookalikes::likeness(&person.name);
    let key = email_key(&person.email);
    sqlx::query!(
        "INSERT INTO people (id, name, skeleton, email, email_key, password_hash, role, guest, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id.0,
        person.name,
        skeleton,
        person.email,
        key,
        person.password_hash,
        role_name,
        guest,
        tx.at.0
    )
    .execute(&mut **tx)
    .await
    .map_err(taken)?;
    let public = Person {
        id,
        name: person.name.clone(),
        role,
        ..Person::default()
    };
    tell(tx, id, public).await?;
    tips::give(tx, id, tips).await?;
    Ok(User {
        id,
        name: person.name,
        email: person.email,
        role,
    })
}

/// Returns the error of a change that may violate the uniqueness of e-mail addresses.
pub(super) fn taken(error: sqlx::Error) -> StoreError {
    match error.as_database_error() {
        Some(database) if database.is_unique_violation() => StoreError::EmailTaken,
        _ => error.into(),
    }
}

async fn join(tx: &mut Tx<'_>, code: String, person: NewPerson) -> Result<User, StoreError> {
    if workspace::join_code(tx).await? != Some(code) {
        return Err(StoreError::NotFound);
    }
    let user = admit(tx, person, Role::Member, &tip::OF_EVERYONE).await?;
    members::enter_open_rooms(tx, user.id).await?;
    Ok(user)
}
