//! Arguments of a text.

/// A number in a text.
pub trait Count {
    /// Returns the number.
    fn count(self) -> u64;
}

macro_rules! count {
    ($($kind:ty),*) => {
        $(impl Count for $kind {
            fn count(self) -> u64 {
                // A count is never negative, and no platform has larger ones.
                self.try_into().unwrap_or_default()
            }
        })*
    };
}
count!(u8, u16, u32, u64, usize, i32, i64);

/// An argument of a text.
pub(crate) enum Argument<'a> {
    Text(&'a str),
    Number(u64),
}
