//! The pages, rendered on the server: who may see which, and what each starts from.

use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Path, security},
    store::Window,
    token,
};
use app::OtherRooms;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use leptos::prelude::{AnyView, expect_context, provide_context};
use leptos_axum::ResponseOptions;
use markdown::mentioned_rooms;
use protocol::{
    Conversation, ErrorCode, MessageId, Problem, Role, RoomId, Snapshot, Workspace, boot::Boot,
    limits, route::permalink,
};

/// `/`: to the first run, to sign in, or to the person's first room.
pub(crate) async fn home(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    if state.store.workspace().await?.is_none() {
        return Ok(Redirect::to("/first-run").into_response());
    }
    let Some(signed_in) = signed_in else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    match state.store.first_room(signed_in.user.id).await? {
        Some(room) => Ok(Redirect::to(&format!("/rooms/{room}")).into_response()),
        None => missing(state, Some(signed_in), request).await,
    }
}

/// `/first-run`, until there is a workspace.
pub(crate) async fn first_run(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, ApiError> {
    if state.store.workspace().await?.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    Ok(render(&state, Boot::default(), request).await)
}

/// `/sign-in`, for who is signed out.
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(workspace) = state.store.workspace().await? else {
        return Ok(Redirect::to("/first-run").into_response());
    };
    if signed_in.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    Ok(render(&state, outside(workspace), request).await)
}

/// `/join/{code}`: the page of an invitation link.
pub(crate) async fn join(
    State(state): State<AppState>,
    Path(code): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(workspace) = state.store.workspace().await? else {
        return Ok(Redirect::to("/first-run").into_response());
    };
    let as_member = workspace.join_code.as_deref() == Some(code.as_str());
    if !as_member && !state.store.has_guest_invitation(&code).await? {
        // Not even the name of the workspace is for who does not have the code.
        return missing(state, None, request).await;
    }
    Ok(render(&state, outside(workspace), request).await)
}

/// `/reset/{token}`: the page of a link to set a new password.
pub(crate) async fn reset(
    State(state): State<AppState>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(workspace) = state.store.workspace().await? else {
        return Ok(Redirect::to("/first-run").into_response());
    };
    if !state.store.has_reset(token::hash(&token)).await? {
        return missing(state, None, request).await;
    }
    Ok(render(&state, outside(workspace), request).await)
}

/// `/rooms/{id}`
pub(crate) async fn room(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    room: Result<Path<RoomId>, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let room = room.ok().map(|Path(room)| (room, Window::Newest));
    show(state, signed_in, room, request).await
}

/// `/rooms/{id}/at/{seq}`: a message's permalink. That of a reply leads on to it in its thread.
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
            return Ok(Redirect::to(&path).into_response());
        }
    }
    let room = place.map(|(room, seq)| (room, Window::Around(seq)));
    show(state, signed_in, room, request).await
}

/// `/rooms/{id}/thread/{message}`: a room, with a thread beside it.
pub(crate) async fn thread(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    place: Result<Path<(RoomId, MessageId)>, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let room = place.ok().map(|Path((room, _))| (room, Window::Newest));
    show(state, signed_in, room, request).await
}

/// `/rooms/{id}/thread/{message}/at/{seq}`: a reply's permalink.
pub(crate) async fn reply(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    place: Result<Path<(RoomId, MessageId, u64)>, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let room = place.ok().map(|Path((room, _, _))| (room, Window::Newest));
    show(state, signed_in, room, request).await
}

/// `/threads`: all that the person follows.
pub(crate) async fn threads(
    State(state): State<AppState>,
    signed_in: Option<SignedIn>,
    request: Request,
) -> Result<Response, ApiError> {
    let Some(signed_in) = signed_in else {
        return sign_in_first(&state, request.uri().path()).await;
    };
    let snapshot = state.store.snapshot(signed_in.user.id, None).await?;
    Ok(render(&state, inside(snapshot), request).await)
}

/// A page that does not exist.
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

/// Whether the messages of a first screen link to rooms that the person is not in.
fn links_elsewhere(snapshot: &Snapshot) -> bool {
    let is_mine = |room: &RoomId| snapshot.rooms.iter().any(|mine| mine.id == *room);
    let messages = snapshot.open.iter().flat_map(|open| &open.messages);
    let mut linked = messages.flat_map(|message| mentioned_rooms(&message.body));
    linked.any(|room| !is_mine(&room))
}

/// Leads to the page that lets a person in, and from there back to this one.
async fn sign_in_first(state: &AppState, path: &str) -> Result<Response, ApiError> {
    let first = state.store.workspace().await?.is_none();
    let to = if first {
        "/first-run".to_owned()
    } else {
        format!("/sign-in?next={}", escape(path))
    };
    Ok(Redirect::to(&to).into_response())
}

fn inside(snapshot: Snapshot) -> Boot {
    Boot {
        workspace: Some(snapshot.workspace.clone()),
        snapshot: Some(snapshot),
        ..Boot::default()
    }
}

/// A path as the value of a query's field. Anything may follow `/rooms/`.
fn escape(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

fn outside(workspace: Workspace) -> Boot {
    Boot {
        workspace: Some(workspace.name),
        ..Boot::default()
    }
}

async fn render(state: &AppState, boot: Boot, request: Request) -> Response {
    render_with(state, boot, OtherRooms::default(), request).await
}

async fn render_with(
    state: &AppState,
    mut boot: Boot,
    others: OtherRooms,
    request: Request,
) -> Response {
    boot.path = request.uri().path().to_owned();
    let status = if boot.not_found {
        StatusCode::NOT_FOUND
    } else {
        StatusCode::OK
    };
    let options = state.site.options.clone();
    let page = move || {
        provide_context(others.clone());
        app::shell(options.clone(), boot.clone())
    };
    document(state, status, page, request).await
}

async fn document(
    state: &AppState,
    status: StatusCode,
    page: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
    request: Request,
) -> Response {
    let (state, headers) = (state.clone(), request.headers().clone());
    let render = leptos_axum::render_app_async_with_context(
        move || {
            let response = expect_context::<ResponseOptions>();
            response.set_status(status);
            response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string());
            let policy = security::page_policy(&state, &headers, &nonce.unwrap_or_default());
            if let Ok(policy) = HeaderValue::from_str(&policy) {
                response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
            }
        },
        page,
    );
    render(request).await
}

/// Answers a person with a page where a page failed. The JSON of [`ApiError`] is for programs.
pub(crate) async fn explain(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), Body::empty());
    let failed = next.run(Request::from_parts(parts, body)).await;
    let Some(Problem { code, detail }) = failed.extensions().get().cloned() else {
        return failed;
    };
    if code == ErrorCode::NotFound {
        let boot = Boot {
            not_found: true,
            ..Boot::default()
        };
        return render(&state, boot, asked).await;
    }
    let options = state.site.options.clone();
    let page = move || app::problem_page(&options, detail.clone());
    let mut response = document(&state, failed.status(), page, asked).await;
    if let Some(wait) = failed.headers().get(header::RETRY_AFTER) {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, wait.clone());
    }
    response
}
