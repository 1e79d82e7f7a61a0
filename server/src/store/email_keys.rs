//! The keys of e-mail addresses from before there were any.

use super::StoreError;
use crate::email_key::email_key;
use sqlx::{SqliteConnection, types::Uuid};

/// Writes down the keys of addresses that have none. Of people whose addresses have the same one, who came first gets it.
pub(super) async fn fill_in(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let people = sqlx::query!(
        r#"SELECT id AS "id: Uuid", email FROM people WHERE email_key IS NULL ORDER BY id"#
    )
    .fetch_all(&mut *connection)
    .await?;
    for person in people {
        let key = email_key(&person.email);
        let filled = sqlx::query!(
            "UPDATE OR IGNORE people SET email_key = ? WHERE id = ?",
            key,
            person.id
        )
        .execute(&mut *connection)
        .await?;
        if filled.rows_affected() == 0 {
            tracing::warn!(user = %person.id, "another person has the same e-mail address in another spelling");
        }
    }
    Ok(())
}
