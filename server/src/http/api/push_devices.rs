//! The browsers that the signed-in person is notified in while Hubbub is closed.

use super::prelude::*;
use crate::{push::device_name, store::PushAddress};
use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use locale::text;
use protocol::{PushDeviceId, PushDevices, request::NewPushDevice};

/// The longest address at a push service, in bytes.
const ENDPOINT_BYTES: usize = 2048;

/// Handles the `GET /api/me/push-devices` route.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<PushDevices>, ApiError> {
    let (user, session) = (signed_in.user.id, signed_in.token);
    Ok(Json(PushDevices {
        key: state.pusher.public_key(),
        devices: state.store.push_devices(user, session).await?,
    }))
}

/// Handles the `POST /api/me/push-devices` route: the browser of the session is a device from now on.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Json(form): Json<NewPushDevice>,
) -> Result<StatusCode, ApiError> {
    let address = address(form).filter(|address| state.pusher.accepts(address));
    let address = address.ok_or_else(|| ApiError::Invalid(text().push_not_allowed().into()))?;
    let user_agent = headers.get(header::USER_AGENT);
    let name = device_name(
        user_agent
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default(),
    );
    let (user, session) = (signed_in.user.id, signed_in.token);
    state
        .store
        .add_push_device(user, session, name, address)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Handles the `DELETE /api/me/push-devices/{device}` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(device): Path<PushDeviceId>,
) -> Result<StatusCode, ApiError> {
    let user = signed_in.user.id;
    state.store.remove_push_device(user, device).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads an address. `None` if it is too long, or a key is not in base64url.
fn address(form: NewPushDevice) -> Option<PushAddress> {
    let decode = |text: &str| {
        let text = text.trim_end_matches('=');
        URL_SAFE_NO_PAD.decode(text).ok()
    };
    Some(PushAddress {
        public_key: decode(&form.keys.p256dh)?,
        secret: decode(&form.keys.auth)?,
        endpoint: Some(form.endpoint).filter(|it| it.len() <= ENDPOINT_BYTES)?,
    })
}
