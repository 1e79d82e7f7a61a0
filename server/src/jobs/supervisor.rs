//! Restarts the tasks that run for as long as the server does.

use std::{
    collections::BTreeMap,
    fmt::Display,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

/// Failures in a row after which a task counts as failing: a single restart may be enough.
const FAILING: u32 = 3;
/// The longest pause before a restart. Each pause is twice as long as the previous one.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Starts tasks, restarts those that end early, and knows which keep failing. Clones share the state.
#[derive(Clone)]
pub(crate) struct Supervisor {
    failures: Arc<Mutex<BTreeMap<&'static str, u32>>>,
    stopping: CancellationToken,
    /// The pause before the first restart.
    pause: Duration,
    /// A task that has run for this long no longer counts as failing.
    steady: Duration,
}

impl Supervisor {
    pub(crate) fn new(stopping: CancellationToken, pause: Duration, steady: Duration) -> Self {
        Self {
            failures: Arc::default(),
            stopping,
            pause,
            steady,
        }
    }

    /// Runs a task until the server stops. `task` is called for each start.
    pub(crate) fn spawn<F, E>(
        &self,
        name: &'static str,
        task: impl Fn() -> F + Send + 'static,
    ) -> JoinHandle<()>
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Display + Send + 'static,
    {
        let supervisor = self.clone();
        tokio::spawn(async move {
            loop {
                let reason = supervisor.watch(name, tokio::spawn(task())).await;
                if supervisor.stopping.is_cancelled() {
                    return;
                }
                let failures = supervisor.count(name);
                tracing::error!(
                    task = name,
                    failures,
                    reason,
                    "a task has ended; it is restarted"
                );
                tokio::select! {
                    () = sleep(supervisor.pause_after(failures)) => {}
                    () = supervisor.stopping.cancelled() => return,
                }
            }
        })
    }

    /// Returns the names of the tasks that keep failing.
    pub(crate) fn failing(&self) -> Vec<&'static str> {
        let failures = self.failures();
        let failing = failures.iter().filter(|(_, count)| **count >= FAILING);
        failing.map(|(name, _)| *name).collect()
    }

    /// Waits for the end of a task, and returns why it ended.
    async fn watch<E: Display>(
        &self,
        name: &'static str,
        mut task: JoinHandle<Result<(), E>>,
    ) -> String {
        let ended = match timeout(self.steady, &mut task).await {
            Ok(ended) => ended,
            Err(_) => {
                if self.failures().remove(name).is_some() {
                    tracing::info!(task = name, "a task runs again");
                }
                task.await
            }
        };
        match ended {
            Ok(Ok(())) => "it returned".to_owned(),
            Ok(Err(error)) => error.to_string(),
            // The panic hook has logged the panic.
            Err(error) => error.to_string(),
        }
    }

    /// Counts a failure, and returns how many came in a row.
    fn count(&self, name: &'static str) -> u32 {
        let mut failures = self.failures();
        let count = failures.entry(name).or_default();
        *count = count.saturating_add(1);
        *count
    }

    fn pause_after(&self, failures: u32) -> Duration {
        let doublings = failures.saturating_sub(1).min(16);
        self.pause.saturating_mul(1 << doublings).min(LONGEST_PAUSE)
    }

    /// Each change is one step, so a panic elsewhere under the lock corrupts nothing.
    fn failures(&self) -> MutexGuard<'_, BTreeMap<&'static str, u32>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{convert::Infallible, future::pending};
    use tokio::sync::watch;

    const PATIENCE: Duration = Duration::from_secs(30);
    const PAUSE: Duration = Duration::from_millis(1);
    const STEADY: Duration = Duration::from_millis(500);
    const NOBODY: [&str; 0] = [];

    fn supervisor(steady: Duration) -> Supervisor {
        Supervisor::new(CancellationToken::new(), PAUSE, steady)
    }

    /// Starts a task that panics, fails or returns, until its start number `steady_at`. Returns the number of starts.
    fn start(supervisor: &Supervisor, steady_at: u32) -> watch::Receiver<u32> {
        let (starts, started) = watch::channel(0);
        supervisor.spawn("tea", move || {
            starts.send_modify(|starts| *starts += 1);
            let start = *starts.borrow();
            async move {
                match start {
                    _ if start >= steady_at => pending().await,
                    _ if start % 3 == 1 => panic!("the kettle is empty"),
                    _ if start % 3 == 2 => Err("the kettle is cold"),
                    _ => Ok(()),
                }
            }
        });
        started
    }

    async fn reaches(started: &mut watch::Receiver<u32>, wanted: u32) {
        let reached = started.wait_for(|starts| *starts >= wanted);
        let reached = timeout(PATIENCE, reached).await.expect("started in time");
        assert_eq!(*reached.expect("the task lives"), wanted);
    }

    async fn names(supervisor: &Supervisor, wanted: &[&str]) {
        let named = async {
            while supervisor.failing() != wanted {
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, named).await.expect("named in time");
    }

    #[tokio::test]
    async fn a_task_that_ends_is_restarted_and_does_not_count_as_failing_yet() {
        let supervisor = supervisor(STEADY);
        let mut started = start(&supervisor, 2);
        reaches(&mut started, 2).await;
        assert_eq!(supervisor.failing(), NOBODY);
    }

    #[tokio::test]
    async fn a_task_that_keeps_failing_is_named_until_it_runs_steadily() {
        let supervisor = supervisor(STEADY);
        let mut started = start(&supervisor, 5);
        reaches(&mut started, 5).await;
        assert_eq!(supervisor.failing(), ["tea"]);
        names(&supervisor, &NOBODY).await;
        assert_eq!(*started.borrow(), 5);
    }

    #[tokio::test]
    async fn a_task_that_fails_now_and_then_is_not_named() {
        let supervisor = supervisor(Duration::ZERO);
        let (starts, mut started) = watch::channel(0);
        let failing = supervisor.clone();
        supervisor.spawn("tea", move || {
            starts.send_modify(|starts| *starts += 1);
            assert_eq!(failing.failing(), NOBODY);
            let counted = failing.clone();
            async move {
                // It has run steadily once its earlier failure is forgotten.
                while !counted.failures().is_empty() {
                    tokio::task::yield_now().await;
                }
                Err("the kettle is cold")
            }
        });
        reaches(&mut started, 10).await;
    }

    #[tokio::test]
    async fn nothing_is_restarted_once_the_server_stops() {
        let supervisor = supervisor(STEADY);
        let stopping = supervisor.stopping.clone();
        let (starts, mut started) = watch::channel(0);
        let watched = supervisor.spawn("tea", move || {
            starts.send_modify(|starts| *starts += 1);
            let stopping = stopping.clone();
            async move {
                stopping.cancelled().await;
                Ok::<_, Infallible>(())
            }
        });
        reaches(&mut started, 1).await;
        supervisor.stopping.cancel();
        let ended = timeout(PATIENCE, watched).await.expect("ends in time");
        ended.expect("does not panic");
        assert_eq!(*started.borrow(), 1);
    }

    #[test]
    fn pauses_grow_up_to_a_bound() {
        let pause = Duration::from_secs(1);
        let supervisor = Supervisor::new(CancellationToken::new(), pause, STEADY);
        let pauses = [1, 2, 3, 7, 8, 1000].map(|failures| supervisor.pause_after(failures));
        assert_eq!(pauses.map(|pause| pause.as_secs()), [1, 2, 4, 60, 60, 60]);
    }
}
