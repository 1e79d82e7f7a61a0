//! Who is asking: the session behind a cookie or a bearer token.

use crate::{
    app_state::AppState,
    http::{client_address, error::ApiError, listener::Caller, origin::Origin},
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
use protocol::{User, UserId};
use std::convert::Infallible;

/// The session cookie, where the browser's connection is not encrypted.
const COOKIE: &str = "hubbub_session";
/// The session cookie elsewhere: browsers take it from this very host alone, and over an encrypted connection.
const SECURE_COOKIE: &str = "__Host-hubbub_session";
/// The cookie of a browser in which somebody has signed in before.
const DEVICE_COOKIE: &str = "hubbub_device";

/// A person who is signed in, and by which session.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) user: User,
    pub(crate) token: TokenHash,
}

impl SignedIn {
    pub(crate) async fn of(parts: &Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        let Some(token) = token(&parts.headers) else {
            return Ok(None);
        };
        let token = token::hash(&token);
        let user = state.store.session_user(token).await?;
        if let (Some(_), Some(caller)) = (&user, parts.extensions.get::<Caller>()) {
            caller.mark_known();
        }
        Ok(user.map(|user| Self { user, token }))
    }

    /// Returns whom the request's admission has found, or else looks them up.
    async fn known(parts: &Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        match parts.extensions.get::<Self>() {
            Some(signed_in) => Ok(Some(signed_in.clone())),
            None => Self::of(parts, state).await,
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
        // One that was set before it had its prefix is good as well.
        let cookie = jar.get(SECURE_COOKIE).or_else(|| jar.get(COOKIE));
        cookie.map(|cookie| cookie.value().to_owned())
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

/// The browser or the program that asks to be let in.
pub(crate) struct Device {
    /// What it was given when somebody signed in there.
    token: Option<String>,
    /// Whether its connection is encrypted, all the way or up to the operator's proxy.
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
    /// Returns what the database may know it by.
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

/// Starts a session for a person, and returns the cookies that hold it. `known` is the hash that their password was
/// checked against, where they gave one.
pub(crate) async fn start_session(
    state: &AppState,
    device: Device,
    user: UserId,
    known: Option<String>,
) -> Result<CookieJar, ApiError> {
    let token = token::session();
    let hash = token::hash(&token);
    state.store.sign_in(user, hash, known).await?;
    Ok(let_in(state, device, user, token).await)
}

/// Remembers the device of a person whose session has started, and returns the cookies for it.
pub(crate) async fn let_in(
    state: &AppState,
    device: Device,
    user: UserId,
    session: String,
) -> CookieJar {
    let known = device.token.clone().unwrap_or_else(token::device);
    let remembered = state.store.remember_device(user, token::hash(&known)).await;
    if let Err(error) = remembered {
        // The session is good without it.
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

/// Returns the cookies that take the session's away.
pub(crate) fn no_session() -> CookieJar {
    let mut secure = removal(SECURE_COOKIE);
    // Browsers heed the prefix in a removal too.
    secure.set_secure(true);
    CookieJar::new().add(removal(COOKIE)).add(secure)
}

fn removal(name: &'static str) -> Cookie<'static> {
    Cookie::build((name, "")).path("/").removal().build()
}
