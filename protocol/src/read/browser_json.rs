//! The browser's parsed JSON as a [`Value`].

use js_sys::{Array, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// The value that the browser has parsed. Its integers are exact up to 2^53, which is beyond any
/// `seq` or time.
pub(super) fn value(read: &JsValue) -> Value {
    if let Some(text) = read.as_string() {
        return Value::String(text);
    }
    if let Some(number) = read.as_f64() {
        return number_of(number);
    }
    if let Some(truth) = read.as_bool() {
        return Value::Bool(truth);
    }
    if Array::is_array(read) {
        let items = Array::from(read);
        let mut values = Vec::new();
        for index in 0..items.length() {
            values.push(value(&items.get(index)));
        }
        return Value::Array(values);
    }
    match read.dyn_ref::<Object>() {
        Some(object) => Value::Object(fields(object)),
        None => Value::Null,
    }
}

fn number_of(number: f64) -> Value {
    if number < 0.0 {
        Value::from(number as i64)
    } else {
        Value::from(number as u64)
    }
}

fn fields(object: &Object) -> Map<String, Value> {
    let mut fields = Map::new();
    let entries = Object::entries(object);
    for index in 0..entries.length() {
        let entry = Array::from(&entries.get(index));
        if let Some(name) = entry.get(0).as_string() {
            fields.insert(name, value(&entry.get(1)));
        }
    }
    fields
}
