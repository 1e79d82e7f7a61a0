//! The language of the request that the server answers.

use super::{CONTENT, LANGUAGES, Language};
use crate::{Texts, tables::Table};
use std::{future::Future, sync::OnceLock};

tokio::task_local! {
    static CURRENT: Language;
}

impl Language {
    /// Returns the language of the request that is answered here, English outside a request.
    pub fn current() -> Self {
        CURRENT.try_with(|language| *language).unwrap_or_default()
    }

    /// Returns the texts in this language.
    pub fn texts(self) -> Texts {
        Texts { language: self }
    }

    /// Runs a future with this language as the current one.
    pub async fn scope<F: Future>(self, future: F) -> F::Output {
        CURRENT.scope(self, future).await
    }

    /// Calls `f` with this language as the current one.
    pub fn within<R>(self, f: impl FnOnce() -> R) -> R {
        CURRENT.sync_scope(self, f)
    }

    /// Returns the language that suits a value of `Accept-Language` (RFC 9110, 12.5.4) best, English if none does.
    pub fn negotiate(accepted: &str) -> Self {
        let ranges = accepted.split(',').filter_map(|range| {
            let (code, weight) = range.split_once(';').unwrap_or((range, ""));
            let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
            let weight: f32 = weight.trim().parse().ok()?;
            (weight > 0.0).then(|| (code.trim(), weight))
        });
        let mut ranges: Vec<_> = ranges.collect();
        // Of equal weight, the first one counts.
        ranges.sort_by(|a, b| b.1.total_cmp(&a.1));
        let found = ranges
            .into_iter()
            .find_map(|(code, _)| Self::for_range(code));
        found.unwrap_or_default()
    }

    /// Returns the language for a range such as `en-GB` or `zh-CN`; `None` if there is none.
    fn for_range(range: &str) -> Option<Self> {
        let range = range.to_lowercase();
        let primary = range.split('-').next().unwrap_or_default();
        // Chinese readers of traditional script read simplified script rather than English.
        let in_primary = |language: &Language| {
            let code = language.code().to_lowercase();
            code == range || code.split('-').next() == Some(primary)
        };
        LANGUAGES.into_iter().find(in_primary)
    }

    /// Returns the content of the table at a path; `None` if there is none, or if it is the server's alone.
    pub fn content(path: &str) -> Option<&'static str> {
        static PUBLIC: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
        let public = PUBLIC.get_or_init(|| {
            let all = LANGUAGES.into_iter().flat_map(|language| {
                [Table::First, Table::Later].map(|table| {
                    (
                        language.path(table),
                        CONTENT[language.place()][table as usize],
                    )
                })
            });
            all.collect()
        });
        let found = public.iter().find(|(known, _)| *known == path);
        found.map(|(_, content)| *content)
    }
}
