//! The outbox in IndexedDB: one object store of messages as JSON, keyed by [user, client_id], so that they are read in the
//! order in which they were written.
//!
//! A browser may refuse to store (a full disk, a private window). Then these functions return `None`, and messages live as
//! long as the page.

use crate::database;
use client::PendingMessage;
use idb::{
    Database, Error, KeyRange, ObjectStore, Query, Request, TransactionMode,
    request::GetAllStoreRequest,
};
use js_sys::Array;
use protocol::{ClientId, UserId, read::read};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;

const DATABASE: &str = "hubbub";
const STORE: &str = "outbox";

/// Request within a transaction.
type StoreRequest<'a> = &'a dyn Fn(&ObjectStore) -> Result<Option<GetAllStoreRequest>, Error>;

/// One person's messages in storage.
pub(super) struct OutboxStore {
    user: JsValue,
    database: RefCell<Option<Rc<Database>>>,
}

impl OutboxStore {
    pub(super) fn new(user: UserId) -> Self {
        Self {
            user: JsValue::from_str(&user.to_string()),
            database: RefCell::default(),
        }
    }

    /// Stores a message, and replaces one with its id.
    pub(super) async fn put(&self, pending: &PendingMessage) -> Option<()> {
        let json = JsValue::from_str(&serde_json::to_string(pending).ok()?);
        let key = self.key(pending.client_id);
        let put = |store: &ObjectStore| store.put(&json, Some(&key)).map(|_| None);
        self.transact(TransactionMode::ReadWrite, &put).await?;
        Some(())
    }

    /// Removes a message.
    pub(super) async fn delete(&self, id: ClientId) -> Option<()> {
        let key = self.key(id);
        let delete = |store: &ObjectStore| store.delete(Query::Key(key.clone())).map(|_| None);
        self.transact(TransactionMode::ReadWrite, &delete).await?;
        Some(())
    }

    /// Returns all messages, in the order of their ids.
    pub(super) async fn all(&self) -> Option<Vec<PendingMessage>> {
        // In IndexedDB's order, an array is greater than every text.
        let first = Array::of1(&self.user);
        let beyond = Array::of2(&self.user, &Array::new());
        let get = |store: &ObjectStore| {
            let range = KeyRange::bound(&first, &beyond, None, None)?;
            store.get_all(Some(Query::KeyRange(range)), None).map(Some)
        };
        let request = self.transact(TransactionMode::ReadOnly, &get).await??;
        let mut all = Vec::new();
        for json in Array::from(&request.result().ok()?).iter() {
            all.extend(
                json.as_string()
                    .and_then(|json| read::<PendingMessage>(&json)),
            );
        }
        Some(all)
    }

    fn key(&self, id: ClientId) -> JsValue {
        Array::of2(&self.user, &JsValue::from_str(&id.to_string())).into()
    }

    /// Makes a request and waits until its transaction is complete.
    async fn transact(
        &self,
        mode: TransactionMode,
        request: StoreRequest<'_>,
    ) -> Option<Option<GetAllStoreRequest>> {
        let database = self.database().await?;
        let answer = transact(&database, mode, request).await;
        if answer.is_none() {
            // The browser may have closed it: the next transaction opens it again.
            database.close();
            self.database.take();
        }
        answer
    }

    async fn database(&self) -> Option<Rc<Database>> {
        let known = self.database.borrow().clone();
        if known.is_some() {
            return known;
        }
        let database = Rc::new(database::open(DATABASE, STORE).await?);
        self.database.replace(Some(Rc::clone(&database)));
        Some(database)
    }
}

async fn transact(
    database: &Database,
    mode: TransactionMode,
    request: StoreRequest<'_>,
) -> Option<Option<GetAllStoreRequest>> {
    let transaction = database.transaction(&[STORE], mode).ok()?;
    let answer = request(&transaction.object_store(STORE).ok()?).ok()?;
    database::complete(transaction).await.then_some(answer)
}
