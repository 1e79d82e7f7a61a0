//! Thumbnails of uploaded images.

use super::prelude::*;
use crate::http::download::Download;
use axum::{extract::Request, response::Response};
use protocol::FileId;

/// Handles the `GET /files/{file}/thumbnail` route.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(file): Path<FileId>,
    request: Request,
) -> Result<Response, ApiError> {
    let stored = state.store.file(signed_in.user.id, file).await?;
    let media_type = stored.thumbnail.ok_or(ApiError::NotFound)?;
    let path = state.files.thumbnail(stored.hash);
    let download = Download::thumbnail(path, stored.hash, &stored.name, &media_type);
    download.answer(request).await
}
