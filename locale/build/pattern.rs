//! Patterns: a text with places for its arguments, in the compact form that `src/format.rs` reads.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};

/// Form of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
}

/// An argument of a text.
#[derive(Clone, Debug)]
pub struct Argument {
    pub name: String,
    pub kind: Kind,
}

/// Compiles a pattern. Without `may_add`, an argument that is not in `arguments` is an error.
pub fn compile(
    pattern: &Pattern<&str>,
    arguments: &mut Vec<Argument>,
    may_add: bool,
) -> Result<String, String> {
    let mut compiler = Compiler { arguments, may_add };
    compiler.pattern(pattern)
}

struct Compiler<'a> {
    arguments: &'a mut Vec<Argument>,
    may_add: bool,
}

impl Compiler<'_> {
    fn pattern(&mut self, pattern: &Pattern<&str>) -> Result<String, String> {
        let elements = pattern.elements.iter();
        elements.map(|element| self.element(element)).collect()
    }

    fn element(&mut self, element: &PatternElement<&str>) -> Result<String, String> {
        match element {
            PatternElement::TextElement { value } => plain(value),
            PatternElement::Placeable { expression } => self.expression(expression),
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) -> Result<String, String> {
        let (selector, variants) = match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => return plain(value),
            Expression::Inline(inline) => {
                let place = self.place(inline, Kind::Text)?;
                return Ok(format!("\u{1}{place}"));
            }
            Expression::Select { selector, variants } => (selector, variants),
        };
        let is_number = variants.iter().any(|variant| match variant.key {
            VariantKey::NumberLiteral { .. } => true,
            VariantKey::Identifier { name } => is_plural(name),
        });
        let kind = if is_number { Kind::Number } else { Kind::Text };
        let place = self.place(selector, kind)?;
        let mut compiled = format!("\u{2}{place}");
        for default in [false, true] {
            for variant in variants.iter().filter(|variant| variant.default == default) {
                let key = match variant.key {
                    _ if default => "",
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                };
                let text = self.pattern(&variant.value)?;
                compiled.push_str(&format!("{key}\u{3}{text}\u{4}"));
            }
        }
        compiled.push('\u{5}');
        Ok(compiled)
    }

    /// Returns the character that stands for the argument.
    fn place(&mut self, inline: &InlineExpression<&str>, kind: Kind) -> Result<char, String> {
        let (name, kind) = match inline {
            InlineExpression::VariableReference { id } => (id.name, kind),
            InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => {
                match arguments.positional.as_slice() {
                    [InlineExpression::VariableReference { id }] => (id.name, Kind::Number),
                    _ => return Err("NUMBER takes one argument".into()),
                }
            }
            _ => {
                return Err("only arguments, NUMBER, texts in quotes and choices are known".into());
            }
        };
        let known = self.arguments.iter().position(|it| it.name == name);
        let place = match known {
            Some(place) => place,
            None if self.may_add => {
                let name = name.to_owned();
                self.arguments.push(Argument { name, kind });
                self.arguments.len() - 1
            }
            None => return Err(format!("the English text has no ${name}")),
        };
        if self.may_add && kind == Kind::Number {
            self.arguments[place].kind = kind;
        }
        // Few texts have more than two arguments.
        let letter = u8::try_from(place).map_err(|_| "too many arguments".to_owned())?;
        Ok(char::from(b'a' + letter))
    }
}

fn plain(text: &str) -> Result<String, String> {
    match text.contains(|c: char| c.is_control() && c != '\n') {
        false => Ok(text.to_owned()),
        true => Err("control characters are not allowed".into()),
    }
}

/// Returns whether the key of a choice is a plural category of CLDR.
fn is_plural(key: &str) -> bool {
    matches!(key, "zero" | "one" | "two" | "few" | "many")
}
