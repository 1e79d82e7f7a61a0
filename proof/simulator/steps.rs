//! What happens in the world by itself: each part takes its steps, and plans those that follow.

mod arrivals;
mod http;
mod network;
mod page;
mod server;
mod serving;
mod storage;
mod tab;
mod writer;
