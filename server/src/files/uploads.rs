//! Bounds the uploads in progress, of each person and in all.

use crate::tuning::Tuning;
use protocol::UserId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Counts of the uploads in progress. Clones share them.
#[derive(Clone)]
pub(crate) struct Uploads {
    in_progress: Arc<Mutex<HashMap<UserId, usize>>>,
    /// The most uploads of one person.
    each: usize,
    /// The most uploads in all.
    all: usize,
}

/// Error of beginning an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooManyUploads {
    /// The person has too many in progress.
    OfPerson,
    /// There are too many in all.
    InAll,
}

/// Permission to upload. Dropping it ends the upload.
pub(crate) struct UploadPermit {
    uploads: Uploads,
    person: UserId,
}

impl Uploads {
    pub(crate) fn new(tuning: &Tuning) -> Self {
        Self {
            in_progress: Arc::default(),
            each: tuning.uploads_each,
            all: tuning.uploads,
        }
    }

    /// Begins an upload.
    pub(crate) fn begin(&self, person: UserId) -> Result<UploadPermit, TooManyUploads> {
        let mut in_progress = self.lock();
        let own = in_progress.get(&person).copied().unwrap_or_default();
        if own >= self.each {
            return Err(TooManyUploads::OfPerson);
        }
        if in_progress.values().sum::<usize>() >= self.all {
            return Err(TooManyUploads::InAll);
        }
        in_progress.insert(person, own + 1);
        drop(in_progress);
        Ok(UploadPermit {
            uploads: self.clone(),
            person,
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<UserId, usize>> {
        self.in_progress
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UploadPermit {
    fn drop(&mut self) {
        let mut in_progress = self.uploads.lock();
        if let Some(own) = in_progress.get_mut(&self.person) {
            *own -= 1;
            if *own == 0 {
                in_progress.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::types::Uuid;

    #[test]
    fn uploads_are_bounded_for_each_person_and_in_all() {
        let uploads = Uploads::new(&Tuning {
            uploads_each: 2,
            uploads: 3,
            ..Tuning::default()
        });
        let [ada, grace, linus] = [1, 2, 3].map(|number| UserId(Uuid::from_u128(number)));
        let begin = |person| uploads.begin(person);
        let first = begin(ada).expect("a place");
        let second = begin(ada).expect("a place");
        assert!(matches!(begin(ada), Err(TooManyUploads::OfPerson)));
        let third = begin(grace).expect("a place");
        assert!(matches!(begin(linus), Err(TooManyUploads::InAll)));
        drop(first);
        let fourth = begin(linus).expect("a place");
        drop((second, third, fourth));
        assert!(uploads.lock().is_empty());
    }
}
