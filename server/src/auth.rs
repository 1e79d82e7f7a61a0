//! Who is asking: the session behind a cookie or a bearer token.

use crate::{
    app_state::AppState,
    error::ApiError,
    token::{self, TokenHash},
};
use app::model::{User, UserId};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

/// The session cookie.
pub(crate) const COOKIE: &str = "hubbub_session";

/// A person who is signed in, and by which session.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) user: User,
    pub(crate) token: TokenHash,
}

impl SignedIn {
    pub(crate) async fn of(
        headers: &HeaderMap,
        state: &AppState,
    ) -> Result<Option<Self>, ApiError> {
        let Some(token) = token(headers) else {
            return Ok(None);
        };
        let token = token::hash(&token);
        let user = state.store.session_user(token).await?;
        Ok(user.map(|user| Self { user, token }))
    }

    /// Returns whom the request's admission has found, or else looks them up.
    async fn known(parts: &Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        match parts.extensions.get::<Self>() {
            Some(signed_in) => Ok(Some(signed_in.clone())),
            None => Self::of(&parts.headers, state).await,
        }
    }
}

/// A program's bearer token, or a browser's cookie.
fn token(headers: &HeaderMap) -> Option<String> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(|token| token.trim().to_owned());
    bearer.or_else(|| {
        let jar = CookieJar::from_headers(headers);
        jar.get(COOKIE).map(|cookie| cookie.value().to_owned())
    })
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let signed_in = Self::known(parts, state).await?;
        signed_in.ok_or(ApiError::Unauthorized)
    }
}

impl OptionalFromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, ApiError> {
        Self::known(parts, state).await
    }
}

/// Starts a session for a person, and returns the cookie that holds it. `known` is the hash that their password was
/// checked against, where they gave one.
pub(crate) async fn start_session(
    state: &AppState,
    headers: &HeaderMap,
    user: UserId,
    known: Option<String>,
) -> Result<Cookie<'static>, ApiError> {
    let token = token::session();
    let hash = token::hash(&token);
    state.store.sign_in(user, hash, known).await?;
    Ok(session_cookie(state, headers, token))
}

/// The cookie that holds a session.
pub(crate) fn session_cookie(
    state: &AppState,
    headers: &HeaderMap,
    token: String,
) -> Cookie<'static> {
    Cookie::build((COOKIE, token))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure(state, headers))
        .path("/")
        .permanent()
        .build()
}

/// The cookie that takes the session cookie away.
pub(crate) fn no_session() -> Cookie<'static> {
    Cookie::build((COOKIE, "")).path("/").removal().build()
}

fn is_secure(state: &AppState, headers: &HeaderMap) -> bool {
    let forwarded = headers.get("x-forwarded-proto");
    let own = state.config.origin.as_ref();
    own.is_some_and(crate::origin::Origin::is_secure)
        || forwarded.is_some_and(|scheme| scheme.as_bytes().eq_ignore_ascii_case(b"https"))
}
