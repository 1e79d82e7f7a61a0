//! The list of rooms beside the room, and the dialogs to open other rooms.

mod badge;
pub(crate) mod browse_dialog;
pub(crate) mod connection_status;
pub(crate) mod direct_dialog;
pub(crate) mod drawer;
pub(crate) mod jump_dialog;
pub(crate) mod name_match;
pub(crate) mod new_room_dialog;
pub(crate) mod other_rooms;
pub(crate) mod personal_lists;
pub(crate) mod room_glyph;
pub(crate) mod room_list;
