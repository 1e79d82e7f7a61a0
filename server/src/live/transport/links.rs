//! Links: the connections that receive frames by HTTP requests.

use super::Received;
use crate::token::{self, TokenHash};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::mpsc;

/// Frames that may wait for a connection to receive them.
const INBOX: usize = 64;

/// The connections that receive frames by requests.
#[derive(Default)]
pub(crate) struct Links(Mutex<HashMap<String, Link>>);

struct Link {
    session: TokenHash,
    inbox: mpsc::Sender<Received>,
}

/// A link's entry in the table. Dropping it removes the entry.
pub(super) struct Listing {
    links: Arc<Links>,
    link: String,
}

/// Why a frame was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkError {
    /// There is no such link, or it belongs to another session.
    NotFound,
    /// Too many frames are waiting.
    Full,
}

impl Links {
    /// Adds a link with a name that nobody can guess.
    pub(super) fn list(
        self: &Arc<Self>,
        session: TokenHash,
    ) -> (Listing, mpsc::Receiver<Received>) {
        let (inbox, heard) = mpsc::channel(INBOX);
        let link = token::link();
        self.table().insert(link.clone(), Link { session, inbox });
        let links = Arc::clone(self);
        (Listing { links, link }, heard)
    }

    /// Passes a frame to the connection of a link.
    ///
    /// # Errors
    ///
    /// If there is no such link of the session, or its queue is full.
    pub(crate) fn hand(
        &self,
        link: &str,
        session: &TokenHash,
        heard: Received,
    ) -> Result<(), LinkError> {
        let table = self.table();
        let link = table.get(link).filter(|link| link.session == *session);
        let link = link.ok_or(LinkError::NotFound)?;
        link.inbox.try_send(heard).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => LinkError::Full,
            mpsc::error::TrySendError::Closed(_) => LinkError::NotFound,
        })
    }

    /// Locks even after a panic: each change of the table is one step.
    fn table(&self) -> MutexGuard<'_, HashMap<String, Link>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listing {
    pub(super) fn link(&self) -> &str {
        &self.link
    }
}

impl Drop for Listing {
    fn drop(&mut self) {
        self.links.table().remove(&self.link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: TokenHash = [1; 32];
    const GRACE: TokenHash = [2; 32];

    #[test]
    fn a_link_accepts_frames_of_its_own_session_while_it_is_listed() {
        let links = Arc::new(Links::default());
        let (listing, mut heard) = links.list(ADA);
        let link = listing.link().to_owned();
        assert_eq!(links.hand(&link, &ADA, Received::KeepAlive), Ok(()));
        assert_eq!(heard.try_recv(), Ok(Received::KeepAlive));

        let by_grace = links.hand(&link, &GRACE, Received::KeepAlive);
        assert_eq!(by_grace, Err(LinkError::NotFound));
        drop(listing);
        let too_late = links.hand(&link, &ADA, Received::KeepAlive);
        assert_eq!(too_late, Err(LinkError::NotFound));
    }

    #[test]
    fn waiting_frames_are_bounded() {
        let links = Arc::new(Links::default());
        let (listing, _heard) = links.list(ADA);
        for _ in 0..INBOX {
            assert_eq!(
                links.hand(listing.link(), &ADA, Received::KeepAlive),
                Ok(())
            );
        }
        let one_more = links.hand(listing.link(), &ADA, Received::KeepAlive);
        assert_eq!(one_more, Err(LinkError::Full));
    }
}
