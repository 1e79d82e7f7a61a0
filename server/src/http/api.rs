//! The HTTP API: a file per resource, whose handlers are `index`, `show`, `create`, `update` and `destroy`; `set` is what PUT
//! sets and DELETE unsets.

pub(crate) mod bans;
pub(crate) mod custom_emoji;
pub(crate) mod deactivations;
pub(crate) mod direct_rooms;
pub(crate) mod email;
pub(crate) mod favourites;
pub(crate) mod files;
pub(crate) mod first_messages;
pub(crate) mod first_run;
pub(crate) mod follows;
pub(crate) mod guest_invitations;
pub(crate) mod hidden;
pub(crate) mod join;
pub(crate) mod join_code;
pub(crate) mod levels;
pub(crate) mod link;
pub(crate) mod lookalikes;
pub(crate) mod mailed_invitations;
pub(crate) mod mailed_resets;
pub(crate) mod me;
pub(crate) mod members;
pub(crate) mod mentions;
pub(crate) mod messages;
pub(crate) mod notifications;
pub(crate) mod open_rooms;
pub(crate) mod password;
pub(crate) mod person_messages;
pub(crate) mod picture;
pub(crate) mod pins;
pub(crate) mod preview_pictures;
pub(crate) mod previews;
pub(crate) mod push_devices;
pub(crate) mod push_tests;
pub(crate) mod reactions;
pub(crate) mod reads;
pub(crate) mod reminders;
pub(crate) mod resets;
pub(crate) mod roles;
pub(crate) mod room_files;
pub(crate) mod rooms;
pub(crate) mod saved;
pub(crate) mod scheduled;
pub(crate) mod scheduled_sends;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod sidebar;
pub(crate) mod snapshot;
pub(crate) mod status;
pub(crate) mod thread_reads;
pub(crate) mod threads;
pub(crate) mod thumbnails;
pub(crate) mod tips;
pub(crate) mod up;
pub(crate) mod versions;
pub(crate) mod workspace;

mod field;
mod page;
mod uninterrupted;

/// Names that most handlers use.
mod prelude {
    pub(super) use crate::{
        app_state::AppState,
        http::{
            auth::SignedIn,
            error::ApiError,
            extract::{Json, Path, Query, Switch},
        },
        store::Target,
    };
    pub(super) use axum::{extract::State, http::StatusCode};
}
