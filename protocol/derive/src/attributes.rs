//! The serde attributes of a type, a variant or a field.

use syn::{Attribute, LitStr, meta::ParseNestedMeta};

/// The attributes that affect reading.
#[derive(Default)]
pub(crate) struct Attributes {
    /// A missing field gets its type's default.
    pub(crate) default: bool,
    /// The field's own fields stand beside those of its type.
    pub(crate) flatten: bool,
    /// The variant for any name that is not known.
    pub(crate) other: bool,
    /// The field that names the variant.
    pub(crate) tag: Option<String>,
    /// Names are written in snake case.
    pub(crate) snake_case: bool,
}

impl Attributes {
    /// Reads the serde attributes among `attributes`.
    pub(crate) fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut found = Self::default();
        for attribute in attributes {
            if attribute.path().is_ident("serde") {
                attribute.parse_nested_meta(|meta| found.take(&meta))?;
            }
        }
        Ok(found)
    }

    fn take(&mut self, meta: &ParseNestedMeta) -> syn::Result<()> {
        let text = || meta.value()?.parse::<LitStr>();
        if meta.path.is_ident("default") {
            self.default = true;
        } else if meta.path.is_ident("flatten") {
            self.flatten = true;
        } else if meta.path.is_ident("other") {
            self.other = true;
        } else if meta.path.is_ident("tag") {
            self.tag = Some(text()?.value());
        } else if meta.path.is_ident("skip_serializing_if") {
            text()?;
        } else if meta.path.is_ident("rename_all") && text()?.value() == "snake_case" {
            self.snake_case = true;
        } else {
            return Err(meta.error("Read does not know this attribute"));
        }
        Ok(())
    }
}
