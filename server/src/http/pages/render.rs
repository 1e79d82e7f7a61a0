//! Rendering of pages, with their status and headers.

use crate::{app_state::AppState, http::security};
use app::{OtherRooms, Release};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use leptos::prelude::{AnyView, expect_context, provide_context};
use leptos_axum::ResponseOptions;
use locale::Language;
use protocol::{ErrorCode, Problem, boot::Boot, route::ListPage};

/// Policy of a page whose own policy is no valid header: no page is sent without one.
const NOTHING_ALLOWED: &str = "default-src 'none'";

/// Renders the page of `boot`.
pub(super) async fn render(state: &AppState, boot: Boot, request: Request) -> Response {
    render_with(state, boot, OtherRooms::default(), request).await
}

/// Renders the page of `boot`, whose messages may link to `others`.
pub(super) async fn render_with(
    state: &AppState,
    mut boot: Boot,
    others: OtherRooms,
    request: Request,
) -> Response {
    boot.path = match request.uri().path_and_query() {
        // The query says what is looked for.
        Some(path) if request.uri().path() == ListPage::Search.path() => path.to_string(),
        _ => request.uri().path().to_owned(),
    };
    boot.language = Language::current().code().to_owned();
    let status = if boot.not_found {
        StatusCode::NOT_FOUND
    } else {
        StatusCode::OK
    };
    let options = state.site.options.clone();
    let release = state.site.release.id.clone();
    let page = move || {
        provide_context(others.clone());
        provide_context(Release(release.clone()));
        app::shell(options.clone(), boot.clone())
    };
    document(state, status, page, request).await
}

/// Renders a document with its security policy.
pub(super) async fn document(
    state: &AppState,
    status: StatusCode,
    page: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
    request: Request,
) -> Response {
    let (state, headers) = (state.clone(), request.headers().clone());
    let render = leptos_axum::render_app_async_with_context(
        move || {
            let response = expect_context::<ResponseOptions>();
            response.set_status(status);
            response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string());
            let policy = security::page_policy(&state, &headers, &nonce.unwrap_or_default());
            let policy = HeaderValue::from_str(&policy).unwrap_or_else(|error| {
                tracing::error!(%error, policy, "the page's policy is malformed");
                HeaderValue::from_static(NOTHING_ALLOWED)
            });
            response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        },
        page,
    );
    render(request).await
}

/// Replaces the problem of a failed page by a page that explains it: JSON is for programs.
pub(crate) async fn explain(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), Body::empty());
    let failed = next.run(Request::from_parts(parts, body)).await;
    let Some(Problem { code, detail }) = failed.extensions().get().cloned() else {
        return failed;
    };
    if code == ErrorCode::NotFound {
        let boot = Boot {
            not_found: true,
            ..Boot::default()
        };
        return render(&state, boot, asked).await;
    }
    let options = state.site.options.clone();
    let page = move || app::problem_page(&options, detail.clone());
    let mut response = document(&state, failed.status(), page, asked).await;
    if let Some(wait) = failed.headers().get(header::RETRY_AFTER) {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, wait.clone());
    }
    response
}
