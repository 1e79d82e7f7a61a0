//! Bounds of the rooms that one person may create, since a room shows in the lists of others.

use super::{RoomBound, StoreError, guests};
use crate::store::engine::change::Tx;
use protocol::{UserId, limits};

/// Milliseconds in a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// `TooManyRooms` if the person has created as many rooms as they may.
pub(super) async fn require_another(tx: &mut Tx<'_>, maker: UserId) -> Result<(), StoreError> {
    let since = tx.at.0 - DAY_MS;
    let made = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE deleted_at IS NULL) AS "in_all!: i64",
                  count(*) FILTER (WHERE created_at > ?2) AS "a_day!: i64"
           FROM rooms WHERE made_by = ?1"#,
        maker.0,
        since
    )
    .fetch_one(&mut **tx)
    .await?;
    let (in_all, a_day) = match guests::is_guest(tx, maker).await? {
        true => (limits::ROOMS_MADE_BY_GUEST, limits::ROOMS_A_DAY_BY_GUEST),
        false => (limits::ROOMS_MADE, limits::ROOMS_A_DAY),
    };
    if made.in_all >= in_all {
        return Err(StoreError::TooManyRooms(RoomBound::InAll(in_all)));
    }
    if made.a_day >= a_day {
        return Err(StoreError::TooManyRooms(RoomBound::ADay(a_day)));
    }
    Ok(())
}

/// As [`require_another`], for a direct room.
pub(super) async fn require_another_direct(
    tx: &mut Tx<'_>,
    maker: UserId,
) -> Result<(), StoreError> {
    let empty = sqlx::query_scalar!(
        r#"SELECT count(*) AS "empty!: i64" FROM rooms r
           JOIN memberships m ON m.room = r.id AND m.person = ?1 AND m.hidden = 0
           WHERE r.made_by = ?1 AND r.direct_key IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM messages WHERE room = r.id)"#,
        maker.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let most = match guests::is_guest(tx, maker).await? {
        true => limits::EMPTY_DIRECT_ROOMS_BY_GUEST,
        false => limits::EMPTY_DIRECT_ROOMS,
    };
    if empty >= most {
        return Err(StoreError::TooManyRooms(RoomBound::EmptyDirect(most)));
    }
    require_another(tx, maker).await
}
