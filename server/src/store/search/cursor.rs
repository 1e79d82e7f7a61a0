//! Where a page of a search begins. People get it as a text that names messages by their ids: the numbers would tell how much
//! is written in rooms that they are not in.

use crate::store::StoreError;
use protocol::Timestamp;
use sqlx::{SqliteConnection, types::Uuid};

/// Where a page of a search begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchCursor {
    /// By time: at the newest match before this number.
    Before(i64),
    /// By relevance, among the matches numbered from `oldest` to `newest`, as of a time: after this match.
    Ranked {
        newest: i64,
        /// 0 if there are no older matches.
        oldest: i64,
        at: Timestamp,
        score: u32,
        number: i64,
    },
}

impl SearchCursor {
    /// Reads a cursor. `None` if the text is none.
    pub(super) async fn read(
        connection: &mut SqliteConnection,
        text: &str,
    ) -> Result<Option<Self>, StoreError> {
        let parts: Vec<&str> = text.split('.').collect();
        let mut number = async |id: &str| number(&mut *connection, id).await;
        match parts[..] {
            ["t", before] => Ok(number(before).await?.map(Self::Before)),
            ["r", newest, oldest, at, score, last] => {
                let newest = number(newest).await?;
                let oldest = match oldest {
                    "0" => Some(0),
                    oldest => number(oldest).await?,
                };
                let last = number(last).await?;
                Ok((|| {
                    Some(Self::Ranked {
                        newest: newest?,
                        oldest: oldest?,
                        at: Timestamp(at.parse().ok()?),
                        score: score.parse().ok()?,
                        number: last?,
                    })
                })())
            }
            _ => Ok(None),
        }
    }

    /// Returns the cursor as a text.
    pub(super) async fn write(
        self,
        connection: &mut SqliteConnection,
    ) -> Result<String, StoreError> {
        let mut id = async |number: i64| id(&mut *connection, number).await;
        Ok(match self {
            Self::Before(number) => format!("t.{}", id(number).await?),
            Self::Ranked {
                newest,
                oldest,
                at,
                score,
                number,
            } => {
                let oldest = match oldest {
                    0 => "0".to_owned(),
                    oldest => id(oldest).await?,
                };
                let (newest, last) = (id(newest).await?, id(number).await?);
                format!("r.{newest}.{oldest}.{}.{score}.{last}", at.0)
            }
        })
    }
}

async fn number(connection: &mut SqliteConnection, id: &str) -> Result<Option<i64>, StoreError> {
    let Ok(id) = Uuid::parse_str(id) else {
        return Ok(None);
    };
    Ok(sqlx::query_scalar!(
        r#"SELECT number AS "number!" FROM messages WHERE id = ?"#,
        id
    )
    .fetch_optional(connection)
    .await?)
}

async fn id(connection: &mut SqliteConnection, number: i64) -> Result<String, StoreError> {
    let id = sqlx::query_scalar!("SELECT id FROM messages WHERE number = ?", number)
        .fetch_one(connection)
        .await?;
    Ok(id.simple().to_string())
}
