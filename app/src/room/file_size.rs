//! Sizes of files, as people read them.

/// Formats a size: `512 B`, `34 KB` or `2.5 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        1_000_000..1_000_000_000 => {
            format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
        }
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_people_tell_them() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(34_567), "34 KB");
        assert_eq!(size(2_560_000), "2.5 MB");
        assert_eq!(size(1_960_000_000), "1.9 GB");
    }
}
