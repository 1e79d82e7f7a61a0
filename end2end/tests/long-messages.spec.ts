import type { Locator } from "@playwright/test";
import { expect, type Person, test } from "../support/fixtures";
import { sendNumbered } from "../support/history";

const lines = (count: number, word = "Line") => Array.from({ length: count }, (_, i) => `${word} ${i + 1} of it`).join("\n");

const top = async (target: Locator) => Math.round((await target.boundingBox())?.y ?? NaN);

/** Waits until what follows from a change of the page's layout is done, too. */
const paints = ({ page }: Person) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

type Shift = PerformanceEntry & { hadRecentInput: boolean; sources: { node?: Node }[] };

/** The elements of messages that have moved without any input. */
const moved = ({ page }: Person) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = (list.getEntries() as Shift[]).filter((it) => !it.hadRecentInput);
          const elements = shifts.flatMap(({ sources }) =>
            sources.map(({ node }) => (node instanceof Element ? node : node?.parentElement)),
          );
          resolve(elements.filter((it) => it?.closest("article")).map((it) => it?.outerHTML ?? ""));
        }).observe({ type: "layout-shift", buffered: true });
        // Without a shift the observer is never called.
        setTimeout(() => resolve([]), 500);
      }),
  );

test("a long message is folded from the first screen on, and nothing moves when its beginning is read on", async ({
  ada,
  grace,
}) => {
  const { id } = await ada.api.room("Everyone");
  // Few messages stand at the bottom, with nothing above that could go out of view.
  await sendNumbered(ada, "Before", 20);
  await ada.api.ask("POST", `/api/rooms/${id}/messages`, { body: lines(60) });
  await ada.seesDelivered("Line 60 of it");
  for (const person of [ada, grace]) {
    await person.reload();
    const message = person.message("Line 60 of it");
    const height = (await message.boundingBox())?.height ?? Infinity;
    expect(height).toBeLessThan(560);
    const more = message.getByRole("button", { name: "Show more" });
    await expect(more).toHaveAttribute("aria-expanded", "false");
    await expect(person.button("Insert emoji")).toBeVisible();
    expect(await moved(person)).toEqual([]);

    // It is the newest message, and its beginning stays where it is.
    const before = await top(message);
    await more.click();
    const less = message.getByRole("button", { name: "Show less" });
    await expect(less).toHaveAttribute("aria-expanded", "true");
    await expect(less).toBeInViewport({ ratio: 1 });
    expect(Math.abs((await top(message)) - before)).toBeLessThanOrEqual(1);
    await grace.api.ask("POST", `/api/rooms/${id}/messages`, { body: `Meanwhile, for ${person.name}` });
    await expect(person.message(`Meanwhile, for ${person.name}`)).toBeAttached();
    await expect.poll(async () => Math.abs((await top(message)) - before)).toBeLessThanOrEqual(1);
    await person.timeline.hover();
    await person.page.mouse.wheel(0, 400);
    await expect.poll(() => top(message)).toBeLessThan(before - 300);
    await less.click();
    await expect(message.getByRole("button", { name: "Show more" })).toBeInViewport();
    await expect(message).toBeInViewport();
  }
});

for (const before of [0, 2]) {
  test(`a long message after ${before} short ones stays where it is when it is unfolded and folded`, async ({ ada }) => {
    if (before > 0) await sendNumbered(ada, "Before", before);
    await ada.say(lines(23));
    const message = ada.message("Line 23 of it");
    const more = message.getByRole("button", { name: "Show more" });
    const less = message.getByRole("button", { name: "Show less" });
    await ada.seesDelivered("Line 23 of it");
    await expect(more).toBeVisible();
    const [header, start] = [await top(ada.timeline), await top(message)];
    // There is a blank above.
    expect(start).toBeGreaterThan(header + 40);

    await more.click();
    await expect(less).toBeAttached();
    await paints(ada);
    expect(Math.abs((await top(message)) - start)).toBeLessThanOrEqual(1);
    await message.getByText("Line 23 of it").scrollIntoViewIfNeeded();
    await expect(less).toBeInViewport({ ratio: 1 });
    await less.click();
    await expect(more).toBeInViewport();
    await expect.poll(async () => Math.abs((await top(message)) - start)).toBeLessThanOrEqual(1);

    // Two of them are read after each other, and the room goes on.
    await ada.say(lines(60, "Second"));
    const second = ada.message("Second 60 of it");
    await second.getByRole("button", { name: "Show more" }).click();
    await more.scrollIntoViewIfNeeded();
    const between = await top(message);
    await more.click();
    await expect(less).toBeAttached();
    await paints(ada);
    expect(Math.abs((await top(message)) - between)).toBeLessThanOrEqual(1);
    await ada.button("Jump to newest").click();
    await expect(second).toBeInViewport();
    expect(await ada.timeline.evaluate((log) => log.style.getPropertyValue("--blank"))).toBe("");
  });
}

test("what is cut off is found, and what is short has no button", async ({ ada }) => {
  await ada.say(`${lines(50)}\n\nhttps://example.org/the-end`);
  await ada.say(lines(15, "Short"));
  await sendNumbered(ada, "Then", 30);
  await ada.sees("Then 30.");
  await expect(ada.message("Short 15 of it").getByRole("button", { name: "Show more" })).toHaveCount(0);

  // As a search in the page does.
  const message = ada.message("Line 50 of it");
  const end = message.getByRole("link", { name: "example.org" });
  await expect(message.getByRole("button", { name: "Show more" })).toHaveCount(1);
  await end.evaluate((link) => link.scrollIntoView({ block: "center" }));
  await expect(message.getByRole("button", { name: "Show less" })).toBeVisible();
  await expect(end).toBeInViewport();
  await message.getByRole("button", { name: "Show less" }).click();
  await expect(end).not.toBeInViewport();
  // The Tab key comes to the link, and so shows it.
  await end.focus();
  await expect(end).toBeInViewport();

  // A permalink leads to its beginning.
  const { id } = await ada.api.room("Everyone");
  const { seq } = (await ada.api.messages(id)).find(({ body }) => body.startsWith("Line 1 of it")) ?? {};
  await ada.goTo(`/rooms/${id}/at/${seq}`);
  await expect(message.getByRole("button", { name: "Show more" })).toBeInViewport();
  expect(await top(message)).toBeGreaterThan(50);
});

test("the bar of a code block names its language, and nothing lies over the code", async ({ ada }) => {
  await ada.say(`\`\`\`rust\nlet wide = "${"x".repeat(200)}";\n\`\`\``);
  const block = ada.message("let wide").locator(".code");
  await expect(block).toHaveAttribute("data-language", "rust");
  const copy = block.getByRole("button", { name: "Copy" });
  await expect(copy).toBeVisible();
  const [button, code] = [await copy.boundingBox(), await block.locator("pre").boundingBox()];
  expect((button?.y ?? Infinity) + (button?.height ?? 0)).toBeLessThanOrEqual(code?.y ?? 0);
});
