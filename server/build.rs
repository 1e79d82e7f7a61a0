//! Recompiles the server when migrations change, which the macro that embeds them does not notice.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
