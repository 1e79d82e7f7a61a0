//! The signed-in person's settings for notifications.

use super::{field, prelude::*};
use locale::text;
use protocol::NotificationSettings;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// Handles the `PUT /api/me/notifications` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(mut settings): Json<NotificationSettings>,
) -> Result<StatusCode, ApiError> {
    if let Some(hours) = &mut settings.hours {
        if hours.from >= DAY || hours.until > DAY {
            return Err(ApiError::Invalid(text().field_hours().into()));
        }
        hours.time_zone = field::time_zone(hours.time_zone.take())?;
    }
    let user = signed_in.user.id;
    state.store.set_notifications(user, settings).await?;
    Ok(StatusCode::NO_CONTENT)
}
