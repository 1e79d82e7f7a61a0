//! Sorts of files, as people tell them apart: each has a name and an icon.

use locale::text;

/// Sort of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileType {
    Archive,
    Audio,
    Code,
    Document,
    Pdf,
    Picture,
    Presentation,
    Spreadsheet,
    Text,
    Video,
    Other,
}

impl FileType {
    /// Returns the sort of a file. The media type is that of its content; the ending of its name tells apart what looks alike,
    /// such as source code and other texts.
    pub(crate) fn of(media_type: &str, name: &str) -> Self {
        let (family, subtype) = media_type.split_once('/').unwrap_or_default();
        match family {
            "audio" => return Self::Audio,
            "image" => return Self::Picture,
            "video" => return Self::Video,
            _ if subtype == "pdf" => return Self::Pdf,
            _ => (),
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "numbers" | "ods" | "tsv" | "xls" | "xlsx" => Self::Spreadsheet,
            "key" | "odp" | "ppt" | "pptx" => Self::Presentation,
            "doc" | "docx" | "odt" | "pages" | "rtf" => Self::Document,
            "7z" | "bz2" | "gz" | "rar" | "tar" | "tgz" | "xz" | "zip" | "zst" => Self::Archive,
            "c" | "cpp" | "cs" | "css" | "go" | "h" | "hpp" | "html" | "java" | "js" | "json"
            | "jsx" | "kt" | "lua" | "php" | "py" | "rb" | "rs" | "scss" | "sh" | "sql"
            | "swift" | "toml" | "ts" | "tsx" | "xml" | "yaml" | "yml" => Self::Code,
            _ if family == "text" => Self::Text,
            _ => Self::Other,
        }
    }

    /// Returns the name of the sort; empty for a file of none.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Archive => text().file_type_archive(),
            Self::Audio => text().file_type_audio(),
            Self::Code => text().file_type_code(),
            Self::Document => text().file_type_document(),
            Self::Pdf => text().file_type_pdf(),
            Self::Picture => text().file_type_picture(),
            Self::Presentation => text().file_type_presentation(),
            Self::Spreadsheet => text().file_type_spreadsheet(),
            Self::Text => text().file_type_text(),
            Self::Video => text().file_type_video(),
            Self::Other => "",
        }
    }

    /// Returns the HTML of the sort's icon, on a tile of its colour.
    pub(crate) fn icon(self) -> String {
        let (hue, path) = match self {
            Self::Archive => (6, "M5 3.5h10v13H5zM10 3.5v1.5M10 7v1.5M8.5 11h3v3h-3z"),
            Self::Audio => (
                7,
                "M8 14.5V5.2l7-1.7V13M8 14.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM15 13a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
            ),
            Self::Code => (4, "M7.5 5.5L3.5 10l4 4.5M12.5 5.5l4 4.5-4 4.5"),
            Self::Document => (5, "M6 3h5l4 4v10H6zM11 3v4h4M8.5 10.5h4M8.5 13.5h4"),
            Self::Pdf => (
                0,
                "M6 3h5l4 4v10H6zM11 3v4h4M8.8 14.5v-4h1.5a1.25 1.25 0 0 1 0 2.5H8.8",
            ),
            Self::Picture => (
                3,
                "M3.5 4.5h13v11h-13zM3.5 13l3.5-3.5 3 3 2.5-2.5 4 4M12.5 7.5h.01",
            ),
            Self::Presentation => (1, "M3.5 4h13v9h-13zM10 13v3.5M7 16.5h6"),
            Self::Spreadsheet => (2, "M4 4.5h12v11H4zM4 8.2h12M4 11.8h12M9 4.5v11"),
            Self::Text => (5, "M4.5 5h11M4.5 8.3h11M4.5 11.6h11M4.5 15h6"),
            Self::Video => (6, "M3.5 5.5h9v9h-9zM12.5 9l4-2.5v7l-4-2.5"),
            Self::Other => (4, "M6 3h5l4 4v10H6zM11 3v4h4"),
        };
        format!(
            r#"<span class="file-icon tint-{hue}"><svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="{path}"/></svg></span>"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::FileType;

    #[test]
    fn the_content_comes_before_the_name_and_the_name_tells_texts_apart() {
        assert_eq!(FileType::of("application/pdf", "menu.docx"), FileType::Pdf);
        assert_eq!(FileType::of("audio/mpeg", "song.rs"), FileType::Audio);
        assert_eq!(FileType::of("text/plain", "main.RS"), FileType::Code);
        assert_eq!(FileType::of("text/plain", "tea.csv"), FileType::Spreadsheet);
        assert_eq!(FileType::of("text/plain", "README"), FileType::Text);
        assert_eq!(
            FileType::of("application/zip", "a.docx"),
            FileType::Document
        );
        assert_eq!(
            FileType::of("application/octet-stream", "x"),
            FileType::Other
        );
    }
}
