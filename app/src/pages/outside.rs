//! The pages outside the workspace, as one part whose code is loaded lazily.

use super::{
    first_run::FirstRunPage, join::JoinPage, joined::JoinedPage, not_found::NotFoundPage,
    reset::ResetPage, sign_in::SignInPage,
};
use crate::later::lazy;
use leptos::prelude::*;
use protocol::{boot::SessionEnd, route::Route};

lazy!(pub(crate) fn outside_page = OutsidePage(route: Route, workspace: String, signed_in: Option<String>, ended: Option<SessionEnd>, mail: bool));

/// The page that a route leads to for a person who is not signed in, or the page of an invitation for one who is.
#[component]
fn OutsidePage(
    route: Route,
    workspace: String,
    signed_in: Option<String>,
    ended: Option<SessionEnd>,
    mail: bool,
) -> impl IntoView {
    match (route, signed_in) {
        (Route::Join(code), Some(name)) => view! { <JoinedPage workspace code name /> }.into_any(),
        (route, _) => stranger_page(route, workspace, ended, mail),
    }
}

fn stranger_page(
    route: Route,
    workspace: String,
    ended: Option<SessionEnd>,
    mail: bool,
) -> AnyView {
    match route {
        Route::FirstRun => view! { <FirstRunPage /> }.into_any(),
        Route::SignIn => view! { <SignInPage workspace ended mail /> }.into_any(),
        Route::Join(code) => view! { <JoinPage workspace code /> }.into_any(),
        Route::Reset(token) => view! { <ResetPage token /> }.into_any(),
        Route::Room { .. } | Route::Thread { .. } | Route::List(_) | Route::Missing => {
            view! { <NotFoundPage /> }.into_any()
        }
    }
}
