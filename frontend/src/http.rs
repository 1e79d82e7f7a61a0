//! Requests to the server's HTTP routes.

use leptos::prelude::window;
use locale::text;
use protocol::{ErrorCode, Problem, read::read};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Headers, RequestInit, Response};

/// Aborts a request when it is dropped, before the answer is there or after.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Sends a request, with a JSON body if there is one, and returns the body of the answer. Dropping the future aborts the
/// request.
///
/// # Errors
/// The problem that the server reports, or that it cannot be reached.
pub(crate) async fn request(
    method: &str,
    path: &str,
    body: Option<String>,
) -> Result<String, Problem> {
    let abort = AbortOnDrop(AbortController::new().ok());
    let until = abort.0.as_ref().map(AbortController::signal);
    let (status, text) = fetch(method, path, body, until.as_ref())
        .await
        .map_err(|_| unreachable())?;
    if (200..300).contains(&status) {
        Ok(text)
    } else {
        Err(problem(status, &text))
    }
}

/// Posts a JSON body. Returns whether the server accepted it. `until` aborts the request.
pub(crate) async fn post(path: &str, body: String, until: &AbortSignal) -> bool {
    let answer = fetch("POST", path, Some(body), Some(until)).await;
    answer.is_ok_and(|(status, _)| (200..300).contains(&status))
}

async fn fetch(
    method: &str,
    path: &str,
    body: Option<String>,
    until: Option<&AbortSignal>,
) -> Result<(u16, String), JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_signal(until);
    if let Some(body) = body {
        let headers = Headers::new()?;
        headers.set("content-type", "application/json")?;
        init.set_headers(&headers);
        init.set_body(&body.into());
    }
    let response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?;
    let response: Response = response.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

fn problem(status: u16, text: &str) -> Problem {
    read(text).unwrap_or_else(|| Problem {
        code: ErrorCode::Unknown,
        detail: locale::text().request_failed(&status.to_string()),
    })
}

fn unreachable() -> Problem {
    Problem {
        code: ErrorCode::Unknown,
        detail: text().unreachable().into(),
    }
}
