//! What the server promises, tried over real sockets against a server of its own for each test.

mod assets;
mod catch_up;
mod changes;
mod closed_rooms;
mod deletions;
mod drafts;
mod edits;
mod exactly_once;
mod first_run;
mod history;
mod hostile_input;
mod invitations;
mod membership;
mod messages;
mod origins;
mod pages;
mod problems;
mod reactions;
mod resync;
mod shutdown;
mod sign_in;
mod slow_reader;
mod support;
mod unread;
