//! Pictures of link previews and of people.

use super::prelude::*;
use axum::{http::header, response::IntoResponse};

/// Lets clients cache a picture for a year: its name changes with its content.
const CACHED: &str = "private, max-age=31536000, immutable";

/// Handles the `GET /previews/{name}` route.
pub(crate) async fn show(
    State(state): State<AppState>,
    _: SignedIn,
    Path(name): Path<String>,
) -> Result<impl IntoResponse, ApiError> {
    let found = state.pictures.read(&name).await?;
    let (media_type, bytes) = found.ok_or(ApiError::NotFound)?;
    let policy = "default-src 'none'; sandbox";
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, CACHED),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((headers, bytes))
}
