//! Fields of a struct or of a variant.

use crate::attributes::Attributes;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, Fields};

/// Returns the fields of a constructor, each read from `value`.
pub(crate) fn read(fields: &Fields) -> syn::Result<TokenStream> {
    match fields {
        Fields::Named(fields) => {
            let fields = fields
                .named
                .iter()
                .map(named)
                .collect::<syn::Result<Vec<_>>>()?;
            Ok(quote! { { #(#fields),* } })
        }
        // A newtype is written as what is in it.
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Ok(quote! { (::protocol::read::Read::read(value)?) })
        }
        Fields::Unnamed(fields) => Err(syn::Error::new_spanned(
            fields,
            "only a tuple of one field can be read",
        )),
        Fields::Unit => Ok(quote! {}),
    }
}

fn named(field: &Field) -> syn::Result<TokenStream> {
    let Attributes {
        default, flatten, ..
    } = Attributes::of(&field.attrs)?;
    let ident = &field.ident;
    let name = ident.as_ref().map(ToString::to_string);
    Ok(match (flatten, default) {
        (true, _) => quote! { #ident: ::protocol::read::Read::read(value)? },
        (false, true) => quote! { #ident: ::protocol::read::field_or_default(value, #name)? },
        (false, false) => quote! { #ident: ::protocol::read::field(value, #name)? },
    })
}
