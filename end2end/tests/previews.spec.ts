import { answered, expect, type Person, test as base } from "../support/fixtures";
import { sendNumbered } from "../support/history";
import { PHONE, putKeyboardAway } from "../support/phone";
import { isAtEnd, scrollPosition, scrollUp } from "../support/scrolling";
import { Website } from "../support/website";

/** A server beside a site that it may ask. */
const test = base.extend<{ site: Website }>({
  site: async ({}, use) => {
    const site = await Website.open();
    await use(site);
    await site.close();
  },
  server: async ({ server, site }, use) => {
    server.previewHost = site.host;
    await server.restart();
    await use(server);
  },
});

const TITLE = "Sketch of the Analytical Engine";

const card = (person: Person, text: string) =>
  person.message(text).getByRole("link", { name: new RegExp(TITLE) });

test("a link shows what it leads to in both browsers, until its author removes the preview, the link or the message", async ({
  ada,
  grace,
  site,
}) => {
  await ada.say(`Read this: ${site.url("/engine")}`);
  for (const person of [ada, grace]) {
    await expect(card(person, "Read this")).toHaveAttribute("href", site.url("/engine"));
    await expect(card(person, "Read this")).toContainText("no pretensions whatever");
    const picture = card(person, "Read this").locator("img");
    await expect(picture).toHaveJSProperty("complete", true);
    await expect(picture).toHaveJSProperty("naturalWidth", 480);
  }
  await grace.reload();
  await expect(card(grace, "Read this")).toBeVisible();

  // Nobody but its author removes it.
  await grace.act("Read this", "More actions");
  await expect(grace.menuItem("Copy link")).toBeVisible();
  await expect(grace.menuItem("Remove preview")).toHaveCount(0);
  await grace.page.keyboard.press("Escape");
  await ada.act("Read this", "Remove preview");
  for (const person of [ada, grace]) await expect(card(person, "Read this")).toHaveCount(0);
  await ada.reload();
  await ada.seesDelivered("Read this");
  await expect(card(ada, "Read this")).toHaveCount(0);

  await ada.say(`And this: ${site.url("/engine")}`);
  await expect(card(grace, "And this")).toBeVisible();
  await ada.edit("And this", "And this: never mind");
  for (const person of [ada, grace]) await expect(card(person, "And this")).toHaveCount(0);
  await ada.say(`Lastly: ${site.url("/engine")}`);
  await expect(card(grace, "Lastly")).toBeVisible();
  await ada.deleteMessage("Lastly");
  for (const person of [ada, grace]) await expect(person.page.locator(".preview")).toHaveCount(0);
});

test("where one reads stays where it is when previews come, and the end stays the end", async ({ ada, grace, site }) => {
  await sendNumbered(ada, "Line", 40);
  await ada.sees("Line 40.");
  await grace.sees("Line 40.");
  await scrollUp(grace.timeline, 400);
  const before = await grace.message("Line 20.").boundingBox();
  const { fromEnd } = await scrollPosition(grace.timeline);
  await ada.say(`Read this: ${site.url("/engine")}`);
  await expect(card(ada, "Read this")).toBeVisible();
  await isAtEnd(ada.timeline);
  await expect(card(grace, "Read this")).toBeAttached();
  await expect.poll(async () => (await scrollPosition(grace.timeline)).fromEnd).toBeGreaterThan(fromEnd + 60);
  const after = await grace.message("Line 20.").boundingBox();
  // The view scrolls by whole pixels.
  expect(Math.abs(after!.y - before!.y)).toBeLessThan(1);
});

test("an administrator names the workspace, turns previews off and bounds files, and whoever reaches that keeps the text", async ({
  ada,
  grace,
  site,
}) => {
  ada.console.tolerate(answered(422));
  await ada.accountButton.click();
  await ada.button("Workspace settings").click();
  const dialog = ada.dialog("Workspace settings");
  const save = dialog.getByRole("button", { name: "Save" });
  await expect(dialog.getByText("0 MB used.")).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Total storage (MB)" })).toHaveValue("50000");
  const quota = dialog.getByRole("textbox", { name: "Storage per person (MB)" });
  await expect(quota).toHaveValue("5000");
  await quota.fill("a lot");
  await save.click();
  await expect(dialog.getByRole("alert").filter({ hasText: /\S/ })).toContainText("from 1 to");
  await quota.fill("1");
  await expect(dialog.getByRole("checkbox", { name: "Link previews" })).toBeChecked();
  await dialog.getByRole("checkbox", { name: "Link previews" }).uncheck();
  await dialog.getByLabel("Workspace name").fill("Difference Engines");
  await save.click();
  await expect(dialog.getByRole("status")).toContainText("Saved.");
  await ada.page.keyboard.press("Escape");
  for (const person of [ada, grace]) await expect(person.page.getByText("Difference Engines")).toBeVisible();
  await ada.say(`Not this: ${site.url("/engine")}`);
  await ada.seesDelivered("Not this");
  const settings = await (await ada.api.ask("GET", "/api/workspace")).json();
  expect(settings.link_previews).toBe(false);

  grace.console.tolerate(answered(507));
  await grace.composer.fill("A large one");
  const large = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.alloc(1_000_001) };
  await grace.field("Attach files").setInputFiles(large);
  const tray = grace.page.getByRole("list", { name: "Attached files" });
  await expect(tray.getByRole("alert")).toContainText("This would exceed your 1 MB of storage.");
  await expect(grace.composer).toHaveValue("A large one");
  await grace.button("Remove notes.txt").click();
  await grace.composer.press("Enter");
  await ada.seesDelivered("A large one");
  await grace.accountButton.click();
  await expect(grace.button("Settings")).toBeVisible();
  await expect(grace.button("Workspace settings")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("a preview fits the screen and can be removed with a finger", async ({ ada, site }) => {
    await ada.say(`Read this: ${site.url("/engine")}`);
    await expect(card(ada, "Read this")).toBeVisible();
    const box = await card(ada, "Read this").boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(PHONE.viewport.width);
    await putKeyboardAway(ada);
    await ada.message("Read this").getByText("Read this").tap();
    await ada.menuItem("Remove preview").tap();
    await expect(card(ada, "Read this")).toHaveCount(0);
  });
});
