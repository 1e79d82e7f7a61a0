//! Where the numbers of matching messages come from: the index, or what is saved or pinned.

use crate::store::StoreError;
use protocol::UserId;
use sqlx::SqliteConnection;

/// Where numbers of messages come from, in falling order.
pub(super) enum Source {
    Index { query: String, windows: bool },
    Saved(UserId),
    Pinned(UserId),
}

impl Source {
    /// Returns whether asking for parts of the range is no more work than asking for all of it.
    pub(super) fn is_cheap_in_windows(&self) -> bool {
        matches!(self, Self::Index { windows: true, .. })
    }

    /// Returns the highest numbers of the range that match, at most `most`.
    pub(super) async fn hits(
        &self,
        connection: &mut SqliteConnection,
        (lower, upper): (i64, i64),
        most: i64,
    ) -> Result<Vec<i64>, StoreError> {
        let numbers = match self {
            Self::Index { query, .. } => {
                sqlx::query_scalar!(
                    r#"SELECT json_group_array(number) AS "numbers!: String" FROM (
                         SELECT rowid AS number FROM message_index
                         WHERE message_index MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4)"#,
                    query,
                    lower,
                    upper,
                    most
                )
                .fetch_one(connection)
                .await?
            }
            Self::Saved(person) => {
                sqlx::query_scalar!(
                    r#"SELECT json_group_array(number) AS "numbers!: String" FROM (
                         SELECT m.number FROM saved s CROSS JOIN messages m ON m.id = s.message
                         WHERE s.person = ?1 AND m.number BETWEEN ?2 AND ?3 ORDER BY m.number DESC LIMIT ?4)"#,
                    person.0,
                    lower,
                    upper,
                    most
                )
                .fetch_one(connection)
                .await?
            }
            Self::Pinned(person) => {
                sqlx::query_scalar!(
                    r#"SELECT json_group_array(number) AS "numbers!: String" FROM (
                         SELECT m.number FROM memberships s CROSS JOIN pins p ON p.room = s.room
                         CROSS JOIN messages m ON m.id = p.message
                         WHERE s.person = ?1 AND m.number BETWEEN ?2 AND ?3 ORDER BY m.number DESC LIMIT ?4)"#,
                    person.0,
                    lower,
                    upper,
                    most
                )
                .fetch_one(connection)
                .await?
            }
        };
        Ok(serde_json::from_str(&numbers)?)
    }
}
