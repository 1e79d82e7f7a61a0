use crate::{
    Interface,
    boot::{self, Boot},
    browser::BrowserHandle,
};
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};

/// The whole HTML document around the interface.
pub fn shell(options: LeptosOptions, boot: Boot) -> impl IntoView {
    provide_meta_context();
    let script = boot.to_script();
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#f4f0e8" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#1b1a18" media="(prefers-color-scheme: dark)" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet id="style" options=options.clone() />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <script id=boot::ELEMENT type="application/json" nonce=use_nonce() inner_html=script></script>
                <MetaTags />
            </head>
            <body>
                <Interface boot browser=BrowserHandle::none() />
            </body>
        </html>
    }
}
