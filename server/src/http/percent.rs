//! Percent-encoding of texts in addresses and headers.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// All characters except the unreserved ones (RFC 3986).
pub(crate) const TEXT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// As [`TEXT`], for a path whose slashes stay as they are.
pub(crate) const PATH: &AsciiSet = &TEXT.remove(b'/');
