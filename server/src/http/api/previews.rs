use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Path},
};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use protocol::MessageId;

/// Whoever has it may keep it: another picture has another name.
const KEPT: &str = "private, max-age=31536000, immutable";

/// The picture of a preview.
pub(crate) async fn picture(
    State(state): State<AppState>,
    _: SignedIn,
    Path(name): Path<String>,
) -> Result<impl IntoResponse, ApiError> {
    let found = state.pictures.read(&name).await;
    let found = found.map_err(|error| ApiError::Internal(error.into()))?;
    let (media_type, bytes) = found.ok_or(ApiError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, KEPT),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
    ];
    Ok((headers, bytes))
}

/// Takes a preview away from one's own message, for good.
pub(crate) async fn remove(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((message, number)): Path<(MessageId, u16)>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.remove_preview(user, message, number).await?;
    Ok(StatusCode::NO_CONTENT)
}
