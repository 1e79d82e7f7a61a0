//! Dialog with the files of a room: its pictures as tiles and the other files as a list, the newest first. Each leads to its
//! message.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{each, effect, memo, when},
    kit::{
        form_request::{FormRequest, RequestProblem},
        icon::{Glyph, Icon},
    },
    room::{
        attachment_layout::name_html, file_address::address, file_size::size, file_type::FileType,
    },
    sidebar::drawer::Drawer,
};
use leptos::prelude::*;
use locale::text;
use protocol::{Conversation, FileId, FileKind, RoomFile, RoomFilePage, RoomId, route::permalink};

/// Returns the kinds that can be chosen, with their labels.
fn kinds() -> [(&'static str, Option<FileKind>); 4] {
    [
        (text().gallery_all(), None),
        (text().gallery_pictures(), Some(FileKind::Picture)),
        (text().gallery_media(), Some(FileKind::Media)),
        (text().gallery_documents(), Some(FileKind::Document)),
    ]
}

/// State of the dialog.
#[derive(Clone, Copy)]
struct Gallery {
    chat: Chat,
    room: RoomId,
    /// The dialog around it.
    open: RwSignal<bool>,
    request: FormRequest,
    kind: RwSignal<Option<FileKind>>,
    /// What is typed to find names.
    name: RwSignal<String>,
    /// The pages so far; `None` until the server has answered.
    page: RwSignal<Option<RoomFilePage>>,
    /// Number of the last request for a first page. Answers to earlier ones are out of date.
    latest: StoredValue<u32>,
}

impl Gallery {
    /// Loads the first page of what is chosen.
    fn load(self) {
        self.latest.update_value(|latest| *latest += 1);
        self.fetch(None, move |page| {
            self.page.try_set(Some(page));
        });
    }

    /// Adds the next page.
    fn load_more(self) {
        let last = self.page.with_untracked(|page| {
            let last = page.as_ref()?.files.last()?;
            Some(last.seq)
        });
        self.fetch(last, move |next| {
            self.page.try_update(|page| {
                let page = page.get_or_insert_default();
                page.files.extend(next.files);
                page.more = next.more;
            });
        });
    }

    fn fetch(self, before: Option<u64>, done: impl FnOnce(RoomFilePage) + 'static) {
        let kind = self.kind.get_untracked();
        let name = self.name.get_untracked();
        let path = api::room_files(self.room, before, kind, name.trim());
        let asked = self.latest.get_value();
        let sent = api::get(self.chat.browser, path);
        self.request.run(sent, move |page| {
            if self.latest.try_get_value() == Some(asked) {
                done(page);
            }
        });
    }

    /// Returns the ids of the files that are pictures, or of the others. Tracks the pages.
    fn ids(self, pictures: bool) -> Vec<FileId> {
        let is_picture = |file: &&RoomFile| file.attachment.width.is_some() == pictures;
        self.page.with(|page| {
            let files = page.iter().flat_map(|page| &page.files);
            files
                .filter(is_picture)
                .map(|it| it.attachment.id)
                .collect()
        })
    }

    fn file(self, id: FileId) -> RoomFile {
        self.page.with_untracked(|page| {
            let mut files = page.iter().flat_map(|page| &page.files);
            let found = files.find(|file| file.attachment.id == id);
            found.cloned().unwrap_or_default()
        })
    }

    /// Returns the path of a file's message, and who sent it when.
    fn origin(self, file: &RoomFile) -> (String, String) {
        let conversation = Conversation {
            room: self.room,
            thread: file.reply_to,
        };
        let author = self
            .chat
            .peek(|client| client.state.name_of(file.author).to_owned());
        let at = self.chat.local_time(file.at);
        let now = self.chat.clock.get_untracked();
        let day = at
            .day()
            .label(now.map(|now| self.chat.local_time(now).day()));
        (
            permalink(conversation, file.seq),
            format!("{author} · {}", text().date_and_time(&day, &at.clock())),
        )
    }
}

/// The files of a room. `open` is the dialog around them.
#[component]
pub(crate) fn RoomFiles(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let gallery = Gallery {
        chat: use_chat(),
        room,
        open,
        request: FormRequest::new(),
        kind: RwSignal::new(None),
        name: RwSignal::new(String::new()),
        page: RwSignal::new(None),
        latest: StoredValue::new(0),
    };
    let Gallery {
        request,
        kind,
        name,
        page,
        ..
    } = gallery;
    effect(move || {
        kind.track();
        name.track();
        gallery.load();
    });
    let pictures = memo(move || gallery.ids(true));
    let others = memo(move || gallery.ids(false));
    let is_empty =
        move || page.with(|page| page.as_ref().is_some_and(|page| page.files.is_empty()));
    let empty = move || {
        let chosen = kind.get().is_some() || !name.read().trim().is_empty();
        let words = match chosen {
            true => text().gallery_no_match(),
            false => text().gallery_empty(),
        };
        view! { <p class="dialog-lead gallery-empty">{words}</p> }.into_any()
    };
    let tiles = move || {
        let tile = move |id| view! { <Tile gallery id /> }.into_any();
        view! {
            <ul class="gallery-pictures" aria-label=text().gallery_pictures()>
                {each(move || pictures.get(), tile)}
            </ul>
        }
        .into_any()
    };
    let list = move || {
        let item = move |id| view! { <Item gallery id /> }.into_any();
        view! {
            <ul class="gallery-files" aria-label=text().gallery_other_files()>
                {each(move || others.get(), item)}
            </ul>
        }
        .into_any()
    };
    let more = move || {
        view! {
            <button class="button gallery-more" type="button" aria-busy=move || request.busy() on:click=move |_| gallery.load_more()>
                {text().show_more()}
            </button>
        }
        .into_any()
    };
    let choice = move |(label, value): (&'static str, Option<FileKind>)| {
        view! {
            <button
                class="gallery-kind"
                type="button"
                aria-pressed=move || (kind.get() == value).to_string()
                on:click=move |_| kind.set(value)
            >
                {label}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="gallery">
            <div class="gallery-filter">
                <input
                    class="input"
                    type="search"
                    aria-label=text().gallery_find_label()
                    placeholder=text().gallery_find()
                    autofocus
                    autocomplete="off"
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <div class="gallery-kinds" role="group" aria-label=text().gallery_kind()>
                    {kinds().into_iter().map(choice).collect_view()}
                </div>
            </div>
            <RequestProblem request />
            <div class="gallery-found" aria-busy=move || request.busy()>
                {when(is_empty, empty)}
                {when(move || !pictures.read().is_empty(), tiles)}
                {when(move || !others.read().is_empty(), list)}
                {when(move || page.with(|page| page.as_ref().is_some_and(|page| page.more)), more)}
            </div>
        </div>
    }
}

/// Makes what a click on a file's link does beside following it: the dialog closes.
fn leave(gallery: Gallery) -> impl Fn() {
    let Drawer(drawer) = expect_context();
    move || {
        gallery.open.set(false);
        drawer.set(false);
    }
}

/// A picture, as a square.
#[component]
fn Tile(gallery: Gallery, id: FileId) -> impl IntoView {
    let file = gallery.file(id);
    let (path, origin) = gallery.origin(&file);
    let name = file.attachment.name;
    let title = format!("{name}\n{origin}");
    let leave = leave(gallery);
    view! {
        <li>
            <a class="gallery-picture" href=path title=title on:click=move |_| leave()>
                <img src=format!("/files/{id}/thumbnail") alt=name loading="lazy" />
            </a>
        </li>
    }
}

/// A file that is no picture, as a line.
#[component]
fn Item(gallery: Gallery, id: FileId) -> impl IntoView {
    let file = gallery.file(id);
    let (path, origin) = gallery.origin(&file);
    let attachment = file.attachment;
    let icon = FileType::of(&attachment.media_type, &attachment.name).icon();
    let about = format!("{} · {origin}", size(attachment.size));
    let label = text().file_label(&attachment.name, &about);
    let html = format!(
        r#"{icon}{} <span class="file-about">{}</span>"#,
        name_html(&attachment.name),
        markdown::escape(&about)
    );
    let download = text().file_download_name(&attachment.name);
    let leave = leave(gallery);
    view! {
        <li class="gallery-file">
            <a class="gallery-file-link" href=path aria-label=label title=attachment.name.clone() inner_html=html on:click=move |_| leave()></a>
            <a class="button-icon" href=address(id, &attachment.name) download=attachment.name.clone() aria-label=download title=text().file_download()>
                <Icon glyph=Glyph::DOWNLOAD />
            </a>
        </li>
    }
}
