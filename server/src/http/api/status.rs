//! The signed-in person's status.

use super::{field, prelude::*};
use crate::emoji;
use protocol::{Status, Timestamp, request::NewStatus};

/// Emoji of a status that names none.
const SPEECH: &str = "💬";

/// Handles the `PUT /api/me/status` route.
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

/// Validates a status. `None` if it has neither an emoji nor a text.
fn status(form: NewStatus, now: Timestamp) -> Result<Option<Status>, ApiError> {
    let text = field::status(form.text)?;
    let emoji = match form.emoji.as_deref() {
        None if text.is_none() => return Ok(None),
        None => SPEECH,
        Some(emoji) => emoji::one(emoji)
            .ok_or_else(|| ApiError::Invalid(locale::text().field_status_emoji().into()))?,
    };
    if form.until.is_some_and(|until| until <= now) {
        return Err(ApiError::Invalid(locale::text().field_status_end().into()));
    }
    let (emoji, until) = (emoji.to_owned(), form.until);
    Ok(Some(Status { emoji, text, until }))
}
