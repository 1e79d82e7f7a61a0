//! Parts of the view whose types say nothing about what is in them.
//!
//! The compiler makes the machine code of a view anew for each type of closure in it, several kilobytes each. Behind
//! one boxed type they share it: that is what keeps the wasm within its budget.

use client::rows::RowKey;
use leptos::{
    prelude::*,
    tachys::{reactive_graph::OwnedView, view::keyed::keyed},
    task::spawn_local,
};
use protocol::{ClientId, MessageId, RoomId, UserId};
use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
};

/// `view!`, erased.
macro_rules! part {
    ($($view:tt)*) => {
        $crate::erased::any(leptos::view! { $($view)* })
    };
}
pub(crate) use part;

/// A view, without the wrapper that `view!` puts around it: one type less for each element.
pub(crate) fn any<T: RenderHtml + Send + 'static>(view: View<T>) -> AnyView {
    view.into_inner().into_any()
}

type Part = Arc<Mutex<dyn FnMut() -> AnyView + Send>>;

/// A part of the view that is made anew whenever what it reads changes.
pub(crate) fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let part: Part = Arc::new(Mutex::new(view));
    part.into_any()
}

/// A value worked out from what it reads, which wakes its readers only when it changes.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    of_boxed(Box::new(value))
}

fn of_boxed<T: PartialEq + Send + Sync + 'static>(
    value: Box<dyn Fn() -> T + Send + Sync>,
) -> Memo<T> {
    Memo::new(move |_| value())
}

/// A part of the view that is there while `shown` holds.
pub(crate) fn when(
    shown: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let shown = memo(shown);
    dynamic(move || if shown.get() { view() } else { ().into_any() })
}

/// What tells the parts of a [`list`] apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key(pub(crate) u128, pub(crate) u128);

impl From<RoomId> for Key {
    fn from(room: RoomId) -> Self {
        Self(room.0.as_u128(), 0)
    }
}

impl From<usize> for Key {
    fn from(place: usize) -> Self {
        Self(place as u128, 0)
    }
}

impl From<MessageId> for Key {
    fn from(message: MessageId) -> Self {
        Self(message.0.as_u128(), 0)
    }
}

impl From<ClientId> for Key {
    fn from(message: ClientId) -> Self {
        Self(message.0.as_u128(), 0)
    }
}

impl From<UserId> for Key {
    fn from(user: UserId) -> Self {
        Self(user.0.as_u128(), 0)
    }
}

impl From<RowKey> for Key {
    fn from(row: RowKey) -> Self {
        match row {
            // No id is nil, so these stand for no message.
            RowKey::New => Self(0, 0),
            RowKey::Day(day) => Self(0, 1 + u128::from(day.number())),
            RowKey::Message(author, id) => Self(author.0.as_u128(), id.0.as_u128()),
        }
    }
}

type Item = (Key, Box<dyn FnOnce() -> AnyView + Send>);

/// A part of the view for each key, which stays the same part for as long as its key is there.
pub(crate) fn list<K: Into<Key> + Copy + Send + 'static>(
    keys: impl Fn() -> Vec<K> + Send + 'static,
    view: impl Fn(K) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let view = Arc::new(view);
    list_of(Box::new(move || {
        let item = |key: K| {
            let view = Arc::clone(&view);
            let part: Box<dyn FnOnce() -> AnyView + Send> = Box::new(move || view(key));
            (key.into(), part)
        };
        keys().into_iter().map(item).collect()
    }))
}

/// As leptos's `For` does it: each part has an owner of its own, so that it lives as long as its key and no longer.
fn list_of(items: Box<dyn Fn() -> Vec<Item> + Send>) -> AnyView {
    let parent = Owner::current().unwrap_or_default();
    dynamic(move || {
        let parent = parent.clone();
        let part = move |_: usize, (_, view): Item| {
            let owner = parent.with(Owner::new);
            let part = owner.with(view);
            (|_: usize| (), OwnedView::new_with_owner(part, owner))
        };
        keyed(items(), |(key, _): &Item| *key, part).into_any()
    })
}

/// Runs what takes time, beside everything else.
pub(crate) fn spawn(deed: impl Future<Output = ()> + 'static) {
    let deed: Pin<Box<dyn Future<Output = ()>>> = Box::pin(deed);
    spawn_local(deed);
}

/// What to do about an event.
pub(crate) fn handler<E: 'static>(deed: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(deed)
}

/// Does something in the browser, now and whenever what it reads changes.
pub(crate) fn effect(deed: impl FnMut() + 'static) {
    run(Box::new(deed));
}

fn run(mut deed: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| deed());
}
