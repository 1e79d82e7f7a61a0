//! The list of rooms beside the room, and the dialogs to open other rooms.

mod badge;
pub(crate) mod browse_dialog;
pub(crate) mod connection_status;
pub(crate) mod direct_dialog;
mod dragging;
pub(crate) mod drawer;
pub(crate) mod favourites;
mod fold;
pub(crate) mod jump_dialog;
pub(crate) mod keyboard;
pub(crate) mod list_options;
pub(crate) mod list_tools;
pub(crate) mod name_match;
pub(crate) mod new_room_dialog;
pub(crate) mod other_rooms;
mod own_choices;
pub(crate) mod personal_lists;
pub(crate) mod room_glyph;
mod room_link;
pub(crate) mod room_list;
mod room_menu;
pub(crate) mod star;
