//! Time zones of the IANA database, as the browser knows them. The server knows none.

/// Returns the time zone of this browser.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn own() -> Option<String> {
    None
}

/// Returns all time zones.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn all() -> Vec<String> {
    Vec::new()
}

/// Returns the day of the week and the time in a zone; `None` if the browser does not know the zone.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn clock(_zone: &str, _at: protocol::Timestamp) -> Option<String> {
    None
}

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{all, clock, own};

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Function, Object, Reflect};
    use locale::Language;
    use protocol::Timestamp;
    use wasm_bindgen::{JsCast, JsValue};

    pub(crate) fn own() -> Option<String> {
        let format = format(&Object::new())?;
        let options = call(&format, "resolvedOptions", &JsValue::UNDEFINED)?;
        get(&options, "timeZone")?.as_string()
    }

    pub(crate) fn all() -> Vec<String> {
        let zones = intl().and_then(|intl| call(&intl, "supportedValuesOf", &"timeZone".into()));
        let Some(zones) = zones else {
            return Vec::new();
        };
        let zones = Array::from(&zones);
        (0..zones.length())
            .filter_map(|place| zones.get(place).as_string())
            .collect()
    }

    pub(crate) fn clock(zone: &str, at: Timestamp) -> Option<String> {
        let options = Object::new();
        for (option, value) in [
            ("timeZone", zone),
            ("weekday", "long"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ] {
            Reflect::set(&options, &option.into(), &value.into()).ok()?;
        }
        let at = js_sys::Date::new(&JsValue::from_f64(at.millis() as f64));
        call(&format(&options)?, "format", &at)?.as_string()
    }

    /// Makes an `Intl.DateTimeFormat`; `None` if an option is invalid.
    fn format(options: &Object) -> Option<JsValue> {
        let make: Function = get(&intl()?, "DateTimeFormat")?.dyn_into().ok()?;
        let arguments = Array::new();
        let language = match Language::current().code() {
            // With days before months and a clock of 24 hours.
            "en" => "en-GB",
            code => code,
        };
        arguments.push(&language.into());
        arguments.push(options);
        Reflect::construct(&make, &arguments).ok()
    }

    fn intl() -> Option<JsValue> {
        get(&js_sys::global(), "Intl")
    }

    fn get(object: &JsValue, name: &str) -> Option<JsValue> {
        Reflect::get(object, &name.into()).ok()
    }

    fn call(object: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
        let function: Function = get(object, name)?.dyn_into().ok()?;
        function.call1(object, argument).ok()
    }
}
