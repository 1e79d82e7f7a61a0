//! Reads JSON from the server in the browser.
//!
//! [`read`] gives what serde gives. serde's derived readers are compiled separately for each type: with them the interface
//! was 11 % larger (ARCHITECTURE.md has the figures). Here the browser's own `JSON.parse` reads any JSON into one
//! general form, and `#[derive(Read)]` picks a type's fields out of it, by the type's serde attributes.

#[cfg(target_arch = "wasm32")]
mod browser_json;

pub use protocol_derive::Read;
pub use serde_json::Value;

/// Reads a type from a text of JSON. `None` if it is not JSON or not of the type's form.
pub fn read<T: Read>(text: &str) -> Option<T> {
    T::read(&value(text)?)
}

// Not generic, so that it is compiled once.
#[cfg(not(target_arch = "wasm32"))]
fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

#[cfg(target_arch = "wasm32")]
fn value(text: &str) -> Option<Value> {
    let value = js_sys::JSON::parse(text).ok()?;
    Some(browser_json::value(&value))
}

/// A type that can be read from JSON.
pub trait Read: Sized {
    /// Reads it. `None` if the value is not of its form.
    fn read(value: &Value) -> Option<Self>;
}

/// Reads a field of an object; a missing one reads as null.
pub fn field<T: Read>(object: &Value, name: &str) -> Option<T> {
    T::read(object.get(name).unwrap_or(&Value::Null))
}

/// Reads a field of an object; a missing one gets its type's default.
pub fn field_or_default<T: Read + Default>(object: &Value, name: &str) -> Option<T> {
    object.get(name).map_or_else(|| Some(T::default()), T::read)
}

impl Read for String {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Read for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Read for u64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

impl Read for u16 {
    fn read(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Option<Self> {
        if value.is_null() {
            return Some(None);
        }
        T::read(value).map(Some)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::read).collect()
    }
}

/// Implements [`Read`] for types that are written as text.
macro_rules! read_from_text {
    ($($type:ty),*) => {
        $(impl crate::read::Read for $type {
            fn read(value: &crate::read::Value) -> Option<Self> {
                value.as_str()?.parse().ok()
            }
        })*
    };
}
pub(crate) use read_from_text;

#[cfg(test)]
mod tests;
