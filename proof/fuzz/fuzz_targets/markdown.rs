//! The Markdown of a message.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::markdown(text));
