//! When a field is left out of the JSON.

/// Returns whether a field holds its type's default, which a reader assumes where the field is missing.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
