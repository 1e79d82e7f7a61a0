//! Search.

use super::prelude::*;
use crate::{search::query::Query as SearchQuery, store::SearchRequest};
use protocol::{SearchPage, SearchSort, limits};
use serde::Deserialize;

/// A search, and which page of what it finds.
#[derive(Deserialize)]
pub(crate) struct SearchParameters {
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    #[serde(default)]
    sort: SearchSort,
}

/// Handles the `GET /api/search` route. Answers with a page of the messages that match and that the person may see now. Any
/// text is a query; what of it cannot be searched for is named in `problems`.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(parameters): Query<SearchParameters>,
) -> Result<Json<SearchPage>, ApiError> {
    if parameters.q.chars().count() > limits::SEARCH_CHARS {
        let most = limits::SEARCH_CHARS;
        let detail = locale::text().field_long_search(most);
        return Err(ApiError::Invalid(detail));
    }
    let cursor = match parameters.cursor.filter(|text| !text.is_empty()) {
        Some(text) => {
            let cursor = state.store.search_cursor(&text).await?;
            let malformed = || ApiError::Malformed(locale::text().problem_cursor().into());
            Some(cursor.ok_or_else(malformed)?)
        }
        None => None,
    };
    let request = SearchRequest {
        query: SearchQuery::parse(&parameters.q),
        sort: parameters.sort,
        cursor,
    };
    Ok(Json(state.store.search(signed_in.user.id, request).await?))
}
