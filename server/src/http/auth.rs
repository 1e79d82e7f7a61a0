//! Authentication: the session behind a cookie or a bearer token.

use crate::{
    app_state::AppState,
    http::{client_address, error::ApiError, listener::ClientConnection, origin::Origin},
    token::{self, TokenHash},
};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use locale::Language;
use protocol::{User, UserId, boot::SessionEnd};
use std::convert::Infallible;

/// The session cookie on an unencrypted connection.
const COOKIE: &str = "hubbub_session";
/// The session cookie on an encrypted connection. Browsers accept this prefix only from this host and over HTTPS.
const SECURE_COOKIE: &str = "__Host-hubbub_session";
/// The cookie of a browser in which a person has signed in before.
const DEVICE_COOKIE: &str = "hubbub_device";

/// A signed-in person and their session.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) user: User,
    pub(crate) token: TokenHash,
    /// The language that the person has chosen.
    pub(crate) language: Option<Language>,
}

impl SignedIn {
    /// Looks up the session of a request. `None` if it has no valid one.
    pub(crate) async fn of(parts: &Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        let Some(token) = token(&parts.headers) else {
            return Ok(None);
        };
        let token = token::hash(&token);
        let found = state.store.session_user(token).await?;
        if let (Some(_), Some(connection)) = (&found, parts.extensions.get::<ClientConnection>()) {
            connection.mark_known();
        }
        Ok(found.map(|(user, language)| Self {
            user,
            token,
            language,
        }))
    }

    /// Returns the session that the request's admission has found, or looks it up.
    async fn admitted(parts: &Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        match parts.extensions.get::<Self>() {
            Some(signed_in) => Ok(Some(signed_in.clone())),
            None => Self::of(parts, state).await,
        }
    }
}

/// Returns why the session of a request that is not signed in has ended. `None` if it names no session.
pub(crate) async fn session_end(
    headers: &HeaderMap,
    state: &AppState,
) -> Result<Option<SessionEnd>, ApiError> {
    let Some(token) = token(headers) else {
        return Ok(None);
    };
    Ok(Some(state.store.session_end(token::hash(&token)).await?))
}

/// Returns a program's bearer token or a browser's cookie.
fn token(headers: &HeaderMap) -> Option<String> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(|token| token.trim().to_owned());
    bearer.or_else(|| {
        let jar = CookieJar::from_headers(headers);
        // A cookie from before the connection was encrypted has no prefix and remains valid.
        let cookie = jar.get(SECURE_COOKIE).or_else(|| jar.get(COOKIE));
        cookie.map(|cookie| cookie.value().to_owned())
    })
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let signed_in = Self::admitted(parts, state).await?;
        signed_in.ok_or(ApiError::Unauthorized)
    }
}

impl OptionalFromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, ApiError> {
        Self::admitted(parts, state).await
    }
}

/// The browser or program in which a person signs in.
pub(crate) struct Device {
    /// The token from an earlier sign-in.
    token: Option<String>,
    /// Whether the connection is encrypted, at least up to the operator's proxy.
    secure: bool,
}

impl FromRequestParts<AppState> for Device {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let token = CookieJar::from_headers(&parts.headers);
        let token = token.get(DEVICE_COOKIE);
        let own = state.config.origin.as_ref();
        let peer = client_address::peer(&parts.extensions);
        let secure = own.is_some_and(Origin::is_secure)
            || state.config.trusted_proxies.is_https(peer, &parts.headers);
        Ok(Self {
            token: token.map(|cookie| cookie.value().to_owned()),
            secure,
        })
    }
}

impl Device {
    /// Returns the hash under which the database may know the device.
    pub(crate) fn hash(&self) -> Option<TokenHash> {
        self.token.as_deref().map(token::hash)
    }

    fn cookie(&self, name: &'static str, value: String, path: &'static str) -> Cookie<'static> {
        Cookie::build((name, value))
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .path(path)
            .permanent()
            .build()
    }
}

/// Starts a session and returns its cookies. `verified` is the hash that the password was verified against, if the person
/// gave one.
pub(crate) async fn start_session(
    state: &AppState,
    device: Device,
    user: UserId,
    verified: Option<String>,
) -> Result<CookieJar, ApiError> {
    let token = token::session();
    let hash = token::hash(&token);
    state.store.sign_in(user, hash, verified).await?;
    Ok(remember(state, device, user, token).await)
}

/// Remembers the device on which a session has started, and returns the cookies of both.
pub(crate) async fn remember(
    state: &AppState,
    device: Device,
    user: UserId,
    session: String,
) -> CookieJar {
    let known = device.token.clone().unwrap_or_else(token::device);
    let remembered = state.store.remember_device(user, token::hash(&known)).await;
    if let Err(error) = remembered {
        // The session is valid without it.
        tracing::warn!(%user, %error, "a device could not be remembered");
    }
    let jar = CookieJar::new().add(device.cookie(DEVICE_COOKIE, known, "/api/session"));
    if device.secure {
        jar.add(device.cookie(SECURE_COOKIE, session, "/"))
            .add(removal(COOKIE))
    } else {
        jar.add(device.cookie(COOKIE, session, "/"))
    }
}

/// Returns the cookies that remove the session's.
pub(crate) fn no_session() -> CookieJar {
    let mut secure = removal(SECURE_COOKIE);
    // Browsers check the prefix also when a cookie is removed.
    secure.set_secure(true);
    CookieJar::new().add(removal(COOKIE)).add(secure)
}

fn removal(name: &'static str) -> Cookie<'static> {
    Cookie::build((name, "")).path("/").removal().build()
}
