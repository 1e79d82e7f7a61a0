use crate::browser::closest;
use client::rows::RowKey;
use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
};
use protocol::{MessageId, UserId};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What a person is doing with the messages of the room: one thing at a time.
#[derive(Clone, Copy)]
pub(crate) struct MessageTools {
    /// The message under the pointer or with the focus: it alone shows its actions.
    pub(crate) active: RwSignal<Option<RowKey>>,
    /// The message whose text is being changed.
    pub(crate) editing: RwSignal<Option<MessageId>>,
    /// The message that an open dialog is about.
    pub(super) subject: RwSignal<Option<MessageId>>,
    pub(super) reacting: RwSignal<bool>,
    pub(super) deleting: RwSignal<bool>,
    pub(super) comparing: RwSignal<bool>,
    /// The person whom the dialog about people is about.
    pub(crate) person: RwSignal<Option<UserId>>,
    pub(super) knowing: RwSignal<bool>,
}

impl MessageTools {
    /// Nothing is being done.
    pub(crate) fn new() -> Self {
        Self {
            active: RwSignal::new(None),
            editing: RwSignal::new(None),
            subject: RwSignal::new(None),
            reacting: RwSignal::new(false),
            deleting: RwSignal::new(false),
            comparing: RwSignal::new(false),
            person: RwSignal::new(None),
            knowing: RwSignal::new(false),
        }
    }

    /// Shows who a person is.
    pub(crate) fn know(self, person: UserId) {
        self.person.set(Some(person));
        self.knowing.set(true);
    }

    /// Puts away who a person is.
    pub(crate) fn close_person(self) {
        self.knowing.set(false);
    }

    /// Something in the timeline was pressed: the name and the picture of an author tell who that is. Whatever is pressed
    /// is in the message that is pointed at, or has the focus.
    pub(crate) fn pressed(self, event: &MouseEvent) {
        // A picture's class is no text.
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlElement>().ok());
        let class = target.map(|target| target.class_name()).unwrap_or_default();
        if (class == "message-author" || class.starts_with("avatar"))
            && let Some(RowKey::Message(author, _)) = self.active.get_untracked()
        {
            self.know(author);
        }
    }

    /// A finger that follows a link or reacts asks for nothing else. Without the focus the message's actions stay away:
    /// they would move what is pressed from under the finger, and nothing would come of it.
    pub(crate) fn touched(self, event: &PointerEvent) {
        let pressed = closest(event.target(), "a, .reactions");
        if pressed.is_some() && event.pointer_type() == "touch" {
            event.prevent_default();
        }
    }

    /// Opens a dialog about a message.
    pub(super) fn open(self, dialog: RwSignal<bool>, message: MessageId) {
        self.subject.set(Some(message));
        dialog.set(true);
    }
}

/// The tools of the room that is shown.
pub(crate) fn use_tools() -> MessageTools {
    expect_context::<MessageTools>()
}
