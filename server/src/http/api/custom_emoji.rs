//! The emoji of the workspace.

use super::{field, prelude::*};
use crate::preview::EmojiPicture;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use locale::text;
use protocol::{CustomEmoji, request::NewPicture};
use std::future::ready;

/// Handles the `PUT /api/emoji/{name}` route. Any member may add an emoji.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(name): Path<String>,
    Json(form): Json<NewPicture>,
) -> Result<StatusCode, ApiError> {
    let name = field::emoji_name(&name)?;
    let unknown = || {
        let detail = text().field_picture();
        ApiError::Invalid(detail.into())
    };
    let file = STANDARD.decode(form.picture).map_err(|_| unknown())?;
    let author = signed_in.user.id;
    if !state.files.space().has_room_for(file.len() as u64).await? {
        return Err(ApiError::DiskFull);
    }
    let decode = |file: Vec<u8>| EmojiPicture::of(&file);
    let picture = state
        .files
        .decoding()
        .run(author, ready(Ok(file)), decode)
        .await?;
    let picture = picture.ok_or(ApiError::Busy)?.ok_or_else(unknown)?;
    let picture = state.pictures.store_emoji(&picture).await?;
    let emoji = CustomEmoji {
        name,
        picture,
        author,
    };
    state.store.add_emoji(emoji).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/emoji/{name}` route. The person who added the emoji and administrators may remove it.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(name): Path<String>,
) -> Result<StatusCode, ApiError> {
    state.store.remove_emoji(signed_in.user.id, name).await?;
    Ok(StatusCode::NO_CONTENT)
}
