//! Names that look like another person's: `Ada` in Cyrillic letters, or with a capital I for an l.

use super::{Store, StoreError, guests};
use protocol::UserId;
use unicode_security::skeleton;

/// The most names that are returned.
const MOST: i64 = 10;

impl Store {
    /// Returns the names of others that look like a person's, as far as the reader knows these people.
    pub(crate) async fn lookalikes(
        &self,
        reader: UserId,
        user: UserId,
    ) -> Result<Vec<String>, StoreError> {
        let mut view = self.view().await?;
        let guest = guests::is_guest(&mut view, reader).await?;
        let names = sqlx::query_scalar!(
            "SELECT other.name FROM people mine JOIN people other ON other.skeleton = mine.skeleton AND other.id <> mine.id
             WHERE mine.id = ?1 AND (NOT ?3 OR ?1 = ?2
                 OR EXISTS (SELECT 1 FROM acquaintances k WHERE k.guest = ?2 AND k.person = mine.id))
               AND (NOT ?3 OR other.id = ?2
                 OR EXISTS (SELECT 1 FROM acquaintances k WHERE k.guest = ?2 AND k.person = other.id))
             ORDER BY other.id LIMIT ?4",
            user.0,
            reader.0,
            guest,
            MOST
        )
        .fetch_all(&mut *view)
        .await?;
        Ok(names)
    }
}

/// Returns a key that is equal for names that look alike, whatever their case and spaces.
pub(super) fn likeness(name: &str) -> String {
    let look = |text: &str| skeleton(text).collect::<String>();
    // Some letters look alike only as capitals, and some only as small ones.
    let lower = look(name).to_lowercase();
    look(&lower)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_have_the_same_key() {
        for name in [
            "ada lovelace",
            "Аda Lovelace",
            "Ada  Lovelace",
            "Ada LoveIace",
            "Ada Love1ace",
            "\u{1d400}da Lovelace",
        ] {
            assert_eq!(likeness(name), likeness("Ada Lovelace"), "{name}");
        }
        for name in ["Ada Lovelaces", "Grace", "Aida Lovelace"] {
            assert_ne!(likeness(name), likeness("Ada Lovelace"), "{name}");
        }
    }
}
