//! `#[derive(Read)]`: reads a type from JSON as its serde attributes say, in a fraction of the machine code that serde's
//! derived readers take.

mod attributes;
mod enums;
mod fields;

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, parse_macro_input};

/// Derives `protocol::read::Read` from the attributes that serde's own derive reads.
///
/// Knows `default`, `flatten`, `tag`, `rename_all = "snake_case"` and `other`. Attributes that only concern writing are
/// ignored; any other is an error, so that the two readers can't drift apart.
#[proc_macro_derive(Read, attributes(serde))]
pub fn derive_read(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    body(&input)
        .map(|body| {
            let name = &input.ident;
            quote! {
                impl ::protocol::read::Read for #name {
                    fn read(value: &::protocol::read::Value) -> ::core::option::Option<Self> {
                        #body
                    }
                }
            }
        })
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

fn body(input: &DeriveInput) -> syn::Result<proc_macro2::TokenStream> {
    match &input.data {
        Data::Struct(data) => {
            let fields = fields::read(&data.fields)?;
            Ok(quote! { Some(Self #fields) })
        }
        Data::Enum(data) => enums::read(data, &attributes::Attributes::of(&input.attrs)?),
        Data::Union(_) => Err(syn::Error::new_spanned(input, "a union cannot be read")),
    }
}
