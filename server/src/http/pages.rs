//! The pages, rendered on the server: who may see which, and the data that each starts with.

mod render;
pub(crate) mod unsubscribe;

use crate::{
    app_state::AppState,
    http::{
        auth::{self, SignedIn},
        error::ApiError,
        extract::Path,
        percent,
    },
    store::Window,
    token,
};
use app::OtherRooms;
use axum::{
    extract::{Request, State},
    response::{IntoResponse as _, Redirect, Response},
};
use markdown::mentioned_rooms;
use percent_encoding::utf8_percent_encode;
use protocol::{
    Conversation, MessageId, Role, RoomId, Snapshot, Workspace,
    boot::{Boot, SessionEnd},
    limits,
    route::{SIGNED_OUT, permalink, room_path},
};
pub(crate) use render::explain;
use render::{render, render_with};

/// Handles the `GET /` route. Redirects to the first run, to sign-in, or to the person's first room.
pub(crate) async fn home(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    if state.store.workspace().await?.is_none() {
        return redirect("/first-run");
    }
    let Some(signed_in) = signed_in else {
        return redirect("/sign-in");
    };
    match state.store.first_room(signed_in.user.id).await? {
        Some(room) => redirect(&room_path(room)),
        None => missing(state, Some(signed_in), request).await,
    }
}

/// Handles the `GET /first-run` route, which exists until there is a workspace.
pub(crate) async fn first_run(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, ApiError> {
    if state.store.workspace().await?.is_some() {
        return redirect("/");
    }
    Ok(render(&state, Boot::default(), request).await)
}

/// Handles the `GET /sign-in` route.
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(workspace) = state.store.workspace().await? else {
        return redirect("/first-run");
    };
    if signed_in.is_some() {
        return redirect("/");
    }
    // A browser that has signed out has no session left to ask for.
    let left = request.uri().query().is_some_and(|query| {
        let mut parts = query.split('&');
        parts.any(|part| part == SIGNED_OUT)
    });
    let ended = auth::session_end(request.headers(), &state).await?;
    let boot = Boot {
        mail: state.mailer.is_some(),
        ended: ended.or(left.then_some(SessionEnd::SignedOut)),
        ..outside(workspace)
    };
    Ok(render(&state, boot, request).await)
}

/// Handles the `GET /offline` route: the page that browsers keep, to show without a network what they have saved. It is the
/// same for everyone.
pub(crate) async fn offline(State(state): State<AppState>, request: Request) -> Response {
    let boot = Boot {
        offline: true,
        ..Boot::default()
    };
    render(&state, boot, request).await
}

/// Handles the `GET /join/{code}` route, an invitation link. A signed-in person who follows a guest link goes on to a room
/// that it leads to, if they are in one.
pub(crate) async fn join(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    Path(code): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(workspace) = state.store.workspace().await? else {
        return redirect("/first-run");
    };
    let as_member = workspace.join_code.as_deref() == Some(code.as_str());
    if !as_member && !state.store.has_guest_invitation(&code).await? {
        // Without a valid code, a stranger is not even shown the workspace's name.
        return missing(state, signed_in, request).await;
    }
    let mut boot = outside(workspace);
    if let Some(SignedIn { user, .. }) = signed_in {
        if let Some(room) = state.store.guest_link_room(&code, user.id).await? {
            return redirect(&room_path(room));
        }
        boot.signed_in = Some(user.name);
    }
    Ok(render(&state, boot, request).await)
}

/// Handles the `GET /reset/{token}` route, a link to set a new password.
pub(crate) async fn reset(
    State(state): State<AppState>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(workspace) = state.store.workspace().await? else {
        return redirect("/first-run");
    };
    if !state.store.has_reset(token::hash(&token)).await? {
        return missing(state, None, request).await;
    }
    Ok(render(&state, outside(workspace), request).await)
}

/// Handles the `GET /rooms/{room}` route.
pub(crate) async fn room(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    room: Result<Path<RoomId>, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let room = room.ok().map(|Path(room)| (room, Window::Newest));
    show(state, signed_in, room, request).await
}

/// Handles the `GET /rooms/{room}/at/{seq}` route, a message's permalink. Redirects to the thread if the message is a reply.
pub(crate) async fn message(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    place: Result<Path<(RoomId, u64)>, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let place = place.ok().map(|Path(place)| place);
    if let (Some(signed_in), Some((room, seq))) = (&signed_in, place) {
        let user = signed_in.user.id;
        if let Some(root) = state.store.root_at(user, room, seq).await? {
            let thread = Some(root);
            let path = permalink(Conversation { room, thread }, seq);
            return redirect(&path);
        }
    }
    let room = place.map(|(room, seq)| (room, Window::Around(seq)));
    show(state, signed_in, room, request).await
}

/// Handles the `GET /rooms/{room}/thread/{message}` route: a room with a thread beside it.
pub(crate) async fn thread(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    place: Result<Path<(RoomId, MessageId)>, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let room = place.ok().map(|Path((room, _))| (room, Window::Newest));
    show(state, signed_in, room, request).await
}

/// Handles the `GET /rooms/{room}/thread/{message}/at/{seq}` route, a reply's permalink.
pub(crate) async fn reply(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    place: Result<Path<(RoomId, MessageId, u64)>, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let room = place.ok().map(|Path((room, _, _))| (room, Window::Newest));
    show(state, signed_in, room, request).await
}

/// Handles the routes of pages with lists: `GET /threads`, `GET /unread`, `GET /mentions` and
/// `GET /search`.
pub(crate) async fn list(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(signed_in) = signed_in else {
        let uri = request.uri();
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        return sign_in_first(&state, path).await;
    };
    let snapshot = state.store.snapshot(signed_in.user.id, None).await?;
    Ok(render(&state, inside(snapshot), request).await)
}

/// Shows the page for an unknown address.
pub(crate) async fn missing(
    state: AppState,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    let mut boot = Boot {
        not_found: true,
        ..Boot::default()
    };
    if let Some(signed_in) = signed_in {
        let snapshot = state.store.snapshot(signed_in.user.id, None).await?;
        boot.workspace = Some(snapshot.workspace.clone());
        boot.snapshot = Some(snapshot);
    }
    Ok(render(&state, boot, request).await)
}

/// Shows a room, or the page for a missing one.
async fn show(
    state: AppState,
    signed_in: Option<SignedIn>,
    room: Option<(RoomId, Window)>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(signed_in) = signed_in else {
        return sign_in_first(&state, request.uri().path()).await;
    };
    let open = room.map(|(room, window)| (room, window, limits::PAGE_DEFAULT));
    let snapshot = state.store.snapshot(signed_in.user.id, open).await?;
    let named = room.is_some() && snapshot.open.is_none();
    let finds_rooms = snapshot.me.role != Role::Guest;
    let others = match finds_rooms && (named || links_elsewhere(&snapshot)) {
        true => state.store.other_rooms(signed_in.user.id).await?,
        false => Vec::new(),
    };
    let boot = Boot {
        not_found: snapshot.open.is_none(),
        ..inside(snapshot)
    };
    Ok(render_with(&state, boot, OtherRooms(others), request).await)
}

/// Returns whether messages of the first screen link to rooms that the person is not in.
fn links_elsewhere(snapshot: &Snapshot) -> bool {
    let is_mine = |room: &RoomId| snapshot.rooms.iter().any(|mine| mine.id == *room);
    let messages = snapshot.open.iter().flat_map(|open| &open.messages);
    let mut linked = messages.flat_map(|message| mentioned_rooms(&message.body));
    linked.any(|room| !is_mine(&room))
}

/// Redirects to sign-in, which leads back to this page, or to the first run.
async fn sign_in_first(state: &AppState, path: &str) -> Result<Response, ApiError> {
    let first = state.store.workspace().await?.is_none();
    let to = if first {
        "/first-run".to_owned()
    } else {
        format!("/sign-in?next={}", utf8_percent_encode(path, percent::PATH))
    };
    redirect(&to)
}

fn redirect(path: &str) -> Result<Response, ApiError> {
    Ok(Redirect::to(path).into_response())
}

/// Returns the data of a page for a signed-in person.
fn inside(snapshot: Snapshot) -> Boot {
    Boot {
        workspace: Some(snapshot.workspace.clone()),
        snapshot: Some(snapshot),
        ..Boot::default()
    }
}

/// Returns the data of a page for a stranger, who sees only the workspace's name.
fn outside(workspace: Workspace) -> Boot {
    Boot {
        workspace: Some(workspace.name),
        ..Boot::default()
    }
}
