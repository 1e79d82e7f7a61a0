use super::field;
use crate::{
    app_state::AppState,
    files::{Incoming, uploads::UploadPermit},
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Path, Query},
    },
    jobs::removal,
    store::{Allowance, NewFile},
};
use axum::{
    Json,
    body::BodyDataStream,
    extract::{Request, State},
    http::{StatusCode, header},
};
use futures::StreamExt as _;
use protocol::{Attachment, RoomId, UserId};
use serde::Deserialize;
use std::io;

const MEGABYTE: u64 = 1_000_000;
/// After how many bytes of an upload the free space is looked at again.
const SPACE_EVERY: u64 = 4 * MEGABYTE;

#[derive(Deserialize)]
pub(crate) struct Named {
    name: String,
}

/// Takes a file in, which is the request's body as it is. It is the uploader's alone until it comes with a message.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(Named { name }): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<Attachment>), ApiError> {
    let uploader = signed_in.user.id;
    let name = field::file_name(&name)?;
    let allowance = state.store.upload_allowance(uploader, room).await?;
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = request.into_body().into_data_stream();
    let received = receive(&state, uploader, allowance, announced, &mut body).await;
    let (incoming, upload) = match received {
        Ok(received) => received,
        Err(error) => {
            pass_by(body, allowance.file_mb * MEGABYTE).await;
            return Err(error);
        }
    };
    let keep = keep(state, Named { name }, room, uploader, incoming);
    // To its end, whether or not the uploader waits for it: nothing is left half done.
    let kept = tokio::spawn(async move {
        let kept = keep.await;
        drop::<UploadPermit>(upload);
        kept
    });
    let attachment = kept
        .await
        .map_err(|error| ApiError::Internal(error.into()))??;
    Ok((StatusCode::CREATED, Json(attachment)))
}

/// Receives all of an upload, as far as the bounds allow it.
async fn receive(
    state: &AppState,
    uploader: UserId,
    allowance: Allowance,
    announced: Option<u64>,
    body: &mut BodyDataStream,
) -> Result<(Incoming, UploadPermit), ApiError> {
    let upload = state.uploads.begin(uploader)?;
    let announced = announced.unwrap_or(0);
    check(allowance, announced)?;
    has_room_for(state, announced).await?;
    let mut incoming = state.files.receive().await.map_err(unwritten)?;
    let mut look_again = SPACE_EVERY;
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| ApiError::Malformed("The upload was cut short.".into()))?;
        let size = incoming.size() + bytes.len() as u64;
        check(allowance, size)?;
        if size >= look_again {
            has_room_for(state, bytes.len() as u64).await?;
            look_again = size + SPACE_EVERY;
        }
        incoming.write(&bytes).await.map_err(unwritten)?;
    }
    Ok((incoming, upload))
}

/// Puts a file in its place and makes it known. Its content does not stay where that is refused.
async fn keep(
    state: AppState,
    Named { name }: Named,
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

fn check(allowance: Allowance, bytes: u64) -> Result<(), ApiError> {
    if bytes > allowance.file_mb.saturating_mul(MEGABYTE) {
        return Err(ApiError::FileTooLarge(allowance.file_mb));
    }
    Ok(allowance.check(bytes)?)
}

async fn has_room_for(state: &AppState, bytes: u64) -> Result<(), ApiError> {
    if state.files.space().has_room_for(bytes).await? {
        return Ok(());
    }
    tracing::warn!("the disk is nearly full: no files are taken");
    Err(ApiError::DiskFull)
}

/// Lets some more of the body pass by: who is still sending would otherwise see a broken connection, and no answer.
async fn pass_by(mut body: BodyDataStream, bytes: u64) {
    let mut passed = 0;
    while passed < bytes
        && let Some(Ok(bytes)) = body.next().await
    {
        passed += bytes.len() as u64;
    }
}

fn unwritten(error: io::Error) -> ApiError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            tracing::warn!(%error, "an upload could not be written");
            ApiError::DiskFull
        }
        _ => ApiError::Internal(error.into()),
    }
}
