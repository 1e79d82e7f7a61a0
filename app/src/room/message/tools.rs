//! State of what the person is doing with the messages of a room or a thread.

use crate::kit::{menu::MenuAnchor, place::Place};
use client::rows::RowKey;
use leptos::{ev::MouseEvent, prelude::*};
use protocol::{Conversation, MessageId, UserId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A message that is shown in a room or a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MessageSubject {
    pub(crate) conversation: Conversation,
    pub(crate) id: MessageId,
    pub(crate) seq: u64,
}

/// Tools for the messages of a room or a thread. They are used on one message at a time.
#[derive(Clone, Copy, Default)]
pub(crate) struct MessageTools {
    /// The message under the pointer or with the focus. Only this one shows its toolbar.
    pub(crate) active: RwSignal<Option<RowKey>>,
    /// Whether the menu of a message is open. The pointer does not choose another message meanwhile.
    pub(super) menu_open: RwSignal<bool>,
    pub(super) menu_anchor: RwSignal<MenuAnchor>,
    /// The message that the menu is about.
    pub(super) menu_subject: RwSignal<Option<MessageSubject>>,
    /// The message that is being edited.
    pub(crate) editing: RwSignal<Option<MessageId>>,
    /// The message that an open dialog is about.
    pub(super) subject: RwSignal<Option<MessageId>>,
    /// Whether each of the dialogs about `subject` is open.
    pub(super) reacting: RwSignal<bool>,
    /// The place that the dialog of a reaction opens beside.
    pub(super) reacting_beside: RwSignal<Option<Place>>,
    pub(super) deleting: RwSignal<bool>,
    pub(super) comparing: RwSignal<bool>,
    /// Whether the dialog that forwards a message is open, and the message.
    pub(super) forwarding: RwSignal<bool>,
    pub(super) forwarded: RwSignal<Option<MessageSubject>>,
    /// The person that the dialog about a person shows.
    pub(crate) person: RwSignal<Option<UserId>>,
    pub(super) person_open: RwSignal<bool>,
}

impl MessageTools {
    /// Makes the message under the pointer the active one, unless a menu is open.
    pub(crate) fn point_at(self, key: Option<RowKey>) {
        if !self.menu_open.get_untracked() {
            self.active.set(key);
        }
    }

    /// Opens the dialog about a person.
    pub(crate) fn show_person(self, person: UserId) {
        self.person.set(Some(person));
        self.person_open.set(true);
    }

    /// Closes the dialog about a person.
    pub(crate) fn close_person(self) {
        self.person_open.set(false);
    }

    /// Handles a click in the timeline: one on an author's name or picture shows that person. A clicked message is always
    /// the active one.
    pub(crate) fn on_click(self, event: &MouseEvent) {
        // The cast fails for SVG elements, whose class is not a string.
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlElement>().ok());
        let class = target.map(|target| target.class_name()).unwrap_or_default();
        if (class == "message-author" || class.starts_with("avatar"))
            && let Some(RowKey::Message(author, _)) = self.active.get_untracked()
        {
            self.show_person(author);
        }
    }

    /// Opens the menu of a message beside an element.
    pub(crate) fn open_menu(self, subject: MessageSubject, beside: &Element) {
        self.menu_subject.set(Some(subject));
        self.menu_anchor.set(MenuAnchor::right_of(beside));
        self.menu_open.set(true);
    }

    /// Opens the dialog of a reaction beside a place.
    pub(super) fn react_beside(self, place: Option<Place>, message: MessageId) {
        self.reacting_beside.set(place);
        self.open(self.reacting, message);
    }

    /// Opens a dialog about a message.
    pub(super) fn open(self, dialog: RwSignal<bool>, message: MessageId) {
        self.subject.set(Some(message));
        dialog.set(true);
    }
}

/// Returns the tools of the room or thread that the calling component is in.
pub(crate) fn use_tools() -> MessageTools {
    expect_context::<MessageTools>()
}
