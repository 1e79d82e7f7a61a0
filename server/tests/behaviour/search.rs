//! Search.

mod access;
mod backfill;
mod cases;
mod changes;
mod files;
mod nonsense;
mod operators;
mod pages;
mod results;

use crate::support::TestPerson;
use protocol::{SearchPage, SnippetPart};
use reqwest::{Method, Response};

impl TestPerson {
    /// Asks for a page of a search, with further parameters.
    async fn asks_search(&self, query: &str, parameters: &[(&str, &str)]) -> Response {
        let request = self.request(Method::GET, "/api/search");
        let request = request.query(&[("q", query)]).query(parameters);
        request.send().await.expect("an answer")
    }

    /// Returns the first page of a search, by relevance.
    async fn searches(&self, query: &str) -> SearchPage {
        let response = self.asks_search(query, &[]).await;
        assert_eq!(response.status(), 200, "{query}");
        response.json().await.expect("a page")
    }

    /// Returns the texts of the messages that a search finds, newest first.
    async fn finds(&self, query: &str) -> Vec<String> {
        let response = self.asks_search(query, &[("sort", "time")]).await;
        assert_eq!(response.status(), 200, "{query}");
        let page: SearchPage = response.json().await.expect("a page");
        assert_eq!(page.problems, [], "{query}");
        let results = page.results.into_iter();
        results.map(|result| result.message.body).collect()
    }
}

/// Returns a snippet as a text, with its marked parts in brackets.
fn shown(parts: &[SnippetPart]) -> String {
    let part = |part: &SnippetPart| match part.marked {
        true => format!("[{}]", part.text),
        false => part.text.clone(),
    };
    parts.iter().map(part).collect()
}
