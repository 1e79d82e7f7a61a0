//! Previews of what messages link to: title, text and a small picture, fetched by the server and kept by it.
//!
//! message committed → [`Notices`] → [`run`] → guard → fetch → page, picture → store → room stream
//!
//! Nothing waits for it. A message whose links could not be looked at, because there were too many or because the server
//! stopped meanwhile, has no previews.

mod address;
mod fetch;
mod guard;
mod hosts;
mod links;
mod page;
mod pictures;
mod thumbnail;

pub(crate) use links::links;
pub(crate) use pictures::Pictures;
pub(crate) use thumbnail::Portrait;

use crate::{
    origin::Origin,
    store::{FoundPage, Store, StoreError},
};
use app::{
    model::{MessageId, Picture, StreamId, Timestamp},
    protocol::{Event, EventKind},
};
use chrono::{TimeDelta, Utc};
use fetch::{FetchError, Fetcher, Wanted};
use futures::future::join_all;
use guard::{Guard, System};
use hosts::Hosts;
use page::Page;
use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};
use thumbnail::ThumbnailError;
use tokio::{
    sync::{
        Mutex, Semaphore,
        mpsc::{self, error::TrySendError},
    },
    task::{JoinError, spawn_blocking},
    time::interval,
};
use tokio_util::sync::CancellationToken;
use url::Url;

/// Messages that may wait to be looked at.
const QUEUE: usize = 256;
/// Messages that are looked at, at once.
const MESSAGES: usize = 64;
/// Pages that are fetched at once.
const FETCHES: usize = 8;
/// For how long a page is not fetched again.
const PAGE_LASTS: TimeDelta = TimeDelta::days(1);
/// For how long it is not tried again where nothing was found.
const NOTHING_LASTS: TimeDelta = TimeDelta::hours(1);
/// How often what nobody needs any more is deleted.
const TIDY_EVERY: Duration = Duration::from_secs(60 * 60);

/// A message and its links.
#[derive(Debug)]
pub(crate) struct Linked {
    message: MessageId,
    urls: Vec<String>,
}

/// Hears of messages that have links; never waits.
pub(crate) struct Notices(mpsc::Sender<Linked>);

/// A queue of messages whose links are to be looked at.
pub(crate) fn queue() -> (Notices, mpsc::Receiver<Linked>) {
    let (sender, receiver) = mpsc::channel(QUEUE);
    (Notices(sender), receiver)
}

impl Notices {
    /// Picks the messages with links out of what was committed.
    pub(crate) fn look_through(&self, events: &[(StreamId, Event)]) {
        for (_, event) in events {
            let (message, body) = match &event.kind {
                EventKind::MessageCreated { message } => (message.id, &message.body),
                EventKind::MessageEdited { message, body } => (*message, body),
                _ => continue,
            };
            let urls = links(body);
            if urls.is_empty() {
                continue;
            }
            if let Err(TrySendError::Full(linked)) = self.0.try_send(Linked { message, urls }) {
                tracing::info!(message = %linked.message, "too many links to look at this one's");
            }
        }
    }
}

/// Why there is nothing to show of an address.
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
    #[error("keeping a picture: {0}")]
    Keeping(#[from] io::Error),
}

/// Finds out what links lead to.
#[derive(Clone)]
pub(crate) struct Previewer {
    store: Store,
    pictures: Pictures,
    fetcher: Arc<Fetcher>,
    hosts: Arc<Hosts>,
    fetches: Arc<Semaphore>,
    /// Decoding takes a processor and memory: one at a time.
    decoding: Arc<Semaphore>,
    /// What lies here is not for strangers, and the server is one to itself.
    own: Option<Origin>,
}

impl Previewer {
    /// `exceptions` may be fetched from though they are not of the open internet.
    pub(crate) fn new(
        store: Store,
        pictures: Pictures,
        exceptions: Vec<SocketAddr>,
        own: Option<Origin>,
    ) -> Self {
        let guard = Guard::new(Box::new(System), exceptions);
        Self {
            store,
            pictures,
            fetcher: Arc::new(Fetcher::new(guard)),
            hosts: Arc::default(),
            fetches: Arc::new(Semaphore::new(FETCHES)),
            decoding: Arc::new(Semaphore::new(1)),
            own,
        }
    }

    /// Looks at a message's links and shows what they lead to.
    async fn preview(&self, linked: Linked) -> Result<(), StoreError> {
        if !self.store.wants_previews().await? {
            return Ok(());
        }
        let pages = linked.urls.iter().map(|url| self.page(url));
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

    /// What is behind an address, found now or not long ago.
    async fn page(&self, address: &str) -> Result<Option<FoundPage>, StoreError> {
        let Ok(url) = address.parse::<Url>() else {
            return Ok(None);
        };
        if self.is_own(&url) {
            return Ok(None);
        }
        let _turn = self.hosts.turn(url.host_str().unwrap_or_default()).await;
        let (page_since, nothing_since) = (ago(PAGE_LASTS), ago(NOTHING_LASTS));
        let known = self
            .store
            .known_page(address, page_since, nothing_since)
            .await?;
        if let Some(page) = known {
            return Ok(page);
        }
        let _place = self.fetches.acquire().await;
        let page = self.find(url).await;
        if let Err(error) = &page {
            tracing::debug!(%error, "no preview");
        }
        let page = page.ok();
        self.store.keep_page(address, page.clone()).await?;
        Ok(page)
    }

    fn is_own(&self, url: &Url) -> bool {
        let origin = url.origin().ascii_serialization().parse().ok();
        self.own.is_some() && self.own == origin
    }

    async fn find(&self, url: Url) -> Result<FoundPage, PreviewError> {
        let fetched = self.fetcher.get(url, Wanted::Page).await?;
        let page = page::read(&fetched.body, &fetched.media_type, &fetched.url);
        let page = page.ok_or(PreviewError::Untitled)?;
        let Page {
            title,
            text,
            site,
            picture,
        } = page;
        let picture = match picture {
            Some(url) => self.picture(url).await.map(Some).unwrap_or_else(|error| {
                tracing::debug!(%error, "no picture");
                None
            }),
            None => None,
        };
        Ok(FoundPage {
            title,
            text,
            site,
            picture,
        })
    }

    async fn picture(&self, url: Url) -> Result<Picture, PreviewError> {
        let fetched = self.fetcher.get(url, Wanted::Picture).await?;
        let _turn = self.decoding.acquire().await;
        let small = spawn_blocking(move || thumbnail::make(&fetched.body)).await??;
        Ok(Picture {
            name: self.pictures.keep(&small).await?,
            width: small.width,
            height: small.height,
        })
    }

    /// Deletes what nobody needs any more.
    async fn tidy(&self) -> Result<(), StoreError> {
        self.store.forget_pages(ago(PAGE_LASTS)).await?;
        let in_use = self.store.pictures_in_use().await?;
        match self.pictures.sweep(&in_use).await {
            Ok(pictures) => tracing::debug!(pictures, "unused pictures are deleted"),
            Err(error) => tracing::warn!(%error, "unused pictures could not be deleted"),
        }
        Ok(())
    }
}

/// Looks at what is `noticed`, many at once but not too many, until `stopping`. Of those that share `noticed`, one runs at
/// a time.
pub(crate) async fn run(
    previewer: Previewer,
    noticed: Arc<Mutex<mpsc::Receiver<Linked>>>,
    stopping: CancellationToken,
) -> Result<(), Infallible> {
    let mut noticed = noticed.lock().await;
    let places = Arc::new(Semaphore::new(MESSAGES));
    let mut tidy = interval(TIDY_EVERY);
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let linked = tokio::select! {
            linked = noticed.recv() => linked,
            _ = tidy.tick() => {
                log(previewer.tidy().await);
                continue;
            }
            () = stopping.cancelled() => None,
        };
        let (Some(linked), Ok(place)) = (linked, place.await) else {
            return Ok(());
        };
        let previewer = previewer.clone();
        tokio::spawn(async move {
            log(previewer.preview(linked).await);
            drop(place);
        });
    }
}

fn log(done: Result<(), StoreError>) {
    match done {
        Ok(()) | Err(StoreError::Closed) => {}
        Err(error) => tracing::warn!(%error, "previews could not be kept"),
    }
}

fn ago(time: TimeDelta) -> Timestamp {
    Timestamp((Utc::now() - time).timestamp_millis())
}
