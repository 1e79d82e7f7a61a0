use crate::{
    boot::Boot,
    browser::BrowserHandle,
    chat::Chat,
    client::Client,
    pages::{FirstRunPage, JoinPage, NotFoundPage, SignInPage, WorkspacePage},
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

/// Whether the page is alive: until it is, pressing a button would do nothing.
#[derive(Clone, Copy)]
pub(crate) struct Hydrated(pub(crate) RwSignal<bool>);

/// The whole interface, inside as well as outside of the workspace.
#[component]
pub fn Interface(boot: Boot, browser: BrowserHandle) -> impl IntoView {
    provide_meta_context();
    provide_context(browser);
    let hydrated = RwSignal::new(false);
    provide_context(Hydrated(hydrated));
    let chat = boot
        .snapshot
        .map(|snapshot| Chat::new(Client::new(snapshot), browser));
    Effect::new(move |_| {
        hydrated.set(true);
        if let Some(chat) = chat {
            browser.get().start(chat);
        }
        if let Some(root) = document().document_element() {
            // It is only a mark for tests: without it nothing is lost.
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
    let workspace = boot.workspace.unwrap_or_else(|| "Hubbub".into());
    let not_found = boot.not_found;
    view! {
        <Router>
            {match chat {
                Some(chat) => {
                    provide_context(chat);
                    view! { <WorkspacePage /> }.into_any()
                }
                None if not_found => view! { <NotFoundPage /> }.into_any(),
                None => view! { <Outside workspace /> }.into_any(),
            }}
        </Router>
    }
}

#[component]
fn Outside(workspace: String) -> impl IntoView {
    let workspace = StoredValue::new(workspace);
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/first-run") view=FirstRunPage />
            <Route path=path!("/sign-in") view=move || view! { <SignInPage workspace=workspace.get_value() /> } />
            <Route path=path!("/join/:code") view=move || view! { <JoinPage workspace=workspace.get_value() /> } />
        </Routes>
    }
}
