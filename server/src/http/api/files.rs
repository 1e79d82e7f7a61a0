//! Files: uploads and downloads.

use super::{field, prelude::*, uninterrupted::uninterrupted};
use crate::{
    files::{Incoming, uploads::UploadPermit},
    http::download::Download,
    jobs::removal,
    store::{FileQuota, NewFile},
};
use axum::{body::BodyDataStream, extract::Request, http::header, response::Response};
use futures::StreamExt as _;
use locale::text;
use protocol::{Attachment, FileId, RoomId, UserId};
use serde::Deserialize;
use std::io;

const MEGABYTE: u64 = 1_000_000;
/// Bytes of an upload after which the free space is checked again.
const SPACE_EVERY: u64 = 4 * MEGABYTE;

#[derive(Deserialize)]
pub(crate) struct FileQuery {
    name: String,
}

/// Handles the `GET /files/{file}/{name}` route. Browsers use the name to save the file.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((file, _)): Path<(FileId, String)>,
    request: Request,
) -> Result<Response, ApiError> {
    let stored = state.store.file(signed_in.user.id, file).await?;
    let path = state.files.content(stored.hash);
    let shown = stored.is_shown().then_some(stored.media_type.as_str());
    let download = Download::content(path, stored.hash, &stored.name, shown);
    download.answer(request).await
}

/// Handles the `POST /api/rooms/{room}/files` route. The request's body is the file. Only the uploader has access to it
/// until it is attached to a message.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(FileQuery { name }): Query<FileQuery>,
    request: Request,
) -> Result<(StatusCode, Json<Attachment>), ApiError> {
    let uploader = signed_in.user.id;
    let name = field::file_name(&name)?;
    let quota = state.store.file_quota(uploader, room).await?;
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = request.into_body().into_data_stream();
    let received = receive(&state, uploader, quota, announced, &mut body).await;
    let (incoming, upload) = match received {
        Ok(received) => received,
        Err(error) => {
            discard(body, quota.file_mb * MEGABYTE).await;
            return Err(error);
        }
    };
    let attachment = uninterrupted(async move {
        let kept = keep(state, name, room, uploader, incoming).await;
        drop::<UploadPermit>(upload);
        kept
    });
    Ok((StatusCode::CREATED, Json(attachment.await?)))
}

/// Receives a whole upload within the bounds.
async fn receive(
    state: &AppState,
    uploader: UserId,
    quota: FileQuota,
    announced: Option<u64>,
    body: &mut BodyDataStream,
) -> Result<(Incoming, UploadPermit), ApiError> {
    let upload = state.uploads.begin(uploader)?;
    let announced = announced.unwrap_or(0);
    check_size(quota, announced)?;
    check_space(state, announced).await?;
    let mut incoming = state.files.receive().await.map_err(unwritten)?;
    let mut next_check = SPACE_EVERY;
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|error| {
            tracing::debug!(%error, "an upload was interrupted");
            ApiError::Malformed(text().problem_upload_interrupted().into())
        })?;
        let size = incoming.size() + bytes.len() as u64;
        check_size(quota, size)?;
        if size >= next_check {
            check_space(state, bytes.len() as u64).await?;
            next_check = size + SPACE_EVERY;
        }
        incoming.write(&bytes).await.map_err(unwritten)?;
    }
    Ok((incoming, upload))
}

/// Stores a received file. Removes its content again if the database refuses the file.
async fn keep(
    state: AppState,
    name: String,
    room: RoomId,
    uploader: UserId,
    incoming: Incoming,
) -> Result<Attachment, ApiError> {
    let settled = state.files.settle(incoming, uploader).await;
    let settled = settled.map_err(unwritten)?;
    let content = settled.content.clone();
    let hash = content.hash;
    let file = NewFile {
        room,
        uploader,
        name,
        content,
    };
    let added = state.store.add_file(file).await;
    drop(settled);
    if added.is_err() {
        removal::remove(&state, hash).await;
    }
    Ok(added?)
}

fn check_size(quota: FileQuota, bytes: u64) -> Result<(), ApiError> {
    if bytes > quota.file_mb.saturating_mul(MEGABYTE) {
        return Err(ApiError::FileTooLarge(quota.file_mb));
    }
    Ok(quota.check(bytes)?)
}

async fn check_space(state: &AppState, bytes: u64) -> Result<(), ApiError> {
    if state.files.space().has_room_for(bytes).await? {
        return Ok(());
    }
    tracing::warn!("the disk is nearly full: files are refused");
    Err(ApiError::DiskFull)
}

/// Reads and drops up to `bytes` of the body: a client that is still sending would otherwise see a broken connection
/// instead of the answer.
async fn discard(mut body: BodyDataStream, bytes: u64) {
    let mut passed = 0;
    while passed < bytes
        && let Some(Ok(bytes)) = body.next().await
    {
        passed += bytes.len() as u64;
    }
}

/// Returns the answer for a failed write.
fn unwritten(error: io::Error) -> ApiError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            tracing::warn!(%error, "an upload could not be written");
            ApiError::DiskFull
        }
        _ => ApiError::Internal(error.into()),
    }
}
