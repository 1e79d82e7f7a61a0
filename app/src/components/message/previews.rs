use crate::{
    erased::{dynamic, memo, part},
    model::{Picture, Preview},
    rows::MessageRow,
};
use leptos::prelude::*;

/// What the links of a message lead to. Each is of one height, so that nothing moves when its picture comes.
#[component]
pub(super) fn Previews(row: Memo<MessageRow>) -> impl IntoView {
    let previews = memo(move || row.with(|row| row.previews.clone()));
    dynamic(move || {
        let cards: Vec<AnyView> = previews.get().into_iter().map(card).collect();
        cards.into_any()
    })
}

fn card(preview: Preview) -> AnyView {
    part! {
        <a class="preview" href=preview.url target="_blank" rel="noopener noreferrer nofollow">
            <span class="preview-site">{preview.site}</span>
            <strong dir="auto">{preview.title}</strong>
            <span class="preview-text" dir="auto">{preview.text}</span>
            {preview.picture.map(picture)}
        </a>
    }
}

fn picture(picture: Picture) -> AnyView {
    part! { <img src=format!("/previews/{}", picture.name) alt="" loading="lazy" /> }
}
