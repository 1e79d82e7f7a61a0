//! State of the request that a form or a button sends: whether it is under way, and why the last one failed.

use crate::{api::Submission, erased::when};
use leptos::{prelude::*, task::spawn_local};
use protocol::Problem;
use std::future::Future;

/// A form's request and its problem.
#[derive(Clone, Copy)]
pub(crate) struct FormRequest {
    pub(crate) pending: RwSignal<bool>,
    pub(crate) problem: RwSignal<Option<String>>,
}

impl FormRequest {
    pub(crate) fn new() -> Self {
        Self {
            pending: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// Sends a request, and calls `done` with its answer. If it fails, the form shows why.
    ///
    /// The form may have left the page by the time `done` runs: its signals must be set with `try_set`.
    pub(crate) fn run<T: 'static>(
        self,
        request: impl Future<Output = Result<T, Problem>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.problem.set(None);
        self.pending.set(true);
        spawn_local(async move {
            let answer = request.await;
            self.pending.try_set(false);
            match answer {
                Ok(answer) => done(answer),
                Err(problem) => self.fail(problem.detail),
            }
        });
    }

    /// Sends a request, and closes the form's dialog when it succeeds.
    pub(crate) fn run_and_close(self, request: Submission, open: RwSignal<bool>) {
        self.run(request, move |()| {
            open.try_set(false);
        });
    }

    /// Returns the value of the button's `aria-busy`, which follows the request.
    pub(crate) fn busy(self) -> Option<&'static str> {
        self.pending.get().then_some("true")
    }

    /// Shows why something failed.
    pub(crate) fn fail(self, why: impl Into<String>) {
        self.problem.try_set(Some(why.into()));
    }
}

/// Alert that says why a form's last request failed.
#[component]
pub(crate) fn RequestProblem(request: FormRequest) -> impl IntoView {
    let problem = request.problem;
    let text = move || {
        view! { <p class="form-problem">{move || problem.get().unwrap_or_default()}</p> }.into_any()
    };
    view! { <div role="alert">{when(move || problem.read().is_some(), text)}</div> }
}
