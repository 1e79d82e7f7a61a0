//! What the server promises, tried over real sockets against a server of its own for each test.

mod assets;
mod backups;
mod bans;
mod catch_up;
mod changes;
mod closed_rooms;
mod deactivation;
mod deletions;
mod direct_rooms;
mod drafts;
mod edits;
mod exactly_once;
mod files;
mod first_run;
mod guests;
mod history;
mod hostile_files;
mod hostile_input;
mod invitations;
mod log_trimming;
mod membership;
mod mentions;
mod messages;
mod origins;
mod overload;
mod pages;
mod passwords;
mod pins;
mod presence;
mod previews;
mod problems;
mod profiles;
mod reactions;
mod resync;
mod room_settings;
mod saved;
mod saving;
mod shutdown;
mod sign_in;
mod slow_reader;
mod status;
mod support;
mod threads;
mod unread;

/// What the clients of these tests connect over. `tests/event_stream` runs them again over the other.
const TRANSPORT: support::Transport = support::Transport::WebSocket;
