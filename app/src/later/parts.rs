//! All that is loaded lazily: the parts of the interface and the parser of typed text.

use crate::chat::set_mention_parser;
use leptos::wasm_split::SplitLoaderError;
use markdown::MENTION_PARSER;

/// Loads the code, and makes it known to the code of the first screen.
#[cfg_attr(
    feature = "split",
    leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)
)]
pub(super) fn install() -> Result<(), SplitLoaderError> {
    set_mention_parser(&MENTION_PARSER);
    crate::account::menu::part::install();
    crate::dialogs::room::part::install();
    crate::dialogs::part::install();
    crate::lists::part::install();
    crate::pages::outside::part::install();
    crate::people::panel::part::install();
    crate::room::attachments::part::install();
    crate::room::composer::note::part::install();
    crate::room::composer::tools::part::install();
    crate::room::direct_about::part::install();
    crate::room::files::part::install();
    crate::room::message::also_mark::part::install();
    crate::room::message::editor::part::install();
    crate::room::message::reactions::part::install();
    crate::room::message::refusal::part::install();
    crate::room::message::rich_text::part::install();
    crate::room::message::thread_bar::part::install();
    crate::room::message::toolbar::part::install();
    crate::room::missing::part::install();
    crate::room::thread_panel::part::install();
    crate::room::timeline::history::part::install();
    crate::room::timeline::input::part::install();
    crate::room::timeline::jump_button::part::install();
    crate::room::timeline::unread_bar::part::install();
    crate::room::typing_line::part::install();
    crate::sidebar::list_options::part::install();
    crate::sidebar::list_tools::part::install();
    crate::sidebar::personal_lists::part::install();
    crate::sidebar::star::part::install();
    crate::workspace::first_hours::part::install();
    Ok(())
}
