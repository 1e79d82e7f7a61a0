import type { Locator } from "@playwright/test";
import { expect, type Person, test } from "../support/fixtures";
import { sendAll } from "../support/history";
import { bar, openThread, threads } from "../support/thread";

/** Holds answers to requests back until the returned function is called. */
async function hold({ page }: Person, path: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(path, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Returns how visible an element is at a time after it came, in milliseconds. */
const opacityAt = (element: Locator, time: number) =>
  element.evaluate((element, time) => {
    const [appearing] = element.getAnimations();
    if (!appearing) throw new Error("it does not wait");
    appearing.pause();
    appearing.currentTime = time;
    const { opacity } = getComputedStyle(element);
    appearing.finish();
    return Number(opacity);
  }, time);

const now = ({ page }: Person) => page.evaluate(() => performance.now());

/** Returns the elements that have moved since a time of the page. */
const moved = ({ page }: Person, since: number) =>
  page.evaluate(
    (since) =>
      new Promise<string[]>((resolve) => {
        type Shift = PerformanceEntry & { sources: { node?: Node }[] };
        const found: string[] = [];
        const observer = new PerformanceObserver((list) => {
          const entries = (list.getEntries() as Shift[]).filter(({ startTime }) => startTime > since);
          const nodes = entries.flatMap(({ sources }) => sources.map(({ node }) => node));
          found.push(...nodes.map((node) => (node instanceof Element ? node.outerHTML : `${node?.textContent}`)));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        // Without a shift the observer is never called.
        setTimeout(() => resolve(found), 500);
      }),
    since,
  );

test("a room whose messages are slow to come shows rows in their shape after a moment", async ({ ada }) => {
  await ada.createRoom("Tea", "Open");
  const { id } = await ada.api.room("Tea");
  await sendAll(ada, id, ["Milk first", "Water first"]);
  await ada.goTo("/");
  await ada.isIn("Everyone");
  await expect(ada.timeline).not.toHaveAttribute("aria-busy");
  const skeleton = ada.timeline.locator(".skeleton");
  await expect(skeleton).toHaveCount(0);

  for (const motion of ["no-preference", "reduce"] as const) {
    await ada.page.emulateMedia({ reducedMotion: motion });
    await ada.goTo("/");
    await ada.isIn("Everyone");
    const release = await hold(ada, /\/messages\?/);
    await ada.openRoom("Tea");
    await expect(ada.timeline).toHaveAttribute("aria-busy", "true");
    await expect(skeleton).toHaveAttribute("aria-hidden", "true");
    expect(await opacityAt(skeleton, 149)).toBe(0);
    expect(await opacityAt(skeleton, 400)).toBe(1);
    const row = skeleton.locator("i").last();
    const moving = await row.evaluate((row) => row.getAnimations().length);
    expect(moving).toBe(motion === "reduce" ? 0 : 1);
    const face = await row.boundingBox();
    const held = await now(ada);
    release();
    await expect(ada.message("Water first")).toBeVisible();
    await expect(skeleton).toHaveCount(0);
    await expect(ada.timeline).not.toHaveAttribute("aria-busy");
    // The rows have the width of messages.
    const avatar = await ada.timeline.locator("article .avatar").first().boundingBox();
    expect(face?.x).toBe(avatar?.x);
    expect(await moved(ada, held)).toEqual([]);
    await ada.page.unrouteAll({ behavior: "wait" });
  }
});

test("the page of threads shows cards in their shape while they are slow to come", async ({ ada }) => {
  await ada.say("Tea?");
  const thread = await openThread(ada, "Tea?");
  await thread.say("Yes, please");
  await expect(bar(ada, "Tea?")).toContainText("1 reply");
  await ada.goBack();
  await expect(thread.panel).toBeHidden();
  const release = await hold(ada, /\/api\/threads\?/);
  await threads(ada).click();
  const page = ada.main.locator(".threads");
  await expect(page).toHaveAttribute("aria-busy", "true");
  const skeleton = page.locator(".skeleton");
  expect(await opacityAt(skeleton, 149)).toBe(0);
  expect(await opacityAt(skeleton, 400)).toBe(1);
  const place = await skeleton.locator("i").first().boundingBox();
  const held = await now(ada);
  release();
  const card = ada.main.getByRole("list", { name: "Threads" }).getByRole("listitem").first();
  await expect(card).toContainText("Yes, please");
  await expect(skeleton).toHaveCount(0);
  await expect(page).not.toHaveAttribute("aria-busy");
  const real = await card.boundingBox();
  expect([place?.x, place?.y, place?.width]).toEqual([real?.x, real?.y, real?.width]);
  expect(await moved(ada, held)).toEqual([]);

  // The server renders the page's frame, which stands until the page is alive.
  await ada.page.goto("about:blank");
  const start = await hold(ada, /\.wasm$/);
  await ada.page.goto(`${ada.server.origin}/threads`, { waitUntil: "commit" });
  const heading = ada.main.getByRole("heading", { name: "Threads" });
  await expect(heading).toBeVisible();
  await expect(skeleton.locator("i").first()).toBeVisible();
  const before = await heading.boundingBox();
  start();
  await expect(card).toContainText("Yes, please");
  expect(await heading.boundingBox()).toEqual(before);
  expect(await moved(ada, 0)).toEqual([]);
});
