// Prints the sizes of a build's assets, and the crates and functions that its wasm is made of.
// node size.mjs SITE WASM: the folder of the assets, and the wasm with the names of its functions.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const [site, named] = process.argv.slice(2);
const HEAVIEST = 20;

/** Fetched until the page is alive; the rest of what the page itself asks for comes after it. */
const FIRST = /^pkg\/(hubbub\.|__wasm_split)/;
/** The code that connects, fetched while the page is hydrated, and what it shares with the later code. */
const CONNECTION = /^pkg\/(split_live|chunk_)/;
const LATER = /^pkg\/split_later|^emoji/;

function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !/\.(br|gz)$/.test(path));
}

function brotli(path) {
  const compressed = statSync(`${path}.br`, { throwIfNoEntry: false });
  return (compressed ?? statSync(path)).size;
}

/** Reads a wasm file's sections: their ids, and where they begin and end. */
function sections(bytes) {
  const found = [];
  let at = 8;
  while (at < bytes.length) {
    const id = bytes[at];
    const [length, begin] = number(bytes, at + 1);
    found.push({ id, begin, end: begin + length });
    at = begin + length;
  }
  return found;
}

/** Reads an unsigned LEB128 number: its value, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function text(bytes, at) {
  const [length, begin] = number(bytes, at);
  return [new TextDecoder().decode(bytes.subarray(begin, begin + length)), begin + length];
}

const CUSTOM = 0;
const IMPORT = 2;
const CODE = 10;
const DATA = 11;

function sizeOf(bytes, id) {
  return sections(bytes)
    .filter((section) => section.id === id)
    .reduce((sum, { begin, end }) => sum + end - begin, 0);
}

/** Reads how many functions a wasm file imports: its own are numbered after them. */
function importedFunctions(bytes) {
  const section = sections(bytes).find(({ id }) => id === IMPORT);
  if (!section) return 0;
  let [left, at] = number(bytes, section.begin);
  let functions = 0;
  while (left-- > 0) {
    [, at] = text(bytes, at);
    [, at] = text(bytes, at);
    const kind = bytes[at++];
    if (kind === 0) {
      functions++;
      [, at] = number(bytes, at);
    } else {
      if (kind !== 2) at++;
      if (kind === 1 || kind === 2) {
        const [limits, after] = number(bytes, at);
        [, at] = number(bytes, after);
        if (limits & 1) [, at] = number(bytes, at);
      } else if (kind === 4) {
        [, at] = number(bytes, at);
      }
    }
  }
  return functions;
}

function names(bytes) {
  const found = new Map();
  for (const { id, begin, end } of sections(bytes)) {
    if (id !== CUSTOM) continue;
    let [name, at] = text(bytes, begin);
    while (name === "name" && at < end) {
      const kind = bytes[at];
      const [length, content] = number(bytes, at + 1);
      if (kind === 1) {
        let [left, next] = number(bytes, content);
        while (left-- > 0) {
          const [index, afterIndex] = number(bytes, next);
          const [label, afterLabel] = text(bytes, afterIndex);
          found.set(index, label);
          next = afterLabel;
        }
      }
      at = content + length;
    }
  }
  return found;
}

function functions(bytes) {
  const known = names(bytes);
  const code = sections(bytes).find(({ id }) => id === CODE);
  let index = importedFunctions(bytes);
  let [left, at] = number(bytes, code.begin);
  const found = [];
  while (left-- > 0) {
    const [length, begin] = number(bytes, at);
    const name = demangle(known.get(index++) ?? "(no name)");
    found.push({ name, size: length });
    at = begin + length;
  }
  return found;
}

const ESCAPES = { SP: "@", BP: "*", RF: "&", LT: "<", GT: ">", LP: "(", RP: ")", C: "," };

/** Returns a function's path in Rust. Of the names of today's scheme, only what of them is plain text. */
function demangle(name) {
  if (name.startsWith("_R")) {
    const identifiers = name.replace(/s[0-9A-Za-z]*_(?=\d)/g, "").matchAll(/(\d+)_?(?=([A-Za-z]\w*))/g);
    return [...identifiers].map(([, length, rest]) => rest.slice(0, length)).join("::");
  }
  if (!name.startsWith("_ZN")) return name;
  const path = [];
  let rest = name.slice(3);
  for (let length; (length = Number.parseInt(rest, 10)); ) {
    const begin = String(length).length;
    path.push(rest.slice(begin, begin + length));
    rest = rest.slice(begin + length);
  }
  return path
    .filter((part) => !/^h[0-9a-f]{16}$/.test(part))
    .map((part) => part.replace(/^_\$/, "$").replaceAll("..", "::"))
    .join("::")
    .replace(/\$u([0-9a-f]+)\$/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\$([A-Z]+)\$/g, (escape, code) => ESCAPES[code] ?? escape);
}

/** Returns the crate that a function's code comes from: the first path in its name. */
function crateOf(name) {
  return name.match(/([a-z_][a-z0-9_]*)::/)?.[1] ?? name;
}

function heaviest(rows) {
  const sums = new Map();
  for (const { name, size } of rows) sums.set(name, (sums.get(name) ?? 0) + size);
  return [...sums].sort(([, a], [, b]) => b - a).slice(0, HEAVIEST);
}

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);

console.log("     raw   brotli  file (KB)");
const assets = files(site).map((path) => ({
  name: relative(site, path),
  raw: statSync(path).size,
  brotli: brotli(path),
  wasm: path.endsWith(".wasm"),
}));
for (const { name, raw, brotli } of assets.sort((a, b) => b.brotli - a.brotli).slice(0, HEAVIEST)) {
  console.log(`${kb(raw)} ${kb(brotli)}  ${name}`);
}

const sum = (rows, what) => rows.reduce((total, row) => total + row[what], 0);
const first = assets.filter(({ name }) => FIRST.test(name));
const connection = assets.filter(({ name }) => CONNECTION.test(name));
const later = assets.filter(({ name }) => LATER.test(name));
for (const [rows, when] of [
  [first, "until the page is alive"],
  [connection, "to connect"],
  [later, "after that"],
  [[...first, ...connection, ...later], "in all"],
]) {
  const wasm = rows.filter((row) => row.wasm);
  console.log(`${kb(sum(rows, "raw"))} ${kb(sum(rows, "brotli"))}  fetched ${when}, of it wasm ${kb(sum(wasm, "brotli")).trim()}`);
}

const bytes = readFileSync(named);
console.log(`\nBefore the split, raw (KB): code ${kb(sizeOf(bytes, CODE)).trim()}, data ${kb(sizeOf(bytes, DATA)).trim()}`);
const all = functions(bytes);
console.log("\nThe heaviest crates, by their code (KB)");
for (const [name, size] of heaviest(all.map(({ name, size }) => ({ name: crateOf(name), size })))) {
  console.log(`${kb(size)}  ${name}`);
}
console.log("\nThe heaviest functions (KB)");
for (const [name, size] of heaviest(all)) console.log(`${kb(size)}  ${name.slice(0, 150)}`);
