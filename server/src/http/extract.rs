//! axum's extractors, with Hubbub's own answers if they fail.

use crate::{http::error::ApiError, store::Target};
use axum::{
    extract::{FromRequest, FromRequestParts, OptionalFromRequest, Request},
    http::{Method, request::Parts},
    response::{IntoResponse, Response},
};
use protocol::{MessageId, RoomId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::convert::Infallible;

/// Body of a request or an answer in JSON.
#[derive(Default, FromRequest)]
#[from_request(via(axum::Json), rejection(ApiError))]
pub(crate) struct Json<T>(pub(crate) T);

/// A body that may be absent.
impl<S: Send + Sync, T: DeserializeOwned> OptionalFromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, ApiError> {
        let json = <axum::Json<T> as OptionalFromRequest<S>>::from_request(request, state).await?;
        Ok(json.map(|axum::Json(value)| Self(value)))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Parameters of the path. A malformed one is answered with `not_found`.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(ApiError))]
pub(crate) struct Path<T>(pub(crate) T);

/// Parameters of the query.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(ApiError))]
pub(crate) struct Query<T>(pub(crate) T);

#[derive(Deserialize)]
struct TargetPath {
    room: RoomId,
    message: MessageId,
}

/// The message in a path such as `/rooms/{room}/messages/{message}`.
impl<S: Send + Sync> FromRequestParts<S> for Target {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(TargetPath { room, message }) = Path::from_request_parts(parts, state).await?;
        let room = Some(room);
        Ok(Self { message, room })
    }
}

/// Whether the request sets something on, with PUT, or off, with DELETE.
pub(crate) struct Switch(pub(crate) bool);

impl<S: Send + Sync> FromRequestParts<S> for Switch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.method != Method::DELETE))
    }
}
