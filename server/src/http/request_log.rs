//! The log of requests.

use axum::{
    extract::{MatchedPath, Request},
    http::{StatusCode, Uri},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

/// Logs each request by its route, because some addresses contain secrets.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let minor = route.is_none() || is_minor(request.uri());
    let response = next.run(request).await;
    let status = response.status();
    let path = route.as_deref().unwrap_or("other");
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    if minor && status < StatusCode::INTERNAL_SERVER_ERROR {
        tracing::debug!(%method, path, status = status.as_u16(), ms, "request");
    } else {
        tracing::info!(%method, path, status = status.as_u16(), ms, "request");
    }
    response
}

/// Returns whether the request is for an asset, or a frame of a connection: frames of a WebSocket are not logged either.
fn is_minor(uri: &Uri) -> bool {
    let path = uri.path();
    path.starts_with("/pkg/") || path.starts_with("/api/link/")
}
