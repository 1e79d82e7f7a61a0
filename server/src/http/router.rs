//! Every route of Hubbub.

use crate::{
    app_state::AppState,
    http::{
        admission::admit,
        api::{
            bans, custom_emoji, deactivations, direct_rooms, email, favourites, files,
            first_messages, first_run, follows, guest_invitations, hidden, join, join_code, levels,
            link, lookalikes, mailed_invitations, mailed_resets, me, members, mentions, messages,
            notifications, open_rooms, password, person_messages, picture, pins, preview_pictures,
            previews, push_devices, push_tests, reactions, reads, reminders, resets, roles,
            room_files, rooms, saved, scheduled, scheduled_sends, search, session, sidebar,
            snapshot, status, thread_reads, threads, thumbnails, tips, up, versions, workspace,
        },
        assets,
        auth::SignedIn,
        error::ApiError,
        manifest, pages as page,
        release::OFFLINE,
        request_log, security,
    },
    live::socket,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    handler::Handler as _,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse as _, Response},
    routing::{delete, get, patch, post, put},
};
use std::any::Any;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// The largest body of a request, in bytes: the longest message with every character escaped.
const BODY_BYTES: usize = protocol::limits::FRAME_BYTES;

/// Returns the router of all routes, with their layers.
pub(crate) fn router(state: AppState) -> Router {
    let own_origin = from_fn_with_state(state.clone(), security::own_origin);
    let admitted = from_fn_with_state(state.clone(), admit);
    let explained = from_fn_with_state(state.clone(), page::explain);
    Router::new()
        .merge(pages().layer(admitted.clone()).layer(explained))
        .nest("/api", api().layer(admitted.clone()).merge(frames()))
        .route("/ws", get(socket::open).layer(admitted.clone()))
        .route("/up", get(up::show))
        .layer(from_fn(security::no_store))
        .fallback(file_or_missing.layer(admitted.clone()))
        // The package was compressed when it was built.
        .layer(CompressionLayer::new())
        .merge(state.site.package())
        .merge(texts())
        // Uploaded files and pictures are compressed already, and clients request parts of files.
        .merge(downloads().layer(admitted))
        .layer(own_origin)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), security::headers))
        .layer(from_fn(request_log::log))
        .with_state(state)
}

fn pages() -> Router<AppState> {
    Router::new()
        .route("/", get(page::home))
        .route("/first-run", get(page::first_run))
        .route("/sign-in", get(page::sign_in))
        .route("/join/{code}", get(page::join))
        .route("/reset/{token}", get(page::reset))
        .route(
            "/unsubscribe/{token}",
            get(page::unsubscribe::show).post(page::unsubscribe::create),
        )
        .route("/rooms/{room}", get(page::room))
        .route("/rooms/{room}/at/{seq}", get(page::message))
        .route("/rooms/{room}/thread/{message}", get(page::thread))
        .route("/rooms/{room}/thread/{message}/at/{seq}", get(page::reply))
        .route("/threads", get(page::list))
        .route("/unread", get(page::list))
        .route("/mentions", get(page::list))
        .route("/search", get(page::list))
        .route(OFFLINE, get(page::offline))
        .route("/manifest.webmanifest", get(manifest::show))
        .route("/service-worker.js", get(worker))
}

/// The texts of the languages. Browsers may cache them for ever, because names change with content.
fn texts() -> Router<AppState> {
    Router::new()
        .route("/texts/{file}", get(assets::texts))
        .layer(CompressionLayer::new())
}

fn downloads() -> Router<AppState> {
    Router::new()
        .route("/files/{file}/thumbnail", get(thumbnails::show))
        .route("/files/{file}/{name}", get(files::show))
        .route("/previews/{name}", get(preview_pictures::show))
}

/// Frames of connections without a WebSocket. The connection counts them as frames, so they need no admission.
fn frames() -> Router<AppState> {
    Router::new()
        .route("/link/{link}", post(link::create))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
}

#[rustfmt::skip]
fn api() -> Router<AppState> {
    Router::new()
        // Coming in.
        .route("/first-run", post(first_run::create))
        .route("/join/{code}", post(join::create))
        .route("/mailed-resets", post(mailed_resets::create))
        .route("/reset/{token}", post(resets::update))
        .route("/session", post(session::create).delete(session::destroy))
        // The signed-in person.
        .route("/link", get(link::show))
        .route("/me", get(me::show).patch(me::update))
        .route("/me/email", put(email::update))
        .route("/me/favourites", put(favourites::update))
        .route("/me/notifications", put(notifications::update))
        .route("/me/password", put(password::update))
        .route("/me/picture", put(picture::update).delete(picture::destroy))
        .route("/me/push-devices", get(push_devices::index).post(push_devices::create))
        .route("/me/push-devices/{device}", delete(push_devices::destroy))
        .route("/me/push-devices/{device}/test", post(push_tests::create))
        .route("/me/sidebar", put(sidebar::update))
        .route("/me/status", put(status::update))
        .route("/me/tips", delete(tips::destroy_all))
        .route("/me/tips/{tip}", delete(tips::destroy))
        .route("/mentions", get(mentions::index))
        .route("/saved", get(saved::index))
        .route("/scheduled", get(scheduled::index).post(scheduled::create))
        .route("/scheduled/{message}", patch(scheduled::update).delete(scheduled::destroy))
        .route("/scheduled/{message}/send", post(scheduled_sends::create))
        .route("/search", get(search::index))
        .route("/snapshot", get(snapshot::show))
        .route("/threads", get(threads::index))
        // The workspace and its people.
        .route("/emoji/{name}", put(custom_emoji::create).delete(custom_emoji::destroy))
        .route("/guest-invitations", get(guest_invitations::index).post(guest_invitations::create))
        .route("/guest-invitations/{link}", delete(guest_invitations::destroy))
        .route("/mailed-invitations", post(mailed_invitations::create))
        .route("/people/{user}/ban", put(bans::create).delete(bans::destroy))
        .route("/people/{user}/deactivation", put(deactivations::create).delete(deactivations::destroy))
        .route("/people/{user}/lookalikes", get(lookalikes::index))
        .route("/people/{user}/messages", delete(person_messages::destroy))
        .route("/people/{user}/reset", post(resets::create))
        .route("/people/{user}/role", put(roles::update))
        .route("/workspace", get(workspace::show).patch(workspace::update))
        .route("/workspace/join-code", post(join_code::create))
        // Rooms.
        .route("/rooms", get(rooms::index).post(rooms::create))
        .route("/rooms/browse", get(open_rooms::index))
        .route("/rooms/direct", post(direct_rooms::create))
        .route("/rooms/{room}", get(rooms::show).patch(rooms::update).delete(rooms::destroy))
        .route("/rooms/{room}/files", get(room_files::index).post(files::create))
        .route("/rooms/{room}/first-message", get(first_messages::show))
        .route("/rooms/{room}/hidden", put(hidden::set).delete(hidden::set))
        .route("/rooms/{room}/level", put(levels::update))
        .route("/rooms/{room}/members/{user}", put(members::create).delete(members::destroy))
        .route("/rooms/{room}/pins", get(pins::index))
        .route("/rooms/{room}/read", put(reads::update))
        .route("/rooms/{room}/unread", put(reads::destroy))
        // Messages and their threads.
        .route("/rooms/{room}/messages", get(messages::index).post(messages::create))
        .route("/rooms/{room}/messages/{message}", patch(messages::update).delete(messages::destroy))
        .route("/rooms/{room}/messages/{message}/versions", get(versions::index))
        .route(
            "/rooms/{room}/messages/{message}/reactions/{emoji}",
            put(reactions::set).delete(reactions::set),
        )
        .route("/rooms/{room}/threads/{message}", get(threads::show))
        .route(
            "/rooms/{room}/threads/{message}/follow",
            get(follows::show).put(follows::set).delete(follows::set),
        )
        .route("/rooms/{room}/threads/{message}/read", put(thread_reads::update))
        .route("/rooms/{room}/threads/{message}/unread", put(thread_reads::destroy))
        .route("/messages/{message}/pin", put(pins::set).delete(pins::set))
        .route("/messages/{message}/preview/{number}", delete(previews::destroy))
        .route("/messages/{message}/reminder", put(reminders::update).delete(reminders::destroy))
        .route("/messages/{message}/saved", put(saved::set).delete(saved::set))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
}

/// Handles the `GET /service-worker.js` route.
async fn worker(State(state): State<AppState>) -> Response {
    state.site.worker()
}

/// Answers with a file of the site, such as its icon. For an unknown address, only a browser that opens a page gets the
/// page for it: that page contains all of a person's rooms, too much for every missing picture or script.
async fn file_or_missing(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(ApiError::NotFound);
    }
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), axum::body::Body::empty());
    let file = state.site.file(asked).await;
    if file.status() != StatusCode::NOT_FOUND {
        return Ok(file.into_response());
    }
    if !wants_page(&parts.headers) {
        return Err(ApiError::NotFound);
    }
    page::missing(state, signed_in, Request::from_parts(parts, body)).await
}

/// Returns whether the request is a browser's for a page: it accepts `text/html`.
fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter();
    let mut accepted = accepted.filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.contains("text/html"))
}

/// Answers a request whose handler panicked. The panic hook has logged the panic.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    ApiError::Internal("a handler panicked".into()).into_response()
}
