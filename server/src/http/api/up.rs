//! Health check for monitoring.

use super::prelude::*;
use crate::store::StoreError;
use serde_json::{Value, json};

/// Handles the `GET /up` route. Fails if the database does not answer or takes no changes, and if a task of the server
/// keeps failing.
pub(crate) async fn show(State(state): State<AppState>) -> Result<Json<Value>, ApiError> {
    match state.store.check().await {
        Ok(()) => {}
        Err(StoreError::CannotSave) => return Err(ApiError::CannotSave),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            return Err(ApiError::CannotSave);
        }
    }
    let failing = state.supervisor.failing();
    if !failing.is_empty() {
        return Err(ApiError::TasksFail(failing));
    }
    let version = env!("CARGO_PKG_VERSION");
    Ok(Json(json!({ "status": "ok", "version": version })))
}
