//! The files of the built site, and how they are served.

use super::{error::ApiError, release::Release};
use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get_service,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use leptos::config::{Env, LeptosOptions};
use locale::Language;
use sha2::{Digest as _, Sha256};
use std::{
    env, fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

const NAME: &str = "hubbub";
const PACKAGE: &str = "pkg";
/// File beside the program with the hashes in the names of the site's files, written by `cargo leptos`.
const HASHES: &str = "hash.txt";
/// Start of the path of the table of emoji, whose name has a hash of its content.
const EMOJI: &str = "/emoji-";
/// `Cache-Control` of a file whose name changes with its content.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The built site.
pub(crate) struct Site {
    pub(crate) options: LeptosOptions,
    root: PathBuf,
    pub(crate) release: Release,
    /// The port of the live-reload socket, while `cargo leptos watch` runs.
    pub(crate) live_reload: Option<u32>,
}

impl Site {
    /// Finds the site in the folder that `cargo leptos` names, beside the program, or in the build folder.
    pub(crate) fn find(address: SocketAddr) -> Self {
        let folder = program_folder();
        let root = env::var_os("LEPTOS_SITE_ROOT").map_or_else(
            || {
                let beside = folder.join("site");
                if beside.is_dir() {
                    beside
                } else {
                    PathBuf::from("target/site")
                }
            },
            PathBuf::from,
        );
        let reload_port = number("LEPTOS_RELOAD_PORT").unwrap_or(3001);
        let watched = env::var_os("LEPTOS_WATCH").is_some();
        let hashes = folder.join(HASHES);
        let package = match fs::read(&hashes) {
            Ok(hashes) if !watched => format!("{PACKAGE}/{}", release(&hashes)),
            _ => PACKAGE.into(),
        };
        let release = Release::read(&root, PACKAGE, &package, watched);
        let options = LeptosOptions::builder()
            .output_name(NAME)
            .site_root(root.to_string_lossy().into_owned())
            .site_pkg_dir(package)
            .site_addr(address)
            .env(environment())
            .reload_port(reload_port)
            // A plain `cargo test` writes no hashes; Leptos would not find its files.
            .hash_files(hashes.is_file())
            .hash_file(HASHES.into())
            .build();
        Self {
            options,
            root,
            release,
            live_reload: watched.then_some(reload_port),
        }
    }

    /// Serves the package. Browsers may cache it for ever, because names change with content.
    pub(crate) fn package<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let hashed = self.options.hash_files;
        let files = get_service(serve(&self.root.join(PACKAGE)));
        Router::new()
            .nest_service(&format!("/{}", self.options.site_pkg_dir), files)
            .layer(axum::middleware::map_request(async |request| {
                whole(request)
            }))
            .layer(axum::middleware::map_response(
                move |mut response: Response| async move {
                    if response.status() == StatusCode::OK {
                        let value = if hashed { FOREVER } else { "no-cache" };
                        let headers = response.headers_mut();
                        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
                        let vary = HeaderValue::from_static("accept-encoding");
                        headers.insert(header::VARY, vary);
                    }
                    response
                },
            ))
    }

    /// Answers with the service worker.
    pub(crate) fn worker(&self) -> Response {
        let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
        match &self.release.worker {
            Some(code) => ([(header::CONTENT_TYPE, kind)], code.clone()).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    /// Serves a file at the top of the site, such as the icon.
    pub(crate) async fn file(&self, request: Request) -> Response {
        let hashed = request.uri().path().starts_with(EMOJI);
        let mut response = match serve(&self.root).oneshot(whole(request)).await {
            Ok(response) => response.into_response(),
            Err(never) => match never {},
        };
        if hashed && response.status() == StatusCode::OK {
            let headers = response.headers_mut();
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOREVER));
        }
        response
    }
}

/// Handles the `GET /texts/{file}` route, a table of texts in one language.
pub(crate) async fn texts(uri: Uri) -> Result<impl IntoResponse, ApiError> {
    let content = Language::content(uri.path()).ok_or(ApiError::NotFound)?;
    Ok(([(header::CACHE_CONTROL, FOREVER)], content))
}

/// Removes the range from a request. Nobody needs parts of the site, and `ServeDir` refuses unknown ranges, which RFC 9110
/// says to ignore.
fn whole(mut request: Request) -> Request {
    request.headers_mut().remove(header::RANGE);
    request
}

fn serve(folder: &Path) -> ServeDir {
    ServeDir::new(folder)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
}

/// Returns a name for all files of one release. A browser that caches files for ever must not mix those of two releases: the
/// files contain each other's names, which `cargo leptos` writes after it has taken their hashes, so their content can
/// change while the hash stays the same.
fn release(hashes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(hashes)[..12])
}

fn program_folder() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    program.parent().map(Path::to_owned).unwrap_or_default()
}

fn environment() -> Env {
    match env::var("LEPTOS_ENV").as_deref() {
        Ok("PROD" | "prod" | "production") => Env::PROD,
        Ok(_) => Env::DEV,
        Err(_) if cfg!(debug_assertions) => Env::DEV,
        Err(_) => Env::PROD,
    }
}

fn number(name: &str) -> Option<u32> {
    env::var(name).ok()?.parse().ok()
}
