use super::guard::{Guard, Refusal};
use reqwest::{
    Client, Response,
    dns::{Name, Resolve, Resolving},
    header::{ACCEPT, CONTENT_TYPE, LOCATION},
    redirect::Policy,
};
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;
use url::Url;

/// What one fetch may take, with its redirects and look-ups.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of a body, unpacked.
const BYTES: usize = 1_000_000;
/// How often it may be sent elsewhere.
const REDIRECTS: usize = 3;
const USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; Hubbub/",
    env!("CARGO_PKG_VERSION"),
    "; link previews)"
);

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("it took too long")]
    TooSlow,
    #[error("too many redirects")]
    TooManyRedirects,
    #[error("a redirect to nowhere")]
    BadRedirect,
    #[error("the answer came from another address than asked")]
    WrongAddress,
    #[error("status {0}")]
    Status(u16),
    #[error("not of the wanted kind")]
    WrongKind,
    #[error("larger than {BYTES} bytes")]
    TooLarge,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

/// What a fetch is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Its beginning is enough.
    Page,
    /// All of it or nothing.
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

/// What was fetched.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Where it came from, after all redirects.
    pub(super) url: Url,
    pub(super) media_type: String,
    pub(super) body: Vec<u8>,
}

/// Fetches from the open internet, and from nowhere else.
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

    /// Fetches what is at `url`, within its bounds of time and size.
    pub(super) async fn get(&self, url: Url, wanted: Wanted) -> Result<Fetched, FetchError> {
        let fetched = timeout(self.patience, self.follow(url, wanted)).await;
        fetched.unwrap_or(Err(FetchError::TooSlow))
    }

    async fn follow(&self, mut url: Url, wanted: Wanted) -> Result<Fetched, FetchError> {
        for _ in 0..=REDIRECTS {
            let response = self.ask(&url, wanted).await?;
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
                return Err(FetchError::WrongKind);
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

    /// Asks exactly one of the addresses that were checked.
    async fn ask(&self, url: &Url, wanted: Wanted) -> Result<Response, FetchError> {
        let place = self.guard.check(url).await?;
        let mut client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .user_agent(USER_AGENT)
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(NoResolver));
        if let Some(name) = &place.name {
            client = client.resolve_to_addrs(name, &place.addresses);
        }
        let request = client.build()?.get(url.clone());
        let response = request.header(ACCEPT, wanted.accept()).send().await?;
        match response.remote_addr() {
            Some(address) if place.addresses.contains(&address) => Ok(response),
            _ => Err(FetchError::WrongAddress),
        }
    }
}

/// Every name was resolved, and its addresses checked, before: there is no second look-up.
struct NoResolver;

impl Resolve for NoResolver {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(std::future::ready(Err(Refusal::Unresolved.into())))
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
