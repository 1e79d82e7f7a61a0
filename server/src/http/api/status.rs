use super::field;
use crate::{
    app_state::AppState,
    emoji,
    http::{auth::SignedIn, error::ApiError, extract::Json},
};
use axum::{extract::State, http::StatusCode};
use protocol::{Status, Timestamp};
use serde::Deserialize;

/// The emoji of who names none.
const SPEECH: &str = "💬";

#[derive(Deserialize)]
pub(crate) struct NewStatus {
    #[serde(default)]
    emoji: String,
    #[serde(default)]
    text: String,
    until: Option<Timestamp>,
}

/// Sets what the person says of how they are; with neither an emoji nor a text it is taken away.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<NewStatus>,
) -> Result<StatusCode, ApiError> {
    let status = status(form, Timestamp(chrono::Utc::now().timestamp_millis()))?;
    state.store.set_status(signed_in.user.id, status).await?;
    state.planned.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

fn status(form: NewStatus, now: Timestamp) -> Result<Option<Status>, ApiError> {
    let text = field::status(&form.text)?;
    let emoji = match form.emoji.as_str() {
        "" if text.is_empty() => return Ok(None),
        "" => SPEECH,
        emoji => emoji::one(emoji)
            .ok_or_else(|| ApiError::Invalid("A status has exactly one emoji.".into()))?,
    };
    if form.until.is_some_and(|until| until <= now) {
        return Err(ApiError::Invalid(
            "The status would be over already.".into(),
        ));
    }
    let (emoji, until) = (emoji.to_owned(), form.until);
    Ok(Some(Status { emoji, text, until }))
}
