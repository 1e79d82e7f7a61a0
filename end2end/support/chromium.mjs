// The Chromium that the tests drive. As a script, prints its path, or fails if there is none.

import { chromium } from "@playwright/test";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Returns the browser named by HUBBUB_CHROMIUM, otherwise the one that Playwright installed, otherwise the system's.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.HUBBUB_CHROMIUM;
  if (named) {
    if (!isExecutable(named)) throw new Error(`HUBBUB_CHROMIUM names ${named}, which cannot be run`);
    return named;
  }
  return [chromium.executablePath(), ...onPath(), ...applications].find(isExecutable);
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** @param {string} path */
function isExecutable(path) {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = findChromium();
  if (!path) {
    console.error("there is no Chromium");
    process.exit(1);
  }
  console.log(path);
}
