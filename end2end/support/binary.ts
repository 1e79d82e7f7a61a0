// The build of Hubbub that the tests start.

import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");

/**
 * Returns the program named by HUBBUB_BIN, otherwise the one built last: the assets in target/site are those of the last
 * build, and cargo-leptos writes hash.txt beside the program that they belong to.
 */
export function findBinary(): string {
  const named = process.env.HUBBUB_BIN;
  if (named) {
    const path = resolve(named);
    if (!existsSync(path)) throw new Error(`HUBBUB_BIN names ${path}, which is not there`);
    return path;
  }
  const [newest] = ["release", "debug"]
    .map((profile) => join(target, profile))
    .filter((folder) => existsSync(join(folder, "hubbub")) && existsSync(join(folder, "hash.txt")))
    .sort((a, b) => statSync(join(b, "hash.txt")).mtimeMs - statSync(join(a, "hash.txt")).mtimeMs);
  if (!newest) {
    throw new Error(`there is no Hubbub in ${target} to test: run scripts/build or cargo leptos build first`);
  }
  return join(newest, "hubbub");
}

/** Returns the folder of the pages' assets: beside an unpacked or copied program, otherwise in the build folder. */
export function findSite(): string {
  const beside = join(dirname(findBinary()), "site");
  // cargo-leptos's site-root, which does not follow CARGO_TARGET_DIR.
  return existsSync(beside) ? beside : join(root, "target", "site");
}

export function isDebugBuild(): boolean {
  return dirname(findBinary()).endsWith("debug");
}
