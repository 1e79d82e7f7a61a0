# shellcheck shell=bash
# shellcheck disable=SC2034 # the sourcing scripts use them
# Sourced by the scripts beside it: where things are, and how to speak.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cargo_bin="${CARGO_HOME:-$HOME/.cargo}/bin"
# What set-up installs is found even where the shell's own PATH does not name cargo's folder.
export PATH="$cargo_bin:$PATH"
# Queries are checked against the committed metadata, whatever database the shell happens to name.
export SQLX_OFFLINE=true

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
fail() {
  printf '\033[1;31mStopped:\033[0m %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# at_least WANTED ACTUAL: whether ACTUAL is WANTED or newer, both as dotted numbers.
at_least() {
  local IFS=. wanted actual i
  read -ra wanted <<<"$1"
  read -ra actual <<<"${2%%-*}"
  for i in "${!wanted[@]}"; do
    ((10#${actual[i]:-0} > 10#${wanted[i]})) && return 0
    ((10#${actual[i]:-0} < 10#${wanted[i]})) && return 1
  done
  return 0
}

# locked PACKAGE: the version that Cargo.lock holds it to.
locked() {
  awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/[^0-9.]/, ""); print; exit }' "$root/Cargo.lock"
}

# Cargo's target folder, wherever the environment or cargo's configuration puts it.
target_dir() {
  (cd "$root" && cargo metadata --format-version 1 --no-deps) |
    sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p'
}

# install_crate CRATE VERSION TIME [OPTION...]: installs a build tool. If the machine has cargo-binstall, that fetches the
# binary which the tool's project published. Otherwise `cargo install` builds it with the options, in about TIME.
install_crate() {
  local crate="$1" version="$2" time="$3"
  shift 3
  if cargo binstall -V >/dev/null 2>&1; then
    note "cargo binstall looks for a binary among the releases of $crate on GitHub."
    cargo binstall --no-confirm --force --disable-telemetry --strategies crate-meta-data --version "$version" "$crate" &&
      "$cargo_bin/${crate%-cli}" --version >/dev/null && return
    note "There is none that runs on this machine."
  fi
  note "Building it takes about $time on two cores."
  # The cheapest build, as a tool need not be fast. Cargo uses a folder of its own, so nothing is left in the project's.
  env -u CARGO_TARGET_DIR -u CARGO_BUILD_TARGET_DIR -u RUSTFLAGS CARGO_PROFILE_DEV_DEBUG=0 \
    cargo install --profile dev --force --version "$version" "$crate" "$@"
}
