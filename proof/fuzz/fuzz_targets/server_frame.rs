//! A frame from the server.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::server_frame(text));
