//! Saves a copy of the client: soon after the page has started and after each change of the page, then now and then if
//! something has changed, and when the page is hidden. Never with each message.

use super::store::{self, SavedChanges};
use crate::clock;
use app::chat::Chat;
use client::{Client, state::RoomState};
use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;
use protocol::{Cursors, MessageId, RoomId, StreamId, Timestamp, route::Route};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;

/// Time from a change of the page until its room is saved, in milliseconds.
const SOON_MS: u32 = 2_000;
/// How often changes are saved, in milliseconds.
const INTERVAL_MS: u32 = 15_000;

/// What of a room's history is saved.
#[derive(Clone, Copy, PartialEq, Eq)]
struct SavedExtent {
    seq: u64,
    first: Option<u64>,
    last: Option<u64>,
    has_members: bool,
    /// The root and the last reply of the thread that was opened last.
    thread: Option<(MessageId, Option<u64>, Option<u64>)>,
}

struct Saver {
    chat: Chat,
    lease: String,
    /// What was saved last.
    cursors: RefCell<Cursors>,
    rooms: RefCell<BTreeMap<RoomId, SavedExtent>>,
    /// When the person looked at rooms.
    used: RefCell<BTreeMap<RoomId, Timestamp>>,
    saving: Cell<bool>,
    soon: RefCell<Option<Timeout>>,
}

/// Starts to save, for as long as the page lives.
pub(super) async fn start(chat: Chat) {
    let user = chat.peek(|client| client.state.me.id);
    let fresh = chat.browser.get().new_client_id().to_string();
    let Some(lease) = store::claim(user, fresh).await else {
        return;
    };
    let saver = Rc::new(Saver {
        chat,
        lease,
        cursors: RefCell::default(),
        rooms: RefCell::default(),
        used: RefCell::default(),
        saving: Cell::default(),
        soon: RefCell::default(),
    });
    let tick = Rc::clone(&saver);
    Interval::new(INTERVAL_MS, move || Rc::clone(&tick).save()).forget();
    let hidden = Rc::clone(&saver);
    let on_hidden = Closure::<dyn Fn()>::new(move || {
        if document().hidden() {
            Rc::clone(&hidden).save();
        }
    });
    // It never fails for an existing event name.
    let _ = document()
        .add_event_listener_with_callback("visibilitychange", on_hidden.as_ref().unchecked_ref());
    on_hidden.forget();
    let live = Memo::new(move |_| chat.look(Client::is_live));
    Effect::new(move || {
        let room = chat.route().room_id();
        if let Some(room) = room {
            saver.used.borrow_mut().insert(room, clock::now());
        }
        if live.get() {
            saver.save_soon();
        }
    });
}

impl Saver {
    fn save_soon(self: &Rc<Self>) {
        let saver = Rc::clone(self);
        self.soon
            .replace(Some(Timeout::new(SOON_MS, move || saver.save())));
    }

    /// Saves what has changed, if the client is connected: otherwise the copy would claim to be newer than it is.
    fn save(self: Rc<Self>) {
        if self.saving.get() || !self.chat.peek(Client::is_live) {
            return;
        }
        let Some(changes) = self.changes() else {
            return;
        };
        self.saving.set(true);
        spawn_local(async move {
            if store::save(self.lease.clone(), changes).await.is_none() {
                // Then all of it is saved the next time.
                self.cursors.borrow_mut().clear();
                self.rooms.borrow_mut().clear();
            }
            self.saving.set(false);
        });
    }

    fn changes(&self) -> Option<SavedChanges> {
        let at = clock::now();
        let path = self.chat.path.get_untracked();
        let path = match Route::parse(&path) {
            Route::Missing => String::new(),
            _ => path,
        };
        self.chat.peek(|client| {
            let state = &client.state;
            let changed = *self.cursors.borrow() != state.cursors;
            let snapshot = match changed {
                true => Some(serde_json::to_string(&state.to_snapshot()?).ok()?),
                false => None,
            };
            let mut rooms = Vec::new();
            for (id, room) in &state.rooms {
                let Some(seq) = state.cursors.get(&StreamId::Room(*id)) else {
                    continue;
                };
                let extent = extent(room, *seq);
                if !self.used.borrow().contains_key(id)
                    || self.rooms.borrow().get(id) == Some(&extent)
                {
                    continue;
                }
                if let Some(saved) = state.saved_room(*id, at) {
                    rooms.push((*id, serde_json::to_string(&saved).ok()?));
                    self.rooms.borrow_mut().insert(*id, extent);
                }
            }
            self.cursors.replace(state.cursors.clone());
            let used = self.used.borrow();
            Some(SavedChanges {
                at,
                path,
                snapshot,
                rooms,
                used: used.iter().map(|(room, at)| (*room, *at)).collect(),
                present: state.rooms.keys().copied().collect(),
            })
        })
    }
}

fn extent(room: &RoomState, seq: u64) -> SavedExtent {
    SavedExtent {
        seq,
        first: room.timeline.first(),
        last: room.timeline.last(),
        has_members: room.members.is_some(),
        thread: room.thread.as_ref().map(|open| {
            let timeline = &open.timeline;
            (open.root, timeline.first(), timeline.last())
        }),
    }
}
