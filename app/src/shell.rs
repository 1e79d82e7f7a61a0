use crate::boot::Boot;
use leptos::{config::LeptosOptions, prelude::*};

/// The whole HTML document around the interface.
pub fn shell(options: LeptosOptions, boot: Boot) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
            </head>
            <body>{boot.workspace}</body>
        </html>
    }
}
