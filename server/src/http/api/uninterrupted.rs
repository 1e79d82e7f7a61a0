//! Work that a disconnected client does not interrupt.

use crate::http::error::ApiError;

/// Runs `work` to its end even if the client disconnects meanwhile, so that nothing is left half done.
pub(super) async fn uninterrupted<T, E>(
    work: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<T, ApiError>
where
    T: Send + 'static,
    E: Send + 'static,
    ApiError: From<E>,
{
    let ended = tokio::spawn(work).await;
    Ok(ended.map_err(|error| ApiError::Internal(error.into()))??)
}
