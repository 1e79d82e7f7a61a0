//! Requests of which only the latest counts.

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::Poll,
};
use wasm_bindgen_futures::spawn_local;

/// A task, as long as it is not cancelled or done.
type Slot = Rc<RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>>;

/// Runs one task at a time: a new one drops the one before, which aborts its request.
#[derive(Default)]
pub(super) struct LatestTask {
    current: RefCell<Slot>,
}

impl LatestTask {
    /// Runs a task in place of the one before.
    pub(super) fn run(&self, task: impl Future<Output = ()> + 'static) {
        self.cancel();
        let slot: Slot = Rc::new(RefCell::new(Some(Box::pin(task))));
        self.current.replace(Rc::clone(&slot));
        spawn_local(poll_fn(move |context| {
            // Taken out while it runs: it may start another task, which cancels this one.
            let Some(mut task) = slot.take() else {
                return Poll::Ready(());
            };
            let poll = task.as_mut().poll(context);
            if poll.is_pending() {
                slot.replace(Some(task));
            }
            poll
        }));
    }

    /// Drops the task that is running, if there is one.
    pub(super) fn cancel(&self) {
        let slot = self.current.take();
        // Dropped when nothing is borrowed any more.
        let task = slot.take();
        drop(task);
    }
}
