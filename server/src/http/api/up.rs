//! Whether the server is well, for who watches over it.

use crate::{app_state::AppState, http::error::ApiError, store::StoreError};
use axum::{Json, extract::State};
use serde_json::{Value, json};

/// Whether the server runs, its database answers and takes changes, and none of its own tasks keeps failing.
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
    Ok(Json(
        json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }),
    ))
}
