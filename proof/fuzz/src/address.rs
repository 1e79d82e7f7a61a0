//! Paths of pages, names of streams and times.

use protocol::{
    StreamId, Timestamp,
    route::{Route, message_path, room_path},
};
use std::{fmt::Display, str::FromStr};

/// Parses each line as the path of a page, the name of a stream and a time. What parses is formatted and parsed again.
///
/// # Panics
///
/// If the second parse gives another value.
pub fn address(text: &str) {
    for line in text.lines() {
        page(line);
        reads_back::<StreamId>(line);
        reads_back::<Timestamp>(line);
    }
}

fn page(path: &str) {
    let route = Route::parse(path);
    if let Route::Room { room, seq } = route {
        let path = seq.map_or_else(|| room_path(room), |seq| message_path(room, seq));
        assert_eq!(Route::parse(&path), route, "{path}");
    }
}

fn reads_back<T: FromStr + Display + PartialEq>(text: &str) {
    if let Ok(read) = text.parse::<T>() {
        let written = read.to_string();
        assert!(
            written.parse().is_ok_and(|again: T| again == read),
            "{text} became {written}"
        );
    }
}
