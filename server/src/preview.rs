//! Previews of what messages link to: title, text and a small picture, fetched by the server and kept by it.
//!
//! message committed → [`Notices`] → [`run`] → line → guard → fetch → page, picture → store → room stream
//!
//! Nothing waits for it. A message whose links could not be looked at, because there were too many or because the server
//! stopped meanwhile, has no previews.

mod address;
mod fetch;
mod guard;
mod line;
mod links;
mod page;
mod pictures;
mod thumbnail;

pub(crate) use links::links;
use links::may_link;
pub(crate) use pictures::Pictures;
pub(crate) use thumbnail::Portrait;

use crate::{
    files::Space,
    http::origin::Origin,
    jobs::turns::Turns,
    store::{FoundPage, Store, StoreError},
};
use chrono::{TimeDelta, Utc};
use fetch::{FetchError, Fetcher, Wanted};
use futures::future::join_all;
use guard::{Guard, System};
use line::Line;
use page::Page;
use protocol::{Event, EventKind, MessageId, Picture, StreamId, Timestamp, UserId};
use std::{
    collections::HashMap, convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration,
};
use thumbnail::ThumbnailError;
use tokio::{
    sync::{
        Mutex, OwnedMutexGuard, Semaphore,
        mpsc::{self, error::TrySendError},
    },
    task::{JoinError, JoinSet, spawn_blocking},
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use url::Url;

/// Messages that may come at once. They wait elsewhere, each in its author's line.
const QUEUE: usize = 256;
/// Messages that are looked at, at once; the pages that they link to are fetched together.
const MESSAGES: usize = 16;
/// How long a page waits until its host is free. After that its message has no preview of it.
const HOST_PATIENCE: Duration = Duration::from_secs(30);
/// For how long a page is not fetched again.
const PAGE_LASTS: TimeDelta = TimeDelta::days(1);
/// For how long it is not tried again where nothing was found.
const NOTHING_LASTS: TimeDelta = TimeDelta::hours(1);

/// A message that may have links. Its text is read by [`run`] and not by the writer, which tells of it.
#[derive(Debug)]
pub(crate) struct Noticed {
    author: UserId,
    message: MessageId,
    body: String,
}

/// A message and its links.
#[derive(Debug)]
struct Linked {
    author: UserId,
    message: MessageId,
    urls: Vec<String>,
}

/// Hears of messages that may have links; never waits.
pub(crate) struct Notices(mpsc::Sender<Noticed>);

/// A queue of messages whose links are to be looked at.
pub(crate) fn queue() -> (Notices, mpsc::Receiver<Noticed>) {
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
            if !may_link(body) {
                continue;
            }
            let noticed = Noticed {
                author: event.actor,
                message,
                body: body.clone(),
            };
            if let Err(TrySendError::Full(noticed)) = self.0.try_send(noticed) {
                is_passed_over(noticed.message);
            }
        }
    }
}

impl Noticed {
    /// Reads the text. Returns `None` where it has no links.
    fn read(self) -> Option<Linked> {
        let urls = links(&self.body);
        (!urls.is_empty()).then_some(Linked {
            author: self.author,
            message: self.message,
            urls,
        })
    }
}

fn is_passed_over(message: MessageId) {
    tracing::info!(%message, "too many links to look at this one's");
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
    #[error("the disk is nearly full")]
    DiskFull,
}

/// A host by its name and port.
type Host = (String, Option<u16>);

/// Finds out what links lead to.
#[derive(Clone)]
pub(crate) struct Previewer {
    store: Store,
    pictures: Pictures,
    space: Space,
    fetcher: Arc<Fetcher>,
    /// One page at a time of each host, out of politeness.
    hosts: Arc<Turns<Host>>,
    /// One page of each person fetched or waiting at each host, so that nobody has a whole host for themselves.
    shares: Arc<Turns<(UserId, Host)>>,
    /// Decoding takes a processor and memory: one at a time.
    decoding: Arc<Semaphore>,
    /// What lies here is not for strangers, and the server is one to itself.
    own: Option<Origin>,
}

impl Previewer {
    /// `exceptions` may be fetched from though they are not of the open internet.
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

    /// Looks at a message's links and shows what they lead to.
    async fn preview(&self, linked: Linked) -> Result<(), StoreError> {
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

    /// What is behind an address in a person's message, found now or not long ago.
    async fn page(&self, author: UserId, address: &str) -> Result<Option<FoundPage>, StoreError> {
        let Ok(url) = address.parse::<Url>() else {
            return Ok(None);
        };
        if self.is_own(&url) {
            return Ok(None);
        }
        let Ok(_turn) = timeout(HOST_PATIENCE, self.turn(author, &url)).await else {
            tracing::debug!("no preview: its host has too much to answer already");
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
        let page = self.find(url).await;
        if let Err(error) = &page {
            tracing::debug!(%error, "no preview");
        }
        let page = page.ok();
        self.store.keep_page(address, page.clone()).await?;
        Ok(page)
    }

    /// Waits until the person may ask the host of an address.
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
        // What is made small is smaller.
        if !self.space.has_room_for(fetched.body.len() as u64).await? {
            return Err(PreviewError::DiskFull);
        }
        let _turn = self.decoding.acquire().await;
        let small = spawn_blocking(move || thumbnail::make(&fetched.body)).await??;
        Ok(Picture {
            name: self.pictures.keep(&small).await?,
            width: small.width,
            height: small.height,
        })
    }
}

/// Looks at what is `noticed`, many at once but not too many, until `stopping`. Each person has a share: links that never
/// answer hold up those who sent them, and nobody else. Of those that share
/// `noticed`, one runs at a time.
pub(crate) async fn run(
    previewer: Previewer,
    noticed: Arc<Mutex<mpsc::Receiver<Noticed>>>,
    stopping: CancellationToken,
) -> Result<(), Infallible> {
    let mut noticed = noticed.lock().await;
    let mut line = Line::default();
    let mut tasks = JoinSet::new();
    let mut authors = HashMap::new();
    loop {
        while tasks.len() < MESSAGES
            && let Some((author, linked)) = line.next()
        {
            let previewer = previewer.clone();
            let task = tasks.spawn(async move { log(previewer.preview(linked).await) });
            authors.insert(task.id(), author);
        }
        tokio::select! {
            noticed = noticed.recv() => {
                let Some(noticed) = noticed else { return Ok(()) };
                if let Some(linked) = noticed.read()
                    && let Err(linked) = line.push(linked.author, linked)
                {
                    is_passed_over(linked.message);
                }
            }
            Some(done) = tasks.join_next_with_id(), if !tasks.is_empty() => {
                let task = match done {
                    Ok((task, ())) => task,
                    Err(error) => {
                        tracing::error!(%error, "looking at links failed");
                        error.id()
                    }
                };
                if let Some(author) = authors.remove(&task) {
                    line.done(author);
                }
            }
            () = stopping.cancelled() => return Ok(()),
        }
    }
}

/// Returns the time before which a page was fetched too long ago to be kept.
pub(crate) fn oldest_page() -> Timestamp {
    ago(PAGE_LASTS)
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
