use crate::auth::SignedIn;
use app::model::User;
use axum::Json;

/// Who is asking.
pub(crate) async fn show(signed_in: SignedIn) -> Json<User> {
    Json(signed_in.user)
}
