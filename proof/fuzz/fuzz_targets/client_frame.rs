//! A frame from a client.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::client_frame(text));
