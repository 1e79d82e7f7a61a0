//! The person's own picture: choosing, cropping and removing it.

use crate::{
    account::crop::{Crop, MAX_ZOOM, Square},
    api,
    chat::use_chat,
    erased::{effect, memo, when},
    kit::{
        avatar::Avatar,
        form_request::{FormRequest, RequestProblem},
    },
};
use leptos::{
    ev::{Event, KeyboardEvent, PointerEvent},
    html,
    prelude::*,
    task::spawn_local,
};
use locale::text;
use protocol::request::NewPicture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlInputElement, ImageBitmap};

/// The side of a person's picture, in pixels.
const SIDE: u32 = 256;
/// Media type of the picture that is sent.
const JPEG: &str = "image/jpeg";
/// How far an arrow key moves the crop, as a fraction of its side.
const STEP: f64 = 0.05;

#[component]
pub(crate) fn PictureField() -> impl IntoView {
    let chat = use_chat();
    let me = chat.me();
    let name = memo(move || chat.look(|client| client.state.me.name.clone()));
    let has_picture = move || {
        chat.look(|client| {
            let person = client.state.people.get(&me);
            person.is_some_and(|person| person.picture.is_some())
        })
    };
    let request = FormRequest::new();
    let chosen = StoredValue::new_local(None::<ImageBitmap>);
    let crop = RwSignal::new(None::<Crop>);
    let choose = move |event: Event| {
        request.problem.set(None);
        let input = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let file = input.as_ref().and_then(HtmlInputElement::files);
        if let Some(file) = file.and_then(|files| files.get(0)) {
            spawn_local(async move {
                let Some(picture) = decode(file).await else {
                    return request.fail(text().no_picture());
                };
                let (width, height) = (picture.width(), picture.height());
                chosen.try_set_value(Some(picture));
                crop.try_set(Some(Crop::new(width.into(), height.into())));
            });
        }
        if let Some(input) = input {
            // Otherwise choosing the same file again would be no change.
            input.set_value("");
        }
    };
    let remove = move || {
        let sent = api::command(chat.browser, "DELETE", api::PICTURE.into());
        request.run(sent, |()| ());
    };
    let remove_button = move || {
        view! { <button class="button" type="button" on:click=move |_| remove()>{text().remove_picture()}</button> }.into_any()
    };
    view! {
        <div class="picture-field">
            <Avatar user=me name=name />
            <label class="button picture-choose">
                <input type="file" accept="image/*" aria-label=text().choose_picture() on:change=choose />
                {text().choose_picture()}
            </label>
            {when(has_picture, remove_button)}
        </div>
        <RequestProblem request />
        {when(move || crop.read().is_some(), move || view! { <Cropper chosen crop request /> }.into_any())}
    }
}

/// Decodes a file as a picture, turned as its camera says. It needs no URL, which the content security policy would
/// block.
pub(crate) async fn decode(file: File) -> Option<ImageBitmap> {
    let reading = window().create_image_bitmap_with_blob(&file).ok()?;
    JsFuture::from(reading).await.ok()?.dyn_into().ok()
}

/// The chosen picture, of which the person chooses a square.
#[component]
fn Cropper(
    chosen: StoredValue<Option<ImageBitmap>, LocalStorage>,
    crop: RwSignal<Option<Crop>>,
    request: FormRequest,
) -> impl IntoView {
    let chat = use_chat();
    let canvas = NodeRef::<html::Canvas>::new();
    let dragged_from = StoredValue::new(None::<(i32, i32)>);
    let change = move |change: &dyn Fn(Crop) -> Crop| crop.update(|crop| *crop = crop.map(change));
    effect(move || {
        if let (Some(canvas), Some(crop)) = (canvas.get(), crop.get()) {
            let context = canvas.get_context("2d").ok().flatten();
            let context = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok());
            if let (Some(context), Some(picture)) = (context, chosen.get_value()) {
                draw(&context, &picture, crop.square());
            }
        }
    });
    let on_down = move |event: PointerEvent| {
        dragged_from.set_value(Some((event.client_x(), event.client_y())));
        if let Some(canvas) = canvas.get_untracked() {
            // Without it the drag ends at the canvas's edge.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    };
    let on_move = move |event: PointerEvent| {
        if let (Some((x, y)), Some(canvas)) = (dragged_from.get_value(), canvas.get_untracked()) {
            let side = f64::from(canvas.client_width().max(1));
            let (right, down) = (x - event.client_x(), y - event.client_y());
            dragged_from.set_value(Some((event.client_x(), event.client_y())));
            change(&|crop| crop.moved(f64::from(right) / side, f64::from(down) / side));
        }
    };
    let on_up = move |_: PointerEvent| dragged_from.set_value(None);
    let on_key = move |event: KeyboardEvent| {
        let (right, down) = match event.key().as_str() {
            "ArrowLeft" => (-STEP, 0.0),
            "ArrowRight" => (STEP, 0.0),
            "ArrowUp" => (0.0, -STEP),
            "ArrowDown" => (0.0, STEP),
            _ => return,
        };
        event.prevent_default();
        change(&|crop| crop.moved(right, down));
    };
    let on_zoom = move |event: Event| {
        if let Ok(zoom) = event_target_value(&event).parse() {
            change(&|crop| crop.zoomed(zoom));
        }
    };
    let save = move |_| {
        let drawn = canvas.get_untracked();
        let url = drawn.and_then(|canvas| canvas.to_data_url_with_type(JPEG).ok());
        let Some((_, picture)) = url.as_deref().and_then(|url| url.split_once(',')) else {
            return request.fail(text().no_picture());
        };
        let form = NewPicture {
            picture: picture.to_owned(),
        };
        let sent = api::submit(chat.browser, "PUT", api::PICTURE.into(), &form);
        request.run(sent, move |()| {
            crop.try_set(None);
        });
    };
    let cancel = move |_| crop.set(None);
    view! {
        <div class="cropper">
            <canvas
                class="cropper-canvas"
                node_ref=canvas
                width=SIDE.to_string()
                height=SIDE.to_string()
                tabindex="0"
                role="img"
                aria-label=text().crop_label()
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:keydown=on_key
            ></canvas>
            <label class="field">
                <span class="field-label">{text().crop_zoom()}</span>
                <input type="range" aria-label=text().crop_zoom() min="1" max=MAX_ZOOM.to_string() step="0.05" value="1" on:input=on_zoom />
            </label>
            <div class="dialog-actions">
                <button class="button" type="button" on:click=cancel>{text().cancel()}</button>
                <button
                    class="button button-primary"
                    type="button"
                    aria-busy=move || request.busy()
                    on:click=save
                >
                    {text().use_picture()}
                </button>
            </div>
        </div>
    }
}

fn draw(context: &CanvasRenderingContext2d, picture: &ImageBitmap, square: Square) {
    let Square { left, top, side } = square;
    let whole = f64::from(SIDE);
    // JPEG would make the transparent parts of a picture black.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, whole, whole);
    // It fails only for a bitmap that is closed, and this one is open.
    let _ = context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        picture, left, top, side, side, 0.0, 0.0, whole, whole,
    );
}
