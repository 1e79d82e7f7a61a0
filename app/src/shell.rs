//! The HTML document around the interface.

use crate::{
    Interface,
    account::appearance,
    browser::BrowserHandle,
    density, early,
    kit::{waiting_dialog::WAITING, welcome::Welcome},
    offline::install,
    title::{list_title, not_found, title},
};
use client::state::State;
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_meta::HashedStylesheet;
use locale::{Language, Table, text};
use markdown::escape;
use protocol::{
    boot::{self, Boot},
    route::Route,
};

/// Context with the id of the release that a page belongs to.
#[derive(Clone, Debug)]
pub struct Release(pub String);

/// Returns the whole HTML document around the interface.
pub fn shell(options: LeptosOptions, boot: Boot) -> AnyView {
    let script = boot.to_script();
    let title = page_title(&boot);
    let appearance = view! { <script nonce=use_nonce() inner_html=appearance::SCRIPT></script> };
    let texts = Language::current().path(Table::First);
    let scripts = view! {
        // First, so that no click is missed.
        <script nonce=use_nonce() inner_html=early::script()></script>
        <script nonce=use_nonce() inner_html=density::SCRIPT></script>
        <script nonce=use_nonce() inner_html=install::SCRIPT></script>
        <AutoReload options=options.clone() />
        <link rel="preload" r#as="fetch" crossorigin="" href=texts />
        <HydrationScripts options=options.clone() />
        <script id=boot::ELEMENT type="application/json" nonce=use_nonce() inner_html=script></script>
    };
    let page = match boot.offline {
        true => offline_page(),
        false => view! { <Interface boot browser=BrowserHandle::none() start=|_| () /> }.into_any(),
    };
    let body = view! {
        {page}
        {waiting_dialog()}
    };
    document(
        &options,
        &title,
        appearance.into_any(),
        scripts.into_any(),
        body.into_any(),
    )
}

/// Returns the element of the waiting dialog (`kit/waiting_dialog.rs`).
fn waiting_dialog() -> impl IntoView {
    view! {
        <dialog class="dialog dialog-waiting" id=WAITING aria-label=text().waiting_dialog()>
            <input aria-label=text().waiting_dialog() autocomplete="off" />
            <span class="spinner" aria-hidden="true"></span>
            {text().waiting()}
        </dialog>
    }
}

/// Returns the content of the page without a network, until what the browser has saved takes its place. It shows only if
/// that takes long, or if there is nothing.
fn offline_page() -> AnyView {
    view! {
        <div class="offline-page" id=boot::OFFLINE>
            <Welcome
                title=text().offline_nothing()
                lead=text().offline_nothing_lead()
            >
                <p><a class="button button-primary" href="">{text().page_try_again()}</a></p>
            </Welcome>
        </div>
    }
    .into_any()
}

/// Returns an HTML document that says why a page could not be made. It runs no script.
pub fn problem_page(options: &LeptosOptions, detail: String) -> AnyView {
    let page = view! {
        <Welcome title=text().page_failed() lead=detail>
            <p><a class="button button-primary" href="">{text().page_try_again()}</a></p>
        </Welcome>
    };
    let title = title(0, text().page_failed(), None);
    document(
        options,
        &title,
        ().into_any(),
        ().into_any(),
        page.into_any(),
    )
}

/// Returns the page that ends the mails to a person, before (`done` is false) and after. It runs no script.
pub fn unsubscribe_page(options: &LeptosOptions, done: bool) -> AnyView {
    let (heading, lead) = match done {
        false => (text().unsubscribe(), text().unsubscribe_lead()),
        true => (text().unsubscribed(), text().unsubscribed_lead()),
    };
    let form = (!done).then(|| {
        view! {
            <form method="post">
                <button class="button button-primary">{text().unsubscribe_now()}</button>
            </form>
        }
        .into_any()
    });
    let page = view! { <Welcome title=heading lead=lead.to_owned()>{form}</Welcome> };
    let title = title(0, heading, None);
    document(
        options,
        &title,
        ().into_any(),
        ().into_any(),
        page.into_any(),
    )
}

fn document(
    options: &LeptosOptions,
    title: &str,
    early_script: AnyView,
    scripts: AnyView,
    body: AnyView,
) -> AnyView {
    let language = Language::current();
    let release = use_context::<Release>().map(|Release(id)| id);
    let page = view! {
        <!DOCTYPE html>
        <html lang=language.code() data-release=release>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#fcfaf6" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#1b1a17" media="(prefers-color-scheme: dark)" />
                // Before the style sheet, which delays scripts.
                {early_script}
                // As a child the text would end with a marker for hydration, which a title shows.
                <title inner_html=escape(title)></title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icon-180.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <HashedStylesheet id="style" options=options.clone() />
                {scripts}
            </head>
            <body>{body}</body>
        </html>
    };
    page.into_any()
}

fn page_title(boot: &Boot) -> String {
    let workspace = boot.workspace.as_deref();
    let route = Route::parse(&boot.path);
    let page = match &boot.snapshot {
        _ if boot.offline => text().page_offline(),
        _ if boot.not_found => not_found(),
        Some(snapshot) => {
            let state = State::new(snapshot.clone());
            let shown = route.room_id().and_then(|room| state.room_name(room));
            let other = match route {
                Route::List(list) => list_title(list),
                _ => not_found(),
            };
            return title(state.unread(), shown.as_deref().unwrap_or(other), workspace);
        }
        None => match route {
            Route::FirstRun => text().page_welcome(),
            Route::SignIn => text().page_sign_in(),
            Route::Join(_) => text().page_join(),
            Route::Reset(_) => text().page_reset(),
            Route::Room { .. } | Route::Thread { .. } | Route::List(_) | Route::Missing => {
                not_found()
            }
        },
    };
    title(0, page, workspace)
}
