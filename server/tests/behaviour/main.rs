//! What the server promises, tried over real sockets against a server of its own for each test.

mod assets;
mod backups;
mod bans;
mod catch_up;
mod closed_rooms;
mod exactly_once;
mod first_run;
mod history;
mod hostile_input;
mod invitations;
mod log_trimming;
mod membership;
mod messages;
mod origins;
mod overload;
mod pages;
mod problems;
mod resync;
mod saving;
mod shutdown;
mod sign_in;
mod slow_reader;
mod support;
mod unread;
