import { expect, type Person, test as base } from "../support/fixtures";
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

async function removePreview(person: Person, text: string): Promise<void> {
  await person.act(text, "More actions");
  await person.actions.getByRole("button", { name: "Remove preview" }).click();
}

test("a link shows what it leads to, in both browsers and after a reload", async ({ ada, grace, site }) => {
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
});

test("its author removes a preview for everyone, and nobody else can", async ({ ada, grace, site }) => {
  await ada.say(`Read this: ${site.url("/engine")}`);
  await expect(card(grace, "Read this")).toBeVisible();
  await grace.act("Read this", "More actions");
  await expect(grace.actions.getByRole("button", { name: "Remove preview" })).toHaveCount(0);
  await removePreview(ada, "Read this");
  for (const person of [ada, grace]) await expect(card(person, "Read this")).toHaveCount(0);
  await ada.reload();
  await ada.seesDelivered("Read this");
  await expect(card(ada, "Read this")).toHaveCount(0);
});

test("a preview goes with its link and with its message", async ({ ada, grace, site }) => {
  await ada.say(`Read this: ${site.url("/engine")}`);
  await expect(card(grace, "Read this")).toBeVisible();
  await ada.act("Read this", "Edit message");
  await ada.editor.fill("Read this: never mind");
  await ada.editor.press("Enter");
  for (const person of [ada, grace]) await expect(card(person, "Read this")).toHaveCount(0);
  await ada.say(`And this: ${site.url("/engine")}`);
  await expect(card(grace, "And this")).toBeVisible();
  await ada.act("And this", "Delete message");
  await ada.dialog("Delete message").getByRole("button", { name: "Delete", exact: true }).click();
  for (const person of [ada, grace]) await expect(person.page.locator(".preview")).toHaveCount(0);
});

test("where one reads stays where it is when previews come, and the end stays the end", async ({ ada, grace, site }) => {
  const room = await ada.api.room("Everyone");
  for (let number = 0; number < 40; number++) await ada.api.say(room.id, `Line ${number}`);
  await ada.sees("Line 39");
  await grace.sees("Line 39");
  await scrollUp(grace.timeline, 400);
  const before = await grace.message("Line 20").boundingBox();
  const { fromEnd } = await scrollPosition(grace.timeline);
  await ada.say(`Read this: ${site.url("/engine")}`);
  await expect(card(ada, "Read this")).toBeVisible();
  await isAtEnd(ada.timeline);
  await expect(card(grace, "Read this")).toBeAttached();
  await expect.poll(async () => (await scrollPosition(grace.timeline)).fromEnd).toBeGreaterThan(fromEnd + 60);
  const after = await grace.message("Line 20").boundingBox();
  // The view scrolls by whole pixels.
  expect(Math.abs(after!.y - before!.y)).toBeLessThan(1);
});

test("an administrator turns previews off for the workspace and gives it a new name", async ({ ada, grace, site }) => {
  await ada.button("Account").click();
  await ada.button("Workspace settings").click();
  const dialog = ada.dialog("Workspace settings");
  await expect(dialog.getByRole("checkbox", { name: "Link previews" })).toBeChecked();
  await dialog.getByRole("checkbox", { name: "Link previews" }).uncheck();
  await dialog.getByLabel("Workspace name").fill("Difference Engines");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("status")).toContainText("Saved.");
  await ada.page.keyboard.press("Escape");
  for (const person of [ada, grace]) await expect(person.page.getByText("Difference Engines")).toBeVisible();
  await ada.say(`Not this: ${site.url("/engine")}`);
  await ada.seesDelivered("Not this");
  const settings = await (await ada.api.ask("GET", "/api/workspace")).json();
  expect(settings.link_previews).toBe(false);
  await grace.button("Account").click();
  await expect(grace.button("Profile")).toBeVisible();
  await expect(grace.button("Workspace settings")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a preview fits the screen and can be removed with a finger", async ({ ada, site }) => {
    await ada.say(`Read this: ${site.url("/engine")}`);
    await expect(card(ada, "Read this")).toBeVisible();
    const box = await card(ada, "Read this").boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(390);
    await ada.message("Read this").getByText("Read this").tap();
    await ada.actions.getByRole("button", { name: "More actions" }).tap();
    await ada.actions.getByRole("button", { name: "Remove preview" }).tap();
    await expect(card(ada, "Read this")).toHaveCount(0);
  });
});
