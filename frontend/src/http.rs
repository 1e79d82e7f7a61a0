//! Requests to Hubbub's own HTTP routes.

use app::{
    protocol::{ErrorCode, Problem},
    read::read,
};
use gloo_net::http::{Method, RequestBuilder, Response};

/// Sends a request, with a JSON body if there is one, and returns the body of the answer.
///
/// # Errors
/// The problem that the server names, or that it cannot be reached.
pub(crate) async fn request(
    method: &str,
    path: &str,
    body: Option<String>,
) -> Result<String, Problem> {
    let method = match method {
        "POST" => Method::POST,
        "PUT" => Method::PUT,
        "DELETE" => Method::DELETE,
        _ => Method::GET,
    };
    let request = RequestBuilder::new(path).method(method);
    let request = match body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body),
        None => request.build(),
    };
    let response = request
        .map_err(|_| unreachable())?
        .send()
        .await
        .map_err(|_| unreachable())?;
    let ok = response.ok();
    let text = response.text().await.map_err(|_| unreachable())?;
    if ok {
        Ok(text)
    } else {
        Err(problem(&response, &text))
    }
}

fn problem(response: &Response, text: &str) -> Problem {
    read(text).unwrap_or_else(|| Problem {
        code: ErrorCode::Unknown,
        detail: format!(
            "Something went wrong on the way to Hubbub ({}). Try again.",
            response.status()
        ),
    })
}

fn unreachable() -> Problem {
    Problem {
        code: ErrorCode::Unknown,
        detail: "Hubbub cannot be reached. Check your connection and try again.".into(),
    }
}
