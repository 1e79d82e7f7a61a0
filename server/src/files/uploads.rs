//! Bounds how many uploads are under way at once, of one person and of all.

use crate::{http::error::ApiError, tuning::Tuning};
use protocol::UserId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The uploads under way. Clones share them.
#[derive(Clone)]
pub(crate) struct Uploads {
    under_way: Arc<Mutex<HashMap<UserId, usize>>>,
    /// The most of one person.
    each: usize,
    /// The most of all.
    all: usize,
}

/// An upload under way, until it is dropped.
pub(crate) struct Upload {
    uploads: Uploads,
    person: UserId,
}

impl Uploads {
    pub(crate) fn new(tuning: &Tuning) -> Self {
        Self {
            under_way: Arc::default(),
            each: tuning.uploads_each,
            all: tuning.uploads,
        }
    }

    /// Begins an upload.
    ///
    /// # Errors
    /// `TooManyUploads` if the person has too many under way already, `Busy` if all together have.
    pub(crate) fn begin(&self, person: UserId) -> Result<Upload, ApiError> {
        let mut under_way = self.lock();
        let own = under_way.get(&person).copied().unwrap_or_default();
        if own >= self.each {
            return Err(ApiError::TooManyUploads);
        }
        if under_way.values().sum::<usize>() >= self.all {
            return Err(ApiError::Busy);
        }
        under_way.insert(person, own + 1);
        drop(under_way);
        Ok(Upload {
            uploads: self.clone(),
            person,
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<UserId, usize>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let mut under_way = self.uploads.lock();
        if let Some(own) = under_way.get_mut(&self.person) {
            *own -= 1;
            if *own == 0 {
                under_way.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::types::Uuid;

    #[test]
    fn one_person_has_a_share_of_the_uploads_at_once() {
        let uploads = Uploads::new(&Tuning {
            uploads_each: 2,
            uploads: 3,
            ..Tuning::default()
        });
        let [ada, grace, linus] = [1, 2, 3].map(|number| UserId(Uuid::from_u128(number)));
        let begin = |person| uploads.begin(person);
        let first = begin(ada).expect("a place");
        let second = begin(ada).expect("a place");
        assert!(matches!(begin(ada), Err(ApiError::TooManyUploads)));
        let third = begin(grace).expect("a place");
        assert!(matches!(begin(linus), Err(ApiError::Busy)));
        drop(first);
        let fourth = begin(linus).expect("a place");
        drop((second, third, fourth));
        assert!(uploads.lock().is_empty());
    }
}
