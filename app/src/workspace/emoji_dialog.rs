//! Dialog with the emoji of the workspace: adding and removing them.

use crate::{
    account::picture_field::decode,
    api,
    chat::{Chat, use_chat},
    erased::{each, memo, when},
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
    task::spawn_local,
};
use locale::text;
use protocol::{CustomEmoji, limits, request::NewPicture};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap};

/// The side of an emoji's picture, in pixels: twice that of a large one, for high-density screens.
const SIDE: u32 = 96;

/// The emoji of the workspace, with a form that adds one.
#[component]
pub(crate) fn CustomEmojiForms() -> impl IntoView {
    let chat = use_chat();
    let removal = FormRequest::new();
    let names = memo(move || {
        chat.look(|client| {
            let emoji = client.state.emoji.iter();
            emoji.map(|it| it.name.clone()).collect::<Vec<_>>()
        })
    });
    let item = move |name: String| view! { <Item name request=removal /> }.into_any();
    let list = move || {
        view! {
            <ul class="custom-emoji-list" aria-label=text().emoji_of_workspace()>
                {each(move || names.get(), item)}
            </ul>
        }
        .into_any()
    };
    view! {
        <p class="dialog-lead">{text().custom_emoji_lead()}</p>
        <NewEmoji />
        <RequestProblem request=removal />
        {when(move || !names.read().is_empty(), list)}
    }
}

#[component]
fn NewEmoji() -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let name = RwSignal::new(String::new());
    // As a data URL.
    let picture = RwSignal::new(None::<String>);
    let choose = move |event: Event| {
        request.problem.set(None);
        let Some(input) = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            if name.with_untracked(String::is_empty) {
                name.set(name_of_file(&file.name()));
            }
            spawn_local(async move {
                match small(file).await {
                    Some(url) => drop(picture.try_set(Some(url))),
                    None => request.fail(text().no_picture()),
                }
            });
        }
        // Otherwise choosing the same file again would be no change.
        input.set_value("");
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name
            .read_untracked()
            .trim()
            .trim_matches(':')
            .to_lowercase();
        if !CustomEmoji::is_name(&typed) {
            return request.fail(text().custom_emoji_no_name());
        }
        let url = picture.get_untracked();
        let Some((_, data)) = url.as_deref().and_then(|url| url.split_once(',')) else {
            return request.fail(text().custom_emoji_no_picture());
        };
        let form = NewPicture {
            picture: data.to_owned(),
        };
        let sent = api::submit(chat.browser, "PUT", api::custom_emoji(&typed), &form);
        request.run(sent, move |()| {
            name.try_set(String::new());
            picture.try_set(None);
        });
    };
    let preview = move || {
        view! { <img src=move || picture.get().unwrap_or_default() alt=text().custom_emoji_picture() /> }
            .into_any()
    };
    view! {
        <form class="new-emoji" on:submit=submit>
            <span class="new-emoji-picture">{when(move || picture.read().is_some(), preview)}</span>
            <label class="button picture-choose">
                <input type="file" accept="image/*" aria-label=text().choose_picture() on:change=choose />
                {text().choose_picture()}
            </label>
            <input
                class="input"
                aria-label=text().custom_emoji_name()
                placeholder=text().custom_emoji_name_example()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                maxlength=(limits::EMOJI_NAME_BYTES + 2).to_string()
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
            <button class="button button-primary" aria-busy=move || request.busy()>{text().custom_emoji_add()}</button>
        </form>
        <RequestProblem request />
    }
}

#[component]
fn Item(name: String, request: FormRequest) -> impl IntoView {
    let chat = use_chat();
    let emoji = chat.peek(|client| {
        let mut emoji = client.state.emoji.iter();
        emoji.find(|it| it.name == name).cloned()
    });
    let CustomEmoji {
        picture, author, ..
    } = emoji.unwrap_or_default();
    let typed = CustomEmoji::typed(&name);
    let who = chat.peek(|client| client.state.name_of(author).to_owned());
    let label = text().custom_emoji_remove(&typed);
    let remove = move || {
        let name = name.clone();
        let remove = move |_| remove(chat, request, &name);
        view! { <button class="button-link" type="button" aria-label=label.clone() on:click=remove>{text().remove()}</button> }
            .into_any()
    };
    view! {
        <li>
            <img src=format!("/previews/{picture}") alt="" />
            <span class="custom-emoji-name">
                <b>{typed}</b>
                <span class="field-hint" dir="auto">{who}</span>
            </span>
            {when(move || author == chat.me() || chat.administers(), remove)}
        </li>
    }
}

/// Removes an emoji. It disappears when the stream says so.
fn remove(chat: Chat, request: FormRequest, name: &str) {
    let sent = api::command(chat.browser, "DELETE", api::custom_emoji(name));
    request.run(sent, |()| ());
}

/// Proposes a name for an emoji whose picture is a file of this name.
fn name_of_file(file: &str) -> String {
    let start = file.rsplit_once('.').map_or(file, |(start, _)| start);
    let plain = |c: char| match c.to_ascii_lowercase() {
        c if c.is_ascii_alphanumeric() || c == '_' => c,
        _ => '-',
    };
    let name: String = start
        .chars()
        .map(plain)
        .take(limits::EMOJI_NAME_BYTES)
        .collect();
    name.trim_matches('-').to_owned()
}

/// Returns a picture as the data URL of a small PNG.
async fn small(file: File) -> Option<String> {
    let picture = decode(file).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(SIDE);
    canvas.set_height(SIDE);
    let context = canvas.get_context("2d").ok().flatten()?;
    draw(&context.dyn_into().ok()?, &picture);
    canvas.to_data_url().ok()
}

/// Draws a whole picture into the middle of the square.
fn draw(context: &CanvasRenderingContext2d, picture: &ImageBitmap) {
    let side = f64::from(SIDE);
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = side / width.max(height).max(1.0);
    let (width, height) = (width * scale, height * scale);
    let (left, top) = ((side - width) / 2.0, (side - height) / 2.0);
    // It fails only for a bitmap that is closed, and this one is open.
    let _ = context.draw_image_with_image_bitmap_and_dw_and_dh(picture, left, top, width, height);
}

#[cfg(test)]
mod tests {
    use super::name_of_file;

    #[test]
    fn a_file_gives_the_emoji_its_name() {
        assert_eq!(name_of_file("Tea Cup.PNG"), "tea-cup");
        assert_eq!(name_of_file("お茶.png"), "");
        assert_eq!(name_of_file("party_parrot"), "party_parrot");
    }
}
