use super::field;
use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Json},
    store::ProfileChange,
};
use axum::{extract::State, http::StatusCode};
use protocol::User;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Profile {
    name: Option<String>,
    title: Option<String>,
    time_zone: Option<String>,
}

/// Who is asking.
pub(crate) async fn show(signed_in: SignedIn) -> axum::Json<User> {
    axum::Json(signed_in.user)
}

/// Changes what the person says of themselves; a field that is not there stays as it is.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<Profile>,
) -> Result<StatusCode, ApiError> {
    let name = form.name.map(|name| field::name("Your name", &name));
    let title = form.title.map(|title| field::title(&title));
    let time_zone = form.time_zone.map(|zone| field::time_zone(&zone));
    let change = ProfileChange {
        user: signed_in.user.id,
        name: name.transpose()?,
        title: title.transpose()?,
        time_zone: time_zone.transpose()?,
    };
    state.store.change_profile(change).await?;
    Ok(StatusCode::NO_CONTENT)
}
