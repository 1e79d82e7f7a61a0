//! The emoji of the workspace, beside those of Unicode.

use super::{Store, StoreError, people};
use crate::store::engine::change::Tx;
use protocol::{CustomEmoji, EventKind, Role, StreamId, UserId, limits};
use sqlx::SqliteConnection;

impl Store {
    /// Adds an emoji, whose name the caller has validated.
    ///
    /// `Forbidden` if the author is a guest; `EmojiTaken` if there is one of this name; `TooManyCustomEmoji`.
    pub(crate) async fn add_emoji(&self, emoji: CustomEmoji) -> Result<(), StoreError> {
        submit!(self, add_emoji(emoji)).await
    }

    /// Removes an emoji. Messages and reactions that name it stay.
    ///
    /// `NotFound` if there is none; `Forbidden` unless the actor added it or is an administrator.
    pub(crate) async fn remove_emoji(&self, actor: UserId, name: String) -> Result<(), StoreError> {
        submit!(self, remove_emoji(actor, name)).await
    }
}

/// Returns all emoji, by name.
pub(super) async fn all(connection: &mut SqliteConnection) -> Result<Vec<CustomEmoji>, StoreError> {
    let rows = sqlx::query!("SELECT name, picture, author FROM custom_emoji ORDER BY name")
        .fetch_all(connection)
        .await?;
    let emoji = rows.into_iter().map(|row| CustomEmoji {
        name: row.name,
        picture: row.picture,
        author: UserId(row.author),
    });
    Ok(emoji.collect())
}

/// Returns whether there is an emoji of a name.
pub(super) async fn exists(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<bool, StoreError> {
    Ok(author(connection, name).await?.is_some())
}

async fn author(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<Option<UserId>, StoreError> {
    let author = sqlx::query_scalar!("SELECT author FROM custom_emoji WHERE name = ?", name)
        .fetch_optional(connection)
        .await?;
    Ok(author.map(UserId))
}

async fn add_emoji(tx: &mut Tx<'_>, emoji: CustomEmoji) -> Result<(), StoreError> {
    if people::acting(tx, emoji.author).await?.role == Role::Guest {
        return Err(StoreError::Forbidden);
    }
    let count = sqlx::query_scalar!("SELECT count(*) FROM custom_emoji")
        .fetch_one(&mut **tx)
        .await?;
    if count >= limits::CUSTOM_EMOJI {
        return Err(StoreError::TooManyCustomEmoji);
    }
    let added = sqlx::query!(
        "INSERT INTO custom_emoji (name, picture, author, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        emoji.name,
        emoji.picture,
        emoji.author.0,
        tx.at.0
    )
    .execute(&mut **tx)
    .await?;
    if added.rows_affected() == 0 {
        return Err(StoreError::EmojiTaken);
    }
    let author = emoji.author;
    let added = EventKind::EmojiAdded { emoji };
    tx.emit(StreamId::Workspace, author, added).await?;
    Ok(())
}

async fn remove_emoji(tx: &mut Tx<'_>, actor: UserId, name: String) -> Result<(), StoreError> {
    people::acting(tx, actor).await?;
    let author = author(tx, &name).await?.ok_or(StoreError::NotFound)?;
    people::require_author_or_administrator(tx, author, actor).await?;
    sqlx::query!("DELETE FROM custom_emoji WHERE name = ?", name)
        .execute(&mut **tx)
        .await?;
    let removed = EventKind::EmojiRemoved { name };
    tx.emit(StreamId::Workspace, actor, removed).await?;
    Ok(())
}
