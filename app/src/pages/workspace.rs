use super::RoomPage;
use crate::{
    chat::use_chat,
    components::{ConnectionStatus, EmptyState, RoomList, use_drawer},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    components::{Route, Routes},
    path,
};

/// The workspace of a person who is signed in: the rooms beside the room that is open.
#[component]
pub(crate) fn WorkspacePage() -> impl IntoView {
    let drawer = use_drawer();
    let missing = move || view! { <MissingRoom /> };
    view! {
        <div class="workspace">
            <RoomList drawer />
            <ConnectionStatus />
            <Routes fallback=missing>
                <Route path=path!("/rooms/:id") view=RoomPage />
                <Route path=path!("/rooms/:id/at/:seq") view=RoomPage />
            </Routes>
        </div>
    }
}

/// In the place of a room that is not there, or no longer for this person.
#[component]
pub(crate) fn MissingRoom() -> impl IntoView {
    let chat = use_chat();
    let workspace = move || chat.client.with(|client| client.state.workspace.clone());
    view! {
        <Title text=move || format!("Not found · {}", workspace()) />
        <main class="room">
            <EmptyState title="There is nothing here" hint="The link may be old, or it leads to a room that you are not in. Choose a room from the list." />
        </main>
    }
}
