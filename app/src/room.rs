//! A room: its header, timeline, messages, composer, files and threads.

pub(crate) mod add_people_dialog;
pub(crate) mod attachment_layout;
pub(crate) mod attachments;
pub(crate) mod code;
pub(crate) mod completion;
pub(crate) mod composer;
pub(crate) mod delete;
pub(crate) mod files;
pub(crate) mod found_messages;
pub(crate) mod header;
pub(crate) mod hide;
pub(crate) mod leave;
pub(crate) mod message;
pub(crate) mod missing;
pub(crate) mod preferences;
pub(crate) mod remind_dialog;
pub(crate) mod reminders;
pub(crate) mod scheduled_line;
pub(crate) mod scheduled_list;
pub(crate) mod send_later;
pub(crate) mod settings_dialog;
pub(crate) mod thread_panel;
pub(crate) mod threads;
pub(crate) mod timeline;
pub(crate) mod typing_line;
pub(crate) mod unsent;
