//! The address of a page.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::address(text));
