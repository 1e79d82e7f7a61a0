//! Condition for leaving a field out of the JSON.

/// Returns whether a field has its type's default, which a reader assumes if the field is missing.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
