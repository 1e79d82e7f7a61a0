//! Compiles the server anew when a migration is added: the macro that embeds them sees only those that it knows.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
