import { defineConfig } from "@playwright/test";
import { isDebugBuild } from "./support/binary";
import { findChromium } from "./support/chromium.mjs";

export default defineConfig({
  testDir: "tests",
  // The size budget is the release build's.
  testIgnore: isDebugBuild() ? "size.spec.ts" : [],
  fullyParallel: true,
  // One for each processor: with more, they wait for each other.
  workers: "100%",
  retries: 0,
  forbidOnly: !!process.env.CI,
  // Only a test that hangs takes this long, also on machines that others use too.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["./support/summary.ts"]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    // What a worker fetches for a page is out of a test's reach. The tests of the worker allow it.
    serviceWorkers: "block",
    // Neither the server's nor a whole number of hours away: what assumes either, shows.
    timezoneId: "Asia/Kolkata",
    // Only the log of actions, requests and the console: pictures and pages of every step take a third of the time.
    // `--trace on` keeps them too.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
