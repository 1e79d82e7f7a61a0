//! A search and a message.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::search(text));
