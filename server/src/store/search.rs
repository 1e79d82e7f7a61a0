//! Search in messages, for what a person may see now.

mod cursor;
pub(super) mod documents;
mod filters;
mod hits;
mod names;
mod results;
mod source;

use cursor::SearchCursor;

use super::{Store, StoreError, now};
use crate::search::{query::Query, ranking::Ranking};
use filters::Filters;
use hits::{Candidate, Found, Hits};
use names::Known;
use protocol::{SearchPage, SearchSort, Timestamp, UserId, limits};
use sqlx::SqliteConnection;

/// The most messages that are compared by relevance: the newest that match. Older ones follow them by time.
const RANKED: usize = 400;

/// A search.
#[derive(Clone, Debug)]
pub(crate) struct SearchRequest {
    pub(crate) query: Query,
    pub(crate) sort: SearchSort,
    /// Where the page begins. `None` for the first page.
    pub(crate) cursor: Option<SearchCursor>,
}

impl Store {
    /// Returns a page of the messages that match a query and that the person may see now.
    ///
    /// `NotFound` if the cursor names a message that does not exist.
    pub(crate) async fn search(
        &self,
        user: UserId,
        request: SearchRequest,
    ) -> Result<SearchPage, StoreError> {
        let _turn = self.searching.acquire().await;
        let mut view = self.view().await?;
        let indexing = documents::is_incomplete(&mut view).await?;
        let mut query = request.query;
        let known = Known::load(&mut view, user).await?;
        let filters = Filters::resolve(&mut view, &known, &mut query, now()).await?;
        if !query.problems.is_empty() || query.is_empty() {
            return Ok(SearchPage {
                problems: query.problems,
                indexing,
                ..SearchPage::default()
            });
        }
        let search = Search {
            query: &query,
            hits: Hits::new(&known, &filters, &query),
            known: &known,
        };
        // Without words nothing is more relevant than what is newer.
        let ranks = request.sort == SearchSort::Relevance && query.wanted().next().is_some();
        let (found, next) = match request.cursor {
            Some(SearchCursor::Before(number)) => search.by_time(&mut view, Some(number)).await?,
            Some(SearchCursor::Ranked { .. }) | None if ranks => {
                search.by_relevance(&mut view, request.cursor).await?
            }
            _ => search.by_time(&mut view, None).await?,
        };
        Ok(SearchPage {
            results: results::load(&mut view, search.known, search.query, found).await?,
            cursor: match next {
                Some(next) => Some(next.write(&mut view).await?),
                None => None,
            },
            problems: Vec::new(),
            indexing,
        })
    }

    /// Reads a cursor that an earlier page gave. `None` if it is none.
    pub(crate) async fn search_cursor(
        &self,
        text: &str,
    ) -> Result<Option<SearchCursor>, StoreError> {
        let mut view = self.view().await?;
        SearchCursor::read(&mut view, text).await
    }
}

struct Search<'a> {
    query: &'a Query,
    hits: Hits<'a>,
    known: &'a Known,
}

impl Search<'_> {
    /// Returns the newest matches before a number, and where the next page begins.
    async fn by_time(
        &self,
        connection: &mut SqliteConnection,
        before: Option<i64>,
    ) -> Result<(Vec<Candidate>, Option<SearchCursor>), StoreError> {
        let range = (0, before.map_or(i64::MAX, |before| before - 1));
        let found = self
            .hits
            .find(connection, range, limits::SEARCH_PAGE)
            .await?;
        let next = found.rest.map(SearchCursor::Before);
        Ok((found.candidates, next))
    }

    /// Returns a page of the newest matches in the order of their relevance, and where the next page begins.
    async fn by_relevance(
        &self,
        connection: &mut SqliteConnection,
        cursor: Option<SearchCursor>,
    ) -> Result<(Vec<Candidate>, Option<SearchCursor>), StoreError> {
        // All pages rank the same messages as of the same time.
        let (range, at, after) = match cursor {
            Some(SearchCursor::Ranked {
                newest,
                oldest,
                at,
                score,
                number,
            }) => ((oldest, newest), at, Some((score, number))),
            _ => ((0, i64::MAX), now(), None),
        };
        let found = self.hits.find(connection, range, RANKED).await?;
        let Some(first) = found.candidates.first() else {
            let next = found.rest.map(SearchCursor::Before);
            return Ok((Vec::new(), next));
        };
        let newest = first.number;
        let oldest = match after {
            Some(_) => range.0,
            None => found.rest.unwrap_or(0),
        };
        let mut ranked = self.rank(found, at);
        if let Some(after) = after {
            ranked.retain(|(score, candidate)| (*score, candidate.number) < after);
        }
        let more = ranked.len() > limits::SEARCH_PAGE;
        ranked.truncate(limits::SEARCH_PAGE);
        let next = match ranked.last() {
            Some((score, last)) if more => Some(SearchCursor::Ranked {
                newest,
                oldest,
                at,
                score: *score,
                number: last.number,
            }),
            _ if oldest > 0 => Some(SearchCursor::Before(oldest)),
            _ => None,
        };
        let page = ranked.into_iter().map(|(_, candidate)| candidate);
        Ok((page.collect(), next))
    }

    /// Returns candidates with their scores, the most relevant first.
    fn rank(&self, found: Found, at: Timestamp) -> Vec<(u32, Candidate)> {
        let ranking = Ranking::new(self.query.wanted(), at);
        let scored = found.candidates.into_iter().map(|candidate| {
            let score = ranking.score(&candidate.message.body, candidate.message.at);
            (score, candidate)
        });
        let mut scored: Vec<_> = scored.collect();
        scored.sort_by_key(|(score, candidate)| std::cmp::Reverse((*score, candidate.number)));
        scored
    }
}
