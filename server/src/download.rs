//! What people have uploaded, for who may see it. Whatever it is, a browser runs nothing of it.

use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Path, files::FileHash};
use app::model::FileId;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::{fmt::Write as _, path::PathBuf};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

/// Nothing in it is run, whatever a browser takes it for; it may show itself, and itself alone.
const POLICY: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
);
/// Asked for anew each time, since it may have been deleted, or its room left.
const CACHE: HeaderValue = HeaderValue::from_static("private, no-cache");
const UNKNOWN: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// The bytes of a file. The name is there for who saves it.
pub(crate) async fn file(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((file, _)): Path<(FileId, String)>,
    request: Request,
) -> Result<Response, ApiError> {
    let stored = state.store.file(signed_in.user.id, file).await?;
    let shown = stored.is_shown();
    let download = Download {
        path: state.files.content(stored.hash),
        tag: tag(stored.hash, "file"),
        media_type: media_type(&stored.media_type).filter(|_| shown),
        disposition: disposition(shown, &stored.name),
    };
    download.answer(request).await
}

/// The thumbnail of an image.
pub(crate) async fn thumbnail(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(file): Path<FileId>,
    request: Request,
) -> Result<Response, ApiError> {
    let stored = state.store.file(signed_in.user.id, file).await?;
    let thumbnail = stored.thumbnail.ok_or(ApiError::NotFound)?;
    let download = Download {
        path: state.files.thumbnail(stored.hash),
        tag: tag(stored.hash, "thumbnail"),
        media_type: media_type(&thumbnail),
        disposition: disposition(true, &stored.name),
    };
    download.answer(request).await
}

struct Download {
    path: PathBuf,
    tag: String,
    media_type: Option<HeaderValue>,
    disposition: String,
}

impl Download {
    /// Answers with the file, with the part of it that is asked for, or that nothing has changed.
    async fn answer(self, mut request: Request) -> Result<Response, ApiError> {
        let mut response = if is_known(request.headers(), &self.tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            // The content of an address never changes: its time says nothing.
            request.headers_mut().remove(header::IF_MODIFIED_SINCE);
            let Ok(response) = ServeFile::new(&self.path).oneshot(request).await;
            response.into_response()
        };
        let headers = response.headers_mut();
        headers.remove(header::LAST_MODIFIED);
        let text = |text: &str| {
            HeaderValue::from_str(text).map_err(|error| ApiError::Internal(error.into()))
        };
        headers.insert(header::ETAG, text(&self.tag)?);
        headers.insert(header::CONTENT_DISPOSITION, text(&self.disposition)?);
        headers.insert(header::CONTENT_TYPE, self.media_type.unwrap_or(UNKNOWN));
        headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
        headers.insert(header::CACHE_CONTROL, CACHE);
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        );
        if response.status() == StatusCode::NOT_FOUND {
            // The database has it and the folder has not: it was restored without its files.
            return Err(ApiError::NotFound);
        }
        Ok(response)
    }
}

fn media_type(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok()
}

fn tag(hash: FileHash, what: &str) -> String {
    format!("\"{}-{what}\"", URL_SAFE_NO_PAD.encode(hash))
}

/// Whether the browser has it already.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH);
    let mut known = known.iter().filter_map(|value| value.to_str().ok());
    known.any(|tags| {
        let mut tags = tags
            .split(',')
            .map(|tag| tag.trim().trim_start_matches("W/"));
        tags.any(|known| known == tag || known == "*")
    })
}

/// Shown in its place, or only ever saved; and by which name (RFC 6266).
fn disposition(shown: bool, name: &str) -> String {
    let mut text = String::from(if shown { "inline" } else { "attachment" });
    text.push_str("; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_breaks_out_of_no_header() {
        let text = disposition(false, "Grüße\"; x=\r\n.png");
        assert_eq!(
            text,
            "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%22%3B%20x%3D%0D%0A.png"
        );
    }

    #[test]
    fn what_a_browser_has_is_known_by_its_tag() {
        let mut headers = HeaderMap::new();
        assert!(!is_known(&headers, "\"a\""));
        headers.insert(
            header::IF_NONE_MATCH,
            HeaderValue::from_static("\"b\", W/\"a\""),
        );
        assert!(is_known(&headers, "\"a\""));
        assert!(!is_known(&headers, "\"c\""));
    }
}
