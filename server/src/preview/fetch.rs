//! Fetches pages and pictures from public addresses within bounds of time and size.

use crate::outgoing::{self, OutgoingError, guard::Guard};
use reqwest::{
    Response,
    header::{ACCEPT, CONTENT_TYPE, LOCATION},
};
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// The longest time of a fetch, with its redirects and DNS queries.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of a body, decompressed.
const BYTES: usize = 1_000_000;
/// The most redirects of a fetch.
const REDIRECTS: usize = 3;
const USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; Hubbub/",
    env!("CARGO_PKG_VERSION"),
    "; link previews)"
);

/// Reason why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error(transparent)]
    Outgoing(#[from] OutgoingError),
    #[error("it took too long")]
    TooSlow,
    #[error("too many redirects")]
    TooManyRedirects,
    #[error("a redirect without a valid location")]
    BadRedirect,
    #[error("status {0}")]
    Status(u16),
    #[error("of another media type")]
    WrongType,
    #[error("larger than {BYTES} bytes")]
    TooLarge,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

/// Purpose of a fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The beginning is enough.
    Page,
    /// The whole body is needed.
    Picture,
}

impl Wanted {
    fn accept(self) -> &'static str {
        match self {
            Self::Page => "text/html,application/xhtml+xml",
            Self::Picture => "image/jpeg,image/png,image/webp,image/gif",
        }
    }

    fn is(self, media_type: &str) -> bool {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let mut kinds = self.accept().split(',');
        kinds.any(|kind| kind.eq_ignore_ascii_case(essence))
    }
}

/// Body that was fetched.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Its URL after all redirects.
    pub(super) url: Url,
    pub(super) media_type: String,
    pub(super) body: Vec<u8>,
}

/// HTTP client for public addresses.
pub(super) struct Fetcher {
    guard: Guard,
    patience: Duration,
}

impl Fetcher {
    pub(super) fn new(guard: Guard) -> Self {
        Self {
            guard,
            patience: PATIENCE,
        }
    }

    /// Fetches `url` within the bounds of time and size.
    pub(super) async fn get(&self, url: Url, wanted: Wanted) -> Result<Fetched, FetchError> {
        let fetched = timeout(self.patience, self.follow(url, wanted)).await;
        fetched.unwrap_or(Err(FetchError::TooSlow))
    }

    async fn follow(&self, mut url: Url, wanted: Wanted) -> Result<Fetched, FetchError> {
        for _ in 0..=REDIRECTS {
            let response = self.request(&url, wanted).await?;
            let status = response.status();
            if status.is_redirection() {
                url = redirected(&url, &response).ok_or(FetchError::BadRedirect)?;
                continue;
            }
            if !status.is_success() {
                return Err(FetchError::Status(status.as_u16()));
            }
            let media_type = header(&response, CONTENT_TYPE).unwrap_or_default();
            if !wanted.is(&media_type) {
                return Err(FetchError::WrongType);
            }
            let body = body(response, wanted).await?;
            return Ok(Fetched {
                url,
                media_type,
                body,
            });
        }
        Err(FetchError::TooManyRedirects)
    }

    /// Sends one request to one of the checked addresses.
    async fn request(&self, url: &Url, wanted: Wanted) -> Result<Response, OutgoingError> {
        outgoing::send(&self.guard, url, USER_AGENT, |client| {
            client.get(url.clone()).header(ACCEPT, wanted.accept())
        })
        .await
    }
}

fn redirected(from: &Url, response: &Response) -> Option<Url> {
    from.join(&header(response, LOCATION)?).ok()
}

fn header(response: &Response, name: reqwest::header::HeaderName) -> Option<String> {
    let value = response.headers().get(name)?;
    value.to_str().ok().map(str::to_owned)
}

async fn body(mut response: Response, wanted: Wanted) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > BYTES {
            match wanted {
                Wanted::Page => {
                    body.truncate(BYTES);
                    break;
                }
                Wanted::Picture => return Err(FetchError::TooLarge),
            }
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests;
