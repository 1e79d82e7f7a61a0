//! Names that become mentions of people and rooms, in texts that were not typed in the composer.

use super::{Store, StoreError, guests};
use markdown::{MentionParser, Spelling, encode, joins, mention_starts};
use protocol::{RoomId, UserId, limits};

/// The most places of a text at which names are looked up.
const MOST: usize = 200;

/// The composer's parser, which looks for names at no more than [`MOST`] places of a text.
static BOUNDED_PARSER: MentionParser = MentionParser {
    mention_starts: |typed| {
        let mut starts = mention_starts(typed);
        starts.truncate(MOST);
        starts
    },
    joins,
};

impl Store {
    /// Returns a text as it is stored: `@Ada Lovelace` and `#general` become ids, for the people and rooms that its
    /// author knows, as in the composer. The text stays as it is if it has no such names or the author is not in the
    /// room.
    pub(crate) async fn encode(
        &self,
        author: UserId,
        room: RoomId,
        typed: String,
    ) -> Result<String, StoreError> {
        // A text that is too long is refused later.
        let too_long = typed.chars().count() > limits::MESSAGE_CHARS;
        if too_long || (BOUNDED_PARSER.mention_starts)(&typed).is_empty() {
            return Ok(typed);
        }
        let mut view = self.view().await?;
        let guest = guests::is_guest(&mut view, author).await?;
        let people = sqlx::query!(
            r#"SELECT p.id, p.name, p.banned_at IS NULL AND m.person IS NOT NULL AS "here!: bool"
               FROM people p LEFT JOIN memberships m ON m.room = ?1 AND m.person = p.id
               WHERE EXISTS (SELECT 1 FROM memberships WHERE room = ?1 AND person = ?2)
                 AND (NOT ?3 OR p.id = ?2
                   OR EXISTS (SELECT 1 FROM acquaintances k WHERE k.guest = ?2 AND k.person = p.id))"#,
            room.0,
            author.0,
            guest
        )
        .fetch_all(&mut *view)
        .await?;
        let rooms = sqlx::query!(
            r#"SELECT r.id, r.name AS "name!" FROM memberships m JOIN rooms r ON r.id = m.room
               WHERE m.person = ? AND r.name IS NOT NULL"#,
            author.0
        )
        .fetch_all(&mut *view)
        .await?;
        let people = people
            .iter()
            .map(|it| Spelling::person(UserId(it.id), &it.name, it.here));
        let rooms = rooms
            .iter()
            .map(|it| Spelling::room(RoomId(it.id), &it.name));
        let all: Vec<_> = people.chain(rooms).collect();
        Ok(encode(&typed, &all, Some(&BOUNDED_PARSER)))
    }
}
