//! The signed-in person and their profile.

use super::{field, prelude::*};
use locale::text;
use protocol::{User, request::ProfileChange};

/// Handles the `GET /api/me` route.
pub(crate) async fn show(signed_in: SignedIn) -> Json<User> {
    Json(signed_in.user)
}

/// Handles the `PATCH /api/me` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<ProfileChange>,
) -> Result<StatusCode, ApiError> {
    let name = form
        .name
        .map(|name| field::name(text().field_your_name(), &name));
    let title = form.title.map(field::title);
    let time_zone = form.time_zone.map(field::time_zone);
    let language = form.language.map(field::language);
    let profile = ProfileChange {
        name: name.transpose()?,
        title: title.transpose()?,
        time_zone: time_zone.transpose()?,
        language: language.transpose()?,
    };
    let user = signed_in.user.id;
    state.store.change_profile(user, profile).await?;
    Ok(StatusCode::NO_CONTENT)
}
