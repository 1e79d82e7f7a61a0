//! The signed-in person's picture.

use super::prelude::*;
use crate::preview::Portrait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use locale::text;
use protocol::request::NewPicture;
use std::future::ready;

/// Handles the `PUT /api/me/picture` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<NewPicture>,
) -> Result<StatusCode, ApiError> {
    let unknown = || {
        let detail = text().field_square_picture();
        ApiError::Invalid(detail.into())
    };
    let file = STANDARD.decode(form.picture).map_err(|_| unknown())?;
    let user = signed_in.user.id;
    if !state.files.space().has_room_for(file.len() as u64).await? {
        return Err(ApiError::DiskFull);
    }
    let decode = |file: Vec<u8>| Portrait::of(&file);
    let portrait = state
        .files
        .decoding()
        .run(user, ready(Ok(file)), decode)
        .await?;
    let portrait = portrait.ok_or(ApiError::Busy)?.ok_or_else(unknown)?;
    let name = state.pictures.store_portrait(&portrait).await?;
    state.store.set_picture(user, Some(name)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/me/picture` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<StatusCode, ApiError> {
    state.store.set_picture(signed_in.user.id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
