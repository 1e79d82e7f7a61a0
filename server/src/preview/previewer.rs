//! Makes previews: asks the store for a page, or fetches it.

use super::{
    PAGE_LASTS, Pictures, ago,
    fetch::{FetchError, Fetcher, Wanted},
    page,
    queue::Linked,
    thumbnail::{self, ThumbnailError},
};
use crate::{
    files::Space,
    http::origin::Origin,
    jobs::turns::Turns,
    outgoing::guard::{Guard, System},
    store::{FoundPage, Store, StoreError},
};
use chrono::TimeDelta;
use futures::future::join_all;
use protocol::{Picture, UserId};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedMutexGuard, Semaphore},
    task::{JoinError, spawn_blocking},
    time::timeout,
};
use url::Url;

/// How long a page waits for its host. After that it has no preview.
const HOST_PATIENCE: Duration = Duration::from_secs(30);
/// How long an address without a preview is not tried again.
const NOTHING_LASTS: TimeDelta = TimeDelta::hours(1);

/// Reason why an address has no preview.
#[derive(Debug, thiserror::Error)]
enum PreviewError {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error("a page without a title")]
    Untitled,
    #[error(transparent)]
    Thumbnail(#[from] ThumbnailError),
    #[error("decoding: {0}")]
    Decoding(#[from] JoinError),
    #[error("storing a picture: {0}")]
    Storing(#[from] io::Error),
    #[error("the disk is nearly full")]
    DiskFull,
}

/// Name and port of a host.
type Host = (String, Option<u16>);

/// Makes the previews of messages.
#[derive(Clone)]
pub(crate) struct Previewer {
    store: Store,
    pictures: Pictures,
    space: Space,
    fetcher: Arc<Fetcher>,
    /// One page of each host at a time, out of politeness.
    hosts: Arc<Turns<Host>>,
    /// One page of each person at each host is fetched or waits, so that nobody occupies a host alone.
    shares: Arc<Turns<(UserId, Host)>>,
    /// One picture is decoded at a time, since that takes a processor and memory.
    decoding: Arc<Semaphore>,
    /// Pages of the server itself have no previews: it fetches without a session.
    own: Option<Origin>,
}

impl Previewer {
    /// Makes a previewer. `exceptions` may be fetched from although they are not public.
    pub(crate) fn new(
        store: Store,
        (pictures, space): (Pictures, Space),
        exceptions: Vec<SocketAddr>,
        own: Option<Origin>,
    ) -> Self {
        let guard = Guard::new(Box::new(System), exceptions);
        Self {
            store,
            pictures,
            space,
            fetcher: Arc::new(Fetcher::new(guard)),
            hosts: Arc::default(),
            shares: Arc::default(),
            decoding: Arc::new(Semaphore::new(1)),
            own,
        }
    }

    /// Adds previews of a message's links to it.
    pub(super) async fn preview(&self, linked: Linked) -> Result<(), StoreError> {
        if !self.store.wants_previews().await? {
            return Ok(());
        }
        let pages = linked.urls.iter().map(|url| self.page(linked.author, url));
        let mut found = Vec::new();
        for (url, page) in linked.urls.iter().zip(join_all(pages).await) {
            if let Some(page) = page? {
                found.push((url.clone(), page));
            }
        }
        if !found.is_empty() {
            self.store.add_previews(linked.message, found).await?;
        }
        Ok(())
    }

    /// Returns the page of an address in a person's message, fetched now or recently. `None` if it has no preview.
    async fn page(&self, author: UserId, address: &str) -> Result<Option<FoundPage>, StoreError> {
        let Ok(url) = address.parse::<Url>() else {
            return Ok(None);
        };
        if self.is_own(&url) {
            return Ok(None);
        }
        let Ok(_turn) = timeout(HOST_PATIENCE, self.turn(author, &url)).await else {
            tracing::debug!("no preview: its host is busy");
            return Ok(None);
        };
        let (page_since, nothing_since) = (ago(PAGE_LASTS), ago(NOTHING_LASTS));
        let known = self
            .store
            .known_page(address, page_since, nothing_since)
            .await?;
        if let Some(page) = known {
            return Ok(page);
        }
        let page = self.fetch(url).await;
        if let Err(error) = &page {
            tracing::debug!(%error, "no preview");
        }
        let page = page.ok();
        self.store.keep_page(address, page.clone()).await?;
        Ok(page)
    }

    /// Waits until the person may fetch from the host of an address.
    async fn turn(&self, person: UserId, url: &Url) -> (OwnedMutexGuard<()>, OwnedMutexGuard<()>) {
        let name = url.host_str().unwrap_or_default().to_owned();
        let host = (name, url.port_or_known_default());
        let share = self.shares.turn((person, host.clone())).await;
        (share, self.hosts.turn(host).await)
    }

    fn is_own(&self, url: &Url) -> bool {
        let origin = url.origin().ascii_serialization().parse().ok();
        self.own.is_some() && self.own == origin
    }

    async fn fetch(&self, url: Url) -> Result<FoundPage, PreviewError> {
        let fetched = self.fetcher.get(url, Wanted::Page).await?;
        let page = page::read(&fetched.body, &fetched.media_type, &fetched.url);
        let page = page.ok_or(PreviewError::Untitled)?;
        let picture = match page.picture {
            Some(url) => self.picture(url).await.map(Some).unwrap_or_else(|error| {
                tracing::debug!(%error, "no picture");
                None
            }),
            None => None,
        };
        Ok(FoundPage {
            title: page.title,
            text: page.text,
            site: page.site,
            picture,
        })
    }

    async fn picture(&self, url: Url) -> Result<Picture, PreviewError> {
        let fetched = self.fetcher.get(url, Wanted::Picture).await?;
        // The small copy takes less.
        if !self.space.has_room_for(fetched.body.len() as u64).await? {
            return Err(PreviewError::DiskFull);
        }
        let _permit = self.decoding.acquire().await;
        let small = spawn_blocking(move || thumbnail::make(&fetched.body)).await??;
        Ok(Picture {
            name: self.pictures.store(&small).await?,
            width: small.width,
            height: small.height,
        })
    }
}
