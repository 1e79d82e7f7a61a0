import type { Locator, Route } from "@playwright/test";
import { drag } from "../support/drag";
import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { png } from "../support/pictures";

const TEA = { name: "tea.png", mimeType: "image/png", buffer: png(900, 600) };
const CAKE = { name: "cake.png", mimeType: "image/png", buffer: png(300, 600, 200) };
const NOTES = { name: "notes & more.txt", mimeType: "text/plain", buffer: Buffer.from("Milk first") };

function tray(person: Person): Locator {
  return person.page.getByRole("list", { name: "Attached files" });
}

function picture(person: Person, name: string): Locator {
  return person.timeline.getByRole("img", { name });
}

/** Picks files and waits until they can be sent. */
async function attach(person: Person, ...files: (typeof TEA)[]) {
  await person.field("Attach files").setInputFiles(files);
  await expect(tray(person).getByRole("listitem")).toHaveCount(files.length);
  await expect(person.sendButton).toBeEnabled();
}

test("several files go with a message, and show on every screen and after a reload", async ({ ada, grace }) => {
  await ada.composer.fill("For the party");
  await attach(ada, TEA, NOTES);
  await expect(tray(ada)).toContainText("notes & more.txt");
  await ada.composer.press("Enter");
  await expect(tray(ada)).toHaveCount(0);
  for (const person of [ada, grace]) {
    await person.seesDelivered("For the party");
    await expect(picture(person, "tea.png")).toBeVisible();
    await expect(person.message("For the party").getByRole("link", { name: /notes & more\.txt/ })).toContainText("10 B");
  }
  await grace.reload();
  await expect(picture(grace, "tea.png")).toBeVisible();
  const download = grace.page.waitForEvent("download");
  await grace.message("For the party").getByRole("link", { name: /notes & more\.txt/ }).click();
  expect((await download).suggestedFilename()).toBe("notes & more.txt");
});

test("a picture alone is a message, and its place is there before it is", async ({ ada, grace }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await grace.page.route("**/thumbnail", async (route) => {
    await released;
    await route.continue();
  });
  await attach(ada, TEA);
  await ada.sendButton.click();
  await expect(picture(ada, "tea.png")).toBeVisible();
  const place = picture(grace, "tea.png");
  await expect(place).toBeVisible();
  const before = await place.boundingBox();
  expect(before).toMatchObject({ width: 360, height: 240 });
  release();
  await expect.poll(() => place.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(720);
  expect(await place.boundingBox()).toEqual(before);
});

test("what is pasted or dropped is attached", async ({ ada }) => {
  await drag(ada.main, "paste", TEA);
  await expect(tray(ada).getByText("tea.png")).toBeVisible();
  await drag(ada.main, "dragover", CAKE);
  await expect(ada.page.getByText("Drop files to attach them")).toBeVisible();
  await drag(ada.main, "drop", CAKE);
  await expect(ada.page.getByText("Drop files to attach them")).toHaveCount(0);
  await expect(tray(ada).getByRole("listitem")).toHaveCount(2);
  await expect(ada.composer).toBeFocused();
  await expect(ada.sendButton).toBeEnabled();
  await ada.composer.press("Enter");
  for (const name of ["tea.png", "cake.png"]) await expect(picture(ada, name)).toBeVisible();
});

test("while a file is on its way nothing is sent, and it can be called off", async ({ ada }) => {
  const held: Route[] = [];
  await ada.page.route("**/files?**", (route) => void held.push(route));
  ada.console.tolerate(/net::ERR_/);
  await ada.composer.fill("Half a thought");
  await ada.field("Attach files").setInputFiles(TEA);
  await expect(tray(ada).getByRole("progressbar", { name: "Sending tea.png" })).toBeVisible();
  await expect(ada.sendButton).toBeDisabled();
  await ada.composer.press("Enter");
  await expect(ada.messages).toHaveCount(0);
  await expect(ada.composer).toHaveValue("Half a thought");
  await ada.button("Cancel tea.png").click();
  await expect(tray(ada)).toHaveCount(0);
  await ada.composer.press("Enter");
  await ada.seesDelivered("Half a thought");
  await expect(picture(ada, "tea.png")).toHaveCount(0);
});

test("a file that does not come through says so, and is tried again or taken away", async ({ ada, grace }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.composer.fill("With tea");
  await ada.page.route("**/files?**", (route) => route.abort("connectionreset"), { times: 1 });
  await ada.field("Attach files").setInputFiles(TEA);
  await expect(tray(ada).getByRole("alert")).toHaveText("The upload failed. Check your connection.");
  await expect(ada.sendButton).toBeDisabled();
  await expect(ada.composer).toHaveValue("With tea");
  await tray(ada).getByRole("button", { name: "Try again" }).click();
  await expect(ada.sendButton).toBeEnabled();

  expect((await ada.api.ask("PATCH", "/api/workspace", { file_limit_mb: 1 })).status()).toBe(204);
  await ada.field("Attach files").setInputFiles({ ...NOTES, buffer: Buffer.alloc(1_000_001) });
  await expect(tray(ada).getByRole("alert").filter({ hasText: "1 MB" })).toBeVisible();
  await expect(ada.sendButton).toBeDisabled();
  await ada.button("Remove notes & more.txt").click();
  await ada.composer.press("Enter");
  await grace.seesDelivered("With tea");
  await expect(picture(grace, "tea.png")).toBeVisible();
});

test("a file that is sent as it is says so before it is sent, and a picture that is cleaned does not", async ({ ada }) => {
  const film = Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1");
  await attach(ada, TEA, { name: "tea.mp4", mimeType: "video/mp4", buffer: film });
  const note = "It may contain the place and time it was taken.";
  await expect(tray(ada).getByRole("listitem").filter({ hasText: "tea.mp4" })).toContainText(note);
  await expect(tray(ada).getByRole("listitem").filter({ hasText: "tea.png" })).not.toContainText(note);
});

test("an administrator bounds what files take, and whoever reaches that is told and keeps the text", async ({ ada, grace }) => {
  await ada.button("Account").click();
  await ada.button("Workspace settings").click();
  const dialog = ada.dialog("Workspace settings");
  await expect(dialog.getByText("0 MB used.")).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Total storage (MB)" })).toHaveValue("50000");
  const quota = dialog.getByRole("textbox", { name: "Storage per person (MB)" });
  await expect(quota).toHaveValue("5000");
  ada.console.tolerate(answered(422));
  await quota.fill("a lot");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: /\S/ })).toContainText("from 1 to");
  await quota.fill("1");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("status")).toContainText("Saved.");
  await ada.page.keyboard.press("Escape");

  grace.console.tolerate(answered(507));
  await grace.composer.fill("A large one");
  await grace.field("Attach files").setInputFiles({ ...NOTES, buffer: Buffer.alloc(1_000_001) });
  await expect(tray(grace).getByRole("alert")).toContainText("This would exceed your 1 MB of storage.");
  await expect(grace.composer).toHaveValue("A large one");
  await grace.button("Remove notes & more.txt").click();
  await grace.composer.press("Enter");
  await ada.seesDelivered("A large one");
});

test("what is attached waits in its room while one looks into another", async ({ ada }) => {
  await ada.api.createRoom("Tea", "open");
  await ada.openRoom("Tea");
  await attach(ada, TEA);
  await ada.openRoom("Everyone");
  await expect(tray(ada)).toHaveCount(0);
  await expect(ada.sendButton).toBeDisabled();
  await ada.openRoom("Tea");
  await expect(tray(ada).getByText("tea.png")).toBeVisible();
  await ada.sendButton.click();
  await expect(picture(ada, "tea.png")).toBeVisible();
});

test("pictures are looked at one after the other, with the keyboard", async ({ ada }) => {
  await attach(ada, TEA, CAKE);
  await ada.sendButton.click();
  const link = ada.timeline.getByRole("link", { name: "tea.png" });
  await link.focus();
  await link.press("Enter");
  const viewer = ada.dialog("Picture");
  await expect(viewer.getByRole("img", { name: "tea.png" })).toBeVisible();
  await expect(viewer).toContainText("1 of 2");
  await ada.page.keyboard.press("ArrowLeft");
  await expect(viewer).toContainText("1 of 2");
  await ada.page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("img", { name: "cake.png" })).toBeVisible();
  await expect(viewer).toContainText("2 of 2");
  const download = ada.page.waitForEvent("download");
  await viewer.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("cake.png");
  await ada.page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(link).toBeFocused();
});

test("with its message a picture goes from every screen", async ({ ada, grace }) => {
  grace.console.tolerate(answered(404));
  await ada.composer.fill("A mistake");
  await attach(ada, TEA);
  await ada.composer.press("Enter");
  await expect(picture(grace, "tea.png")).toBeVisible();
  const address = await grace.timeline.getByRole("link", { name: "tea.png" }).getAttribute("href");
  await ada.act("A mistake", "Delete message");
  await ada.dialog("Delete message").getByRole("button", { name: "Delete" }).click();
  for (const person of [ada, grace]) await expect(picture(person, "tea.png")).toHaveCount(0);
  expect((await grace.api.ask("GET", address ?? "")).status()).toBe(404);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test("pictures and files fit the screen", async ({ ada }) => {
    const wide = { ...TEA, name: `${"a very long name ".repeat(6)}.png` };
    await attach(ada, wide, CAKE, NOTES);
    await ada.sendButton.tap();
    await expect(picture(ada, "cake.png")).toBeVisible();
    const widths = await ada.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
    await ada.timeline.getByRole("link", { name: "cake.png" }).tap();
    const viewer = ada.dialog("Picture");
    await expect(viewer.getByRole("img", { name: "cake.png" })).toBeInViewport();
    await viewer.getByRole("button", { name: "Previous picture" }).tap();
    await expect(viewer).toContainText("1 of 2");
    await viewer.getByRole("button", { name: "Close" }).tap();
    await expect(viewer).toBeHidden();
  });
});
