//! The offline copy in IndexedDB: an index, a snapshot, and the history of each room, as JSON.
//!
//! A browser may refuse to store. Then nothing is saved.

use crate::database;
use client::{OfflineIndex, OfflinePlace, OfflineRoom};
use idb::{Database, Request, Transaction, TransactionMode};
use js_sys::Array;
use leptos::prelude::window;
use protocol::{RoomId, Snapshot, Timestamp, UserId, read::read as parse};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbObjectStore, IdbRequest};

const DATABASE: &str = "hubbub-saved";
const STORE: &str = "saved";
const INDEX: &str = "index";
const SNAPSHOT: &str = "snapshot";
/// Start of the key of a room.
const ROOM: &str = "room:";

/// Everything that is saved.
pub(super) struct Saved {
    pub(super) index: OfflineIndex,
    pub(super) snapshot: Snapshot,
    pub(super) rooms: Vec<OfflineRoom>,
}

/// Changes of the offline copy.
pub(super) struct SavedChanges {
    /// When the client was last connected.
    pub(super) at: Timestamp,
    /// The path of the page that is looked at.
    pub(super) path: String,
    /// JSON of the snapshot. `None` if it is saved already.
    pub(super) snapshot: Option<String>,
    /// The rooms with new history, each with its JSON.
    pub(super) rooms: Vec<(RoomId, String)>,
    /// When the person last looked at rooms.
    pub(super) used: Vec<(RoomId, Timestamp)>,
    /// The rooms that the person is in.
    pub(super) present: Vec<RoomId>,
}

/// Change of the store, with the index. Returns an error if the browser refuses.
type Change = Box<dyn FnOnce(Option<OfflineIndex>, &IdbObjectStore) -> Result<(), JsValue>>;

/// Reads everything that is saved. `None` if there is nothing.
pub(super) async fn read() -> Option<Saved> {
    let database = open().await?;
    let transaction = transaction(&database, TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE).ok()?;
    let (keys, values) = (
        store.get_all_keys(None, None).ok()?,
        store.get_all(None, None).ok()?,
    );
    if !database::complete(transaction).await {
        return None;
    }
    let keys = Array::from(&keys.result().ok()?);
    let values = Array::from(&values.result().ok()?);
    let (mut index, mut snapshot, mut rooms) = (None, None, Vec::new());
    for (key, value) in keys.iter().zip(values.iter()) {
        let (Some(key), Some(json)) = (key.as_string(), value.as_string()) else {
            continue;
        };
        match key.as_str() {
            INDEX => index = parse(&json),
            SNAPSHOT => snapshot = parse(&json),
            // A room that another release saved may not be read.
            _ => rooms.extend(parse::<OfflineRoom>(&json)),
        }
    }
    Some(Saved {
        index: index?,
        snapshot: snapshot?,
        rooms,
    })
}

/// Removes everything.
pub(super) async fn forget() -> Option<()> {
    change(Box::new(|_, store| store.clear().map(drop))).await
}

/// Returns the lease under which pages of this sign-in save. Removes what was saved for another person.
pub(super) async fn claim(user: UserId, fresh: String) -> Option<String> {
    let database = open().await?;
    let first = claim_in(&database, user, fresh).await?;
    database.close();
    Some(first)
}

async fn claim_in(database: &Database, user: UserId, fresh: String) -> Option<String> {
    let claim = move |index: Option<OfflineIndex>, store: &IdbObjectStore| {
        if index.is_some_and(|index| index.user == user) {
            return Ok(());
        }
        store.clear()?;
        let index = OfflineIndex {
            user,
            lease: fresh,
            ..OfflineIndex::default()
        };
        put(store, INDEX, &json(&index))
    };
    change_in(database, Box::new(claim)).await?;
    let transaction = transaction(database, TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE).ok()?;
    let request = store.get(JsValue::from_str(INDEX)).ok()?;
    if !database::complete(transaction).await {
        return None;
    }
    let index: Option<OfflineIndex> = parse(&request.result().ok()?.as_string()?);
    index
        .filter(|index| index.user == user)
        .map(|index| index.lease)
}

/// Saves changes, unless the person has signed out: then the lease is another one.
pub(super) async fn save(lease: String, changes: SavedChanges) -> Option<()> {
    let save = move |index: Option<OfflineIndex>, store: &IdbObjectStore| {
        let Some(mut index) = index.filter(|index| index.lease == lease) else {
            return Ok(());
        };
        index.at = changes.at;
        index.path = changes.path;
        if let Some(snapshot) = &changes.snapshot {
            put(store, SNAPSHOT, snapshot)?;
        }
        for (room, json) in &changes.rooms {
            put(store, &key(*room), json)?;
            index.put(OfflinePlace {
                room: *room,
                bytes: json.len() as u64,
                used_at: changes.at,
            });
        }
        for (room, at) in changes.used {
            index.touch(room, at);
        }
        for room in index.trim(|room| !changes.present.contains(&room)) {
            store.delete(&JsValue::from_str(&key(room)))?;
        }
        put(store, INDEX, &json(&index))
    };
    change(Box::new(save)).await
}

async fn change(change: Change) -> Option<()> {
    let database = open().await?;
    let changed = change_in(&database, change).await;
    database.close();
    changed
}

/// Reads the index and changes the store, in one transaction: other tabs may save as well.
async fn change_in(database: &Database, change: Change) -> Option<()> {
    let transaction = transaction(database, TransactionMode::ReadWrite)?;
    let store = IdbObjectStore::from(transaction.object_store(STORE).ok()?);
    let request = store.get(&JsValue::from_str(INDEX)).ok()?;
    let answer: IdbRequest = request.clone();
    let found = Closure::once_into_js(move || {
        let json = answer.result().ok().and_then(|value| value.as_string());
        let index = json.and_then(|json| parse(&json));
        if change(index, &store).is_err()
            && let Ok(transaction) = store.transaction().dyn_into::<web_sys::IdbTransaction>()
        {
            // It fails only if the transaction has ended.
            let _ = transaction.abort();
        }
    });
    request.set_onsuccess(Some(found.unchecked_ref()));
    database::complete(transaction).await.then_some(())
}

fn put(store: &IdbObjectStore, key: &str, json: &str) -> Result<(), JsValue> {
    let (json, key) = (JsValue::from_str(json), JsValue::from_str(key));
    store.put_with_key(&json, &key).map(drop)
}

fn key(room: RoomId) -> String {
    format!("{ROOM}{room}")
}

fn json(index: &OfflineIndex) -> String {
    serde_json::to_string(index).unwrap_or_default()
}

fn transaction(database: &Database, mode: TransactionMode) -> Option<Transaction> {
    database.transaction(&[STORE], mode).ok()
}

async fn open() -> Option<Database> {
    // Some browsers have none in a private window.
    window().indexed_db().ok()??;
    database::open(DATABASE, STORE).await
}
