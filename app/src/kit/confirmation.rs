//! Dialog that asks before something happens that is hard to undo, and names the consequence.

use crate::{
    api::Submission,
    erased::memo,
    kit::{
        dialog::Dialog,
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
use std::sync::Arc;

/// What the dialog asks for and does.
#[derive(Clone)]
pub(crate) struct Question {
    /// The consequence, in words.
    text: Arc<dyn Fn() -> AnyView + Send + Sync>,
    /// Label of the button that confirms.
    verb: &'static str,
    /// Whether the button stands out as a danger.
    danger: bool,
    /// A text that the person must type first.
    typed: Option<TypedText>,
    action: Arc<dyn Fn() -> Submission + Send + Sync>,
    /// Called when the action has succeeded. The page around the dialog may be gone by then.
    done: Arc<dyn Fn() + Send + Sync>,
}

/// A text that the person must type.
#[derive(Clone)]
struct TypedText {
    /// The words that ask for it.
    label: &'static str,
    text: Arc<dyn Fn() -> String + Send + Sync>,
}

impl Question {
    /// Returns a question that only closes when it is confirmed.
    pub(crate) fn new(
        verb: &'static str,
        text: impl Fn() -> AnyView + Send + Sync + 'static,
        action: impl Fn() -> Submission + Send + Sync + 'static,
    ) -> Self {
        Self {
            text: Arc::new(text),
            verb,
            danger: false,
            typed: None,
            action: Arc::new(action),
            done: Arc::new(|| ()),
        }
    }

    /// Marks the action as a danger.
    pub(crate) fn dangerous(self) -> Self {
        Self {
            danger: true,
            ..self
        }
    }

    /// Asks the person to type a text first. `label` names the field.
    pub(crate) fn typed(
        self,
        label: &'static str,
        text: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        Self {
            typed: Some(TypedText {
                label,
                text: Arc::new(text),
            }),
            ..self
        }
    }

    /// Calls `done` when the action has succeeded.
    pub(crate) fn then(self, done: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            done: Arc::new(done),
            ..self
        }
    }
}

#[component]
pub(crate) fn Confirmation(
    title: &'static str,
    open: RwSignal<bool>,
    question: Question,
) -> impl IntoView {
    let content = move || view! { <QuestionForm question=question.clone() open /> }.into_any();
    view! { <Dialog title open content /> }
}

#[component]
fn QuestionForm(question: Question, open: RwSignal<bool>) -> impl IntoView {
    let Question {
        text: consequence,
        verb,
        danger,
        typed,
        action,
        done,
    } = question;
    let request = FormRequest::new();
    let answer = RwSignal::new(String::new());
    let wanted = typed.as_ref().map(|typed| Arc::clone(&typed.text));
    let withheld = memo(move || {
        let wanted = wanted.as_ref().map(|wanted| wanted());
        wanted.is_some_and(|wanted| answer.with(|answer| answer.trim() != wanted.trim()))
    });
    let confirm = move |event: SubmitEvent| {
        event.prevent_default();
        if withheld.get_untracked() || request.pending.get_untracked() {
            return;
        }
        let done = Arc::clone(&done);
        // The page, and the dialog with it, may be gone before the answer arrives.
        request.run(action(), move |()| {
            open.try_set(false);
            done();
        });
    };
    let is_typed = typed.is_some();
    let field = typed.map(|TypedText { label, .. }| {
        view! {
            <label class="field">
                <span class="field-label">{label}</span>
                <input
                    class="input"
                    aria-label=label
                    dir="auto"
                    autocomplete="off"
                    autofocus
                    on:input=move |event| answer.set(event_target_value(&event))
                />
            </label>
        }
        .into_any()
    });
    let class = match danger {
        true => "button button-danger",
        false => "button button-primary",
    };
    view! {
        <form class="form" on:submit=confirm novalidate>
            {consequence()}
            {field}
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button" type="button" autofocus=!is_typed on:click=move |_| open.set(false)>{text().cancel()}</button>
                <button class=class disabled=move || withheld.get() aria-busy=move || request.busy()>{verb}</button>
            </div>
        </form>
    }
}
