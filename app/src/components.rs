//! One component a file, named for what it shows.

mod account_form;
mod account_menu;
mod add_people_dialog;
mod avatar;
mod ban_control;
mod browse_dialog;
mod code;
mod completion;
mod composer;
mod connection_status;
mod dialog;
mod direct_dialog;
mod drawer;
mod emoji_picker;
mod empty_state;
mod icon;
mod invite_dialog;
mod jump_dialog;
mod later;
mod leave_room;
mod manage_control;
mod message;
mod new_room_dialog;
mod notice;
mod people_panel;
mod profile_dialog;
mod room_header;
mod room_list;
mod room_preferences;
mod room_settings_dialog;
mod timeline;
mod typing_line;
mod unsent;
mod welcome;

pub(crate) use account_form::{
    AccountForm, EmailField, NameField, NewPasswordField, PasswordField, TextField,
};
pub(crate) use composer::Composer;
pub(crate) use connection_status::ConnectionStatus;
pub(crate) use drawer::{Drawer, use_drawer};
pub(crate) use empty_state::EmptyState;
pub use later::load_later;
pub(crate) use later::{LaterCode, Outside, outside};
pub(crate) use message::{MessageDialogs, MessageTools};
pub(crate) use notice::Notice;
pub(crate) use people_panel::PeoplePanel;
pub(crate) use room_header::{MenuButton, RoomHeader};
pub(crate) use room_list::RoomList;
pub(crate) use timeline::Timeline;
pub(crate) use typing_line::TypingLine;
pub(crate) use unsent::Unsent;
pub(crate) use welcome::Welcome;
