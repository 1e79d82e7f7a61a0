//! Test notifications.

use super::prelude::*;
use crate::push::{PushOutcome, payload};
use locale::text;
use protocol::{Notification, PushDeviceId};

/// Handles the `POST /api/me/push-devices/{device}/test` route: sends a notification to the device at once.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(device): Path<PushDeviceId>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    let address = state.store.push_address(user, device).await?;
    let test = Notification {
        title: "Hubbub".into(),
        text: Some(text().push_test().into()),
        ..Notification::default()
    };
    match state.pusher.send(&address, payload(&test, "/")).await {
        PushOutcome::Accepted => Ok(StatusCode::NO_CONTENT),
        PushOutcome::Gone => {
            state.store.remove_push_device(user, device).await?;
            Err(ApiError::Invalid(text().push_gone().into()))
        }
        PushOutcome::Later(_) => Err(ApiError::Invalid(text().push_unreachable().into())),
        PushOutcome::Refused => Err(ApiError::Invalid(text().push_refused().into())),
    }
}
