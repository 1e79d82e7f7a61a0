//! The service worker (`assets/service-worker.js`), which shows notifications, and the browser's subscription at its push
//! service.

use leptos::{
    prelude::{document, window},
    task::spawn_local,
};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, Notification, NotificationPermission, PushManager, PushSubscription,
    PushSubscriptionOptionsInit, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
    js_sys::{JSON, Reflect},
};

const SCRIPT: &str = "/service-worker.js";

/// Returns the browser's permission. `None` if it has no notifications on this page: without https, for example.
pub(super) fn permission() -> Option<NotificationPermission> {
    window().get("Notification")?;
    container()?;
    Some(Notification::permission())
}

/// Asks the person for the permission, and returns it. Browsers ask only after a click.
pub(super) async fn ask_permission() -> Result<NotificationPermission, JsValue> {
    JsFuture::from(Notification::request_permission()?).await?;
    Ok(Notification::permission())
}

/// Starts the service worker, unless it runs already.
pub(super) async fn start() -> Result<ServiceWorkerRegistration, JsValue> {
    let container = container().ok_or(JsValue::NULL)?;
    let registered = JsFuture::from(container.register(SCRIPT)).await?;
    // Without a registration no worker would ever be ready.
    registered.dyn_into::<ServiceWorkerRegistration>()?;
    JsFuture::from(container.ready()?).await?.dyn_into()
}

/// Sends a message to the service worker.
pub(super) fn send(message: String) {
    spawn_local(async move {
        // Without a worker there is nothing to show or to close.
        if let Ok(registration) = start().await
            && let Some(worker) = registration.active()
        {
            let _ = worker.post_message(&message.into());
        }
    });
}

/// Calls `open` with the path of each notification that the person clicks on, for as long as the page lives.
pub(super) fn on_open(open: impl Fn(String) + 'static) {
    let Some(container) = container() else { return };
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let path = Reflect::get(&event.data(), &"open".into());
        if let Some(path) = path.ok().and_then(|path| path.as_string()) {
            open(path);
        }
    });
    container.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

/// Calls `update` when the browser has a later release than that of this page, for as long as the page lives.
pub(crate) fn on_update(update: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        if Reflect::get(&data, &"update".into()).is_ok_and(|it| it.is_truthy()) {
            update();
        }
    });
    // It never fails for an existing event name.
    let _ =
        container.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Tells each service worker that the browser gets which release this page is of. A worker of the same release takes over;
/// one of a later release answers that there is an update.
pub(crate) async fn follow_releases() -> Result<(), JsValue> {
    let container = container().ok_or(JsValue::NULL)?;
    let registration = start().await?;
    tell_release(registration.waiting());
    let found = registration.clone();
    let on_found = Closure::<dyn Fn()>::new(move || {
        let Some(installing) = found.installing() else {
            return;
        };
        let (worker, registration) = (installing.clone(), found.clone());
        let on_change = Closure::<dyn Fn()>::new(move || {
            if worker.state() == ServiceWorkerState::Installed {
                tell_release(registration.waiting());
            }
        });
        installing.set_onstatechange(Some(on_change.as_ref().unchecked_ref()));
        on_change.forget();
    });
    registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
    on_found.forget();
    // Another tab was updated.
    let on_taken = Closure::<dyn Fn()>::new(move || tell_release(registration.active()));
    container.set_oncontrollerchange(Some(on_taken.as_ref().unchecked_ref()));
    on_taken.forget();
    check_release().await
}

/// Looks for a later release on the server.
pub(crate) async fn check_release() -> Result<(), JsValue> {
    JsFuture::from(start().await?.update()?).await?;
    Ok(())
}

fn tell_release(worker: Option<ServiceWorker>) {
    let root = document().document_element();
    let release = root.and_then(|root| root.get_attribute("data-release"));
    if let (Some(worker), Some(release)) = (worker, release) {
        // A worker that is being replaced may be gone.
        let _ = worker.post_message(&json!({ "release": release }).to_string().into());
    }
}

/// Returns this browser's subscription, if it has one.
pub(super) async fn subscription() -> Result<Option<PushSubscription>, JsValue> {
    let found = JsFuture::from(push_manager().await?.get_subscription()?).await?;
    Ok(found.dyn_into().ok())
}

/// Subscribes with the server's public key. Returns the subscription as JSON.
pub(super) async fn subscribe(key: &str) -> Result<String, JsValue> {
    let manager = push_manager().await?;
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key_opt_str(Some(key));
    // One with the key of an earlier database would stand in the way.
    unsubscribe().await?;
    let subscribed = JsFuture::from(manager.subscribe_with_options(&options)?).await?;
    let text = JSON::stringify(&subscribed)?;
    text.as_string().ok_or(JsValue::NULL)
}

/// Ends the subscription.
pub(super) async fn unsubscribe() -> Result<(), JsValue> {
    if let Some(subscription) = subscription().await? {
        JsFuture::from(subscription.unsubscribe()?).await?;
    }
    Ok(())
}

/// Returns the push manager. Some browsers have none.
async fn push_manager() -> Result<PushManager, JsValue> {
    let registration = start().await?;
    match has(&registration, "pushManager") {
        true => registration.push_manager(),
        false => Err(JsValue::NULL),
    }
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    has(&navigator, "serviceWorker").then(|| navigator.service_worker())
}

fn has(object: &JsValue, name: &str) -> bool {
    Reflect::get(object, &name.into()).is_ok_and(|value| value.is_object())
}
