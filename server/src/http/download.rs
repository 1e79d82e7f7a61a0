//! Downloads of uploaded files. Whatever a file contains, a browser must not run it.

mod range;

use crate::{
    files::{FileHash, PDF},
    http::{error::ApiError, percent},
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use axum_extra::headers::{ETag, HeaderMapExt as _, IfMatch, IfNoneMatch};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use percent_encoding::utf8_percent_encode;
use range::FilePart;
use std::{io, path::PathBuf};
use tokio::fs;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

/// Lets a browser show the file but run nothing in it, whatever type it detects.
const POLICY: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
);
/// As [`POLICY`], for a PDF: in a sandbox browsers do not start their PDF viewer, which keeps the document's scripts from the
/// page.
const PDF_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
);
/// Makes browsers revalidate each time: the file may have been deleted, or the person may have left its room.
const CACHE: HeaderValue = HeaderValue::from_static("private, no-cache");
const UNKNOWN: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// A stored file, as it is served.
pub(crate) struct Download {
    path: PathBuf,
    tag: String,
    media_type: Option<HeaderValue>,
    disposition: String,
}

impl Download {
    /// Returns the content of a file. Browsers show it as the media type `shown`; they only save it if that is `None`.
    pub(crate) fn content(path: PathBuf, hash: FileHash, name: &str, shown: Option<&str>) -> Self {
        Self {
            path,
            tag: tag(hash, "file"),
            media_type: shown.and_then(media_type),
            disposition: disposition(shown.is_some(), name),
        }
    }

    /// Returns the thumbnail of an image.
    pub(crate) fn thumbnail(path: PathBuf, hash: FileHash, name: &str, shown: &str) -> Self {
        Self {
            tag: tag(hash, "thumbnail"),
            ..Self::content(path, hash, name, Some(shown))
        }
    }

    /// Answers with the file, with the requested part of it, or with `304 Not Modified`.
    pub(crate) async fn answer(self, request: Request) -> Result<Response, ApiError> {
        let tag: ETag = self.tag.parse().map_err(|_| {
            let fault = format!("{} is no entity tag", self.tag);
            ApiError::Internal(fault.into())
        })?;
        let mut response = match precondition(request.headers(), &tag) {
            Some(status) => status.into_response(),
            None => self.serve(request, &tag).await?,
        };
        let is_pdf = self.media_type.as_ref().is_some_and(|it| it == PDF);
        let headers = response.headers_mut();
        headers.remove(header::LAST_MODIFIED);
        let text = |text: &str| {
            HeaderValue::from_str(text).map_err(|error| ApiError::Internal(error.into()))
        };
        headers.insert(header::ETAG, text(&self.tag)?);
        headers.insert(header::CONTENT_DISPOSITION, text(&self.disposition)?);
        headers.insert(header::CONTENT_TYPE, self.media_type.unwrap_or(UNKNOWN));
        let policy = if is_pdf { PDF_POLICY } else { POLICY };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(header::CACHE_CONTROL, CACHE);
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        );
        Ok(response)
    }

    /// Reads the requested part from disk.
    async fn serve(&self, mut request: Request, tag: &ETag) -> Result<Response, ApiError> {
        let size = match fs::metadata(&self.path).await {
            Ok(metadata) => metadata.len(),
            // The database was restored without the files.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ApiError::NotFound);
            }
            Err(error) => return Err(error.into()),
        };
        let part = range::part(request.method(), request.headers(), tag, size);
        let headers = request.headers_mut();
        headers.remove(header::RANGE);
        // The content of an address never changes, so its time has no meaning.
        headers.remove(header::IF_MODIFIED_SINCE);
        headers.remove(header::IF_UNMODIFIED_SINCE);
        match part {
            FilePart::Whole => {}
            FilePart::Bytes(first, last) => {
                let range = HeaderValue::from_str(&format!("bytes={first}-{last}"));
                let range = range.map_err(|error| ApiError::Internal(error.into()))?;
                headers.insert(header::RANGE, range);
            }
            FilePart::Unsatisfiable => {
                let all = (header::CONTENT_RANGE, format!("bytes */{size}"));
                return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [all]).into_response());
            }
        }
        let Ok(response) = ServeFile::new(&self.path).oneshot(request).await;
        Ok(response.into_response())
    }
}

/// Returns the status that the request's conditions demand in place of the file.
fn precondition(headers: &HeaderMap, tag: &ETag) -> Option<StatusCode> {
    let expected = headers.typed_get::<IfMatch>();
    if expected.is_some_and(|expected| !expected.precondition_passes(tag)) {
        return Some(StatusCode::PRECONDITION_FAILED);
    }
    let known = headers.typed_get::<IfNoneMatch>()?;
    (!known.precondition_passes(tag)).then_some(StatusCode::NOT_MODIFIED)
}

fn media_type(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok()
}

fn tag(hash: FileHash, what: &str) -> String {
    format!("\"{}-{what}\"", URL_SAFE_NO_PAD.encode(hash))
}

/// Returns the `Content-Disposition` of a file that is shown or only ever saved, with its name (RFC 6266).
fn disposition(shown: bool, name: &str) -> String {
    let kind = if shown { "inline" } else { "attachment" };
    let name = utf8_percent_encode(name, percent::TEXT);
    format!("{kind}; filename*=UTF-8''{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        let text = disposition(false, "Grüße\"; x=\r\n.png");
        assert_eq!(
            text,
            "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%22%3B%20x%3D%0D%0A.png"
        );
    }

    #[test]
    fn a_cached_file_is_recognised_by_its_tag() {
        let tag: ETag = "\"a\"".parse().expect("a tag");
        let asked = |name, value| {
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
            precondition(&headers, &tag)
        };
        let unchanged = Some(StatusCode::NOT_MODIFIED);
        assert_eq!(asked(header::IF_NONE_MATCH, "\"b\", W/\"a\""), unchanged);
        assert_eq!(asked(header::IF_NONE_MATCH, "*"), unchanged);
        assert_eq!(asked(header::IF_NONE_MATCH, "\"c\""), None);
        let failed = Some(StatusCode::PRECONDITION_FAILED);
        assert_eq!(asked(header::IF_MATCH, "\"c\""), failed);
        assert_eq!(asked(header::IF_MATCH, "\"c\", \"a\""), None);
        assert_eq!(precondition(&HeaderMap::new(), &tag), None);
    }
}
