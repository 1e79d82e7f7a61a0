//! The pages outside the workspace, as one part whose code is loaded lazily.

use super::{
    first_run::FirstRunPage, join::JoinPage, not_found::NotFoundPage, reset::ResetPage,
    sign_in::SignInPage,
};
use crate::later::lazy;
use leptos::prelude::*;
use protocol::route::Route;

lazy!(pub(crate) fn outside_page = OutsidePage(route: Route, workspace: String));

/// The page that a route leads to for a person who is not signed in.
#[component]
fn OutsidePage(route: Route, workspace: String) -> impl IntoView {
    match route {
        Route::FirstRun => view! { <FirstRunPage /> }.into_any(),
        Route::SignIn => view! { <SignInPage workspace /> }.into_any(),
        Route::Join(code) => view! { <JoinPage workspace code /> }.into_any(),
        Route::Reset(token) => view! { <ResetPage token /> }.into_any(),
        Route::Room { .. } | Route::Thread { .. } | Route::Threads | Route::Missing => {
            view! { <NotFoundPage /> }.into_any()
        }
    }
}

/// Fetches the code of the pages outside the workspace. Returns whether it is loaded.
pub async fn load_outside() -> bool {
    outside_page(Route::Missing, String::new()).load().await
}
