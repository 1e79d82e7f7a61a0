//! Security headers, and the check of a request's origin.

use crate::{
    app_state::AppState,
    http::{error::ApiError, origin},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

const FIXED: [(HeaderName, HeaderValue); 4] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(self), geolocation=(), payment=(), usb=()",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Sets the security headers of every answer.
pub(crate) async fn headers(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
    if state
        .config
        .origin
        .as_ref()
        .is_some_and(origin::Origin::is_secure)
    {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    response
}

/// Keeps private answers out of every cache.
pub(crate) async fn no_store(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Refuses requests of other sites' pages that change state or open a socket.
pub(crate) async fn own_origin(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let opens = request.headers().contains_key(header::UPGRADE);
    let checked = !reads || opens;
    if checked && !origin::is_own(request.headers(), state.config.origin.as_ref()) {
        return ApiError::WrongOrigin.into_response();
    }
    next.run(request).await
}

/// Returns a page's Content-Security-Policy: only our own scripts, recognised by the nonce, and a socket to this server.
pub(crate) fn page_policy(state: &AppState, headers: &HeaderMap, nonce: &str) -> String {
    let own = state.config.origin.as_ref();
    let host = own
        .map(origin::Origin::authority)
        .or_else(|| origin::host(headers));
    let mut connect = String::from("'self'");
    // In some browsers 'self' does not include the socket.
    if let Some(host) = host {
        connect.push_str(&match own {
            Some(own) if own.is_secure() => format!(" wss://{host}"),
            _ => format!(" ws://{host} wss://{host}"),
        });
    }
    if let Some(port) = state.site.live_reload {
        let name = host
            .unwrap_or("localhost")
            .split(':')
            .next()
            .unwrap_or("localhost");
        connect.push_str(&format!(" ws://{name}:{port}"));
    }
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' blob: data:; media-src 'self'; connect-src {connect}; object-src 'none'; base-uri 'self'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}
