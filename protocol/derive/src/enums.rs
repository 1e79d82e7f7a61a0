//! Enums, with their tag beside the fields of a variant or around them.

use crate::{attributes::Attributes, fields};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, Fields, Ident, Variant};

/// Returns the reading of an enum from `value`.
pub(crate) fn read(data: &DataEnum, attributes: &Attributes) -> syn::Result<TokenStream> {
    let variants = data
        .variants
        .iter()
        .map(|variant| Ok((variant, Attributes::of(&variant.attrs)?)))
        .collect::<syn::Result<Vec<_>>>()?;
    let fallback = variants
        .iter()
        .find(|(_, attributes)| attributes.other)
        .map_or(
            quote! { None },
            |(Variant { ident, .. }, _)| quote! { Some(Self::#ident) },
        );
    let known = variants.iter().filter(|(_, attributes)| !attributes.other);
    let known = known.map(|(variant, _)| {
        let name = name(&variant.ident, attributes.snake_case);
        let ident = &variant.ident;
        let fields = fields::read(&variant.fields)?;
        Ok((variant, name, quote! { Self::#ident #fields }))
    });
    let known = known.collect::<syn::Result<Vec<_>>>()?;

    if let Some(tag) = &attributes.tag {
        let arms = known
            .iter()
            .map(|(_, name, variant)| quote! { #name => Some(#variant) });
        return Ok(quote! {
            match value.get(#tag)?.as_str()? {
                #(#arms,)*
                _ => #fallback,
            }
        });
    }
    // Without a tag a variant without fields is its name, and one with fields an object of that one field.
    let is_unit = |variant: &Variant| matches!(variant.fields, Fields::Unit);
    let units = known.iter().filter(|(variant, ..)| is_unit(variant));
    let units = units.map(|(_, name, variant)| quote! { #name => Some(#variant) });
    let objects = known.iter().filter(|(variant, ..)| !is_unit(variant));
    let objects = objects.map(|(_, name, variant)| {
        quote! {
            if let Some(value) = value.get(#name) {
                return Some(#variant);
            }
        }
    });
    Ok(quote! {
        #(#objects)*
        match value.as_str()? {
            #(#units,)*
            _ => #fallback,
        }
    })
}

fn name(ident: &Ident, snake_case: bool) -> String {
    let name = ident.to_string();
    if !snake_case {
        return name;
    }
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}
