import type { Locator, Route } from "@playwright/test";
import { drag } from "../support/drag";
import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { png } from "../support/pictures";
import { share } from "../support/upload";

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

test("files go with a message, show on every screen and after a reload, and go with it again", async ({ ada, grace }) => {
  grace.console.tolerate(answered(404));
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

  const address = await grace.timeline.getByRole("link", { name: "tea.png" }).getAttribute("href");
  await ada.deleteMessage("For the party");
  for (const person of [ada, grace]) await expect(picture(person, "tea.png")).toHaveCount(0);
  expect((await grace.api.ask("GET", address ?? "")).status()).toBe(404);

  // A picture alone is a message, too, and its place is there before it is.
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

test("what is pasted or dropped waits in its room, and its pictures are viewed with the keyboard", async ({
  ada,
}) => {
  await ada.api.createRoom("Tea", "open");
  await ada.openRoom("Tea");
  await drag(ada.main, "paste", TEA);
  await expect(tray(ada).getByText("tea.png")).toBeVisible();
  await drag(ada.main, "dragover", CAKE);
  await expect(ada.page.getByText("Drop files to attach them")).toBeVisible();
  await drag(ada.main, "drop", CAKE);
  await expect(ada.page.getByText("Drop files to attach them")).toHaveCount(0);
  await expect(tray(ada).getByRole("listitem")).toHaveCount(2);
  await expect(ada.composer).toBeFocused();
  await expect(ada.sendButton).toBeEnabled();

  await ada.openRoom("Everyone");
  await expect(tray(ada)).toHaveCount(0);
  await expect(ada.sendButton).toBeDisabled();
  await ada.openRoom("Tea");
  await expect(tray(ada).getByText("tea.png")).toBeVisible();
  await ada.composer.press("Enter");
  for (const name of ["tea.png", "cake.png"]) await expect(picture(ada, name)).toBeVisible();

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

test("a file on its way can be called off, tried again or taken away, and nothing is sent without it", async ({
  ada,
  grace,
}) => {
  ada.console.tolerate(...CONNECTION_LOST, /net::ERR_/);
  const held: Route[] = [];
  const hold = (route: Route) => void held.push(route);
  await ada.page.route("**/files?**", hold);
  await ada.composer.fill("Half a thought");
  await ada.field("Attach files").setInputFiles(TEA);
  await expect(tray(ada).getByRole("progressbar", { name: "Sending tea.png" })).toBeVisible();
  await ada.button("Cancel tea.png").click();
  await expect(tray(ada)).toHaveCount(0);
  await ada.composer.press("Enter");
  await ada.seesDelivered("Half a thought");
  await expect(picture(ada, "tea.png")).toHaveCount(0);

  await ada.page.unroute("**/files?**", hold);
  await ada.composer.fill("With tea");
  await ada.page.route("**/files?**", (route) => route.abort("connectionreset"), { times: 1 });
  await ada.field("Attach files").setInputFiles(TEA);
  await expect(tray(ada).getByRole("alert")).toHaveText("The upload failed. Check your connection.");
  await expect(ada.sendButton).toBeDisabled();
  await ada.composer.press("Enter");
  await expect(ada.status("Not sent: tea.png is not uploaded.")).toBeVisible();
  await expect(ada.composer).toHaveValue("With tea");
  await tray(ada).getByRole("button", { name: "Try again" }).click();
  await expect(ada.sendButton).toBeEnabled();

  expect((await ada.api.ask("PATCH", "/api/workspace", { file_limit_mb: 1 })).status()).toBe(204);
  await ada.field("Attach files").setInputFiles({ ...NOTES, buffer: Buffer.alloc(1_000_001) });
  await expect(tray(ada).getByRole("alert").filter({ hasText: "1 MB" })).toBeVisible();
  await expect(ada.sendButton).toBeDisabled();
  await ada.button("Remove notes & more.txt").click();

  // A file that is sent as it is says so before it is sent, and a picture that is cleaned does not.
  const film = Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1");
  await ada.field("Attach files").setInputFiles({ name: "tea.mp4", mimeType: "video/mp4", buffer: film });
  const note = "It may contain the place and time it was taken.";
  await expect(tray(ada).getByRole("listitem").filter({ hasText: "tea.mp4" })).toContainText(note);
  await expect(tray(ada).getByRole("listitem").filter({ hasText: "tea.png" })).not.toContainText(note);
  await expect(ada.sendButton).toBeEnabled();
  await ada.composer.press("Enter");
  await grace.seesDelivered("With tea");
  await expect(picture(grace, "tea.png")).toBeVisible();
});

test("pictures stand in a rectangle without gaps whose place is kept, and the viewer shows those that are not shown", async ({
  ada,
  grace,
}) => {
  // No picture comes: the places are kept all the same.
  grace.console.tolerate(/net::ERR_/);
  await grace.page.route("**/thumbnail", (route) => route.abort());
  const sizes = [[900, 600], [600, 900], [500, 500], [1200, 300], [400, 300], [300, 400], [800, 800]] as const;
  const pictures = sizes.map(([width, height], index) => ({
    name: `p${index + 1}.png`,
    mimeType: "image/png",
    buffer: png(width, height, 30 * index),
  }));
  for (const count of [2, 3, 4, 7]) {
    await ada.composer.fill(`${count} pictures`);
    await attach(ada, ...pictures.slice(0, count));
    await ada.sendButton.click();
    await grace.seesDelivered(`${count} pictures`);
    const boxes = await grace
      .message(`${count} pictures`)
      .locator(".picture:visible")
      .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().toJSON()));
    expect(boxes).toHaveLength(Math.min(count, 5));
    const sides = {
      left: Math.min(...boxes.map(({ left }) => left)),
      right: Math.max(...boxes.map(({ right }) => right)),
      top: Math.min(...boxes.map(({ top }) => top)),
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
    };
    const whole = (sides.right - sides.left) * (sides.bottom - sides.top);
    const covered = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
    // The rest are the lines between the tiles.
    expect(covered / whole, `${count} pictures`).toBeGreaterThan(0.96);
  }
  const last = ada.message("7 pictures").getByRole("link", { name: /p5\.png/ });
  await expect(last).toContainText("+3");
  await last.click();
  const viewer = ada.dialog("Picture");
  for (const name of ["p5.png", "p6.png", "p7.png"]) {
    await expect(viewer.getByRole("img", { name })).toBeVisible();
    await ada.page.keyboard.press("ArrowRight");
  }
});

test("a text shows its first lines, and the browser's own viewer shows a PDF until Back", async ({ ada, grace }) => {
  await ada.composer.fill("To read");
  const menu = { name: "menu.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF") };
  const text = "Milk first,\nthen the tea.\n".padEnd(9_000, "cake ");
  await attach(ada, menu, { ...NOTES, buffer: Buffer.from(text) });
  await ada.sendButton.click();
  const message = grace.message("To read");
  await expect(message.getByText("Milk first,")).toBeVisible();
  await expect(message.getByRole("link", { name: "menu.pdf, PDF · 14 B" })).toBeVisible();

  await grace.page.evaluate(() =>
    Object.defineProperty(navigator, "pdfViewerEnabled", { configurable: true, get: () => true }),
  );
  await message.getByRole("link", { name: /menu\.pdf/ }).click();
  const viewer = grace.dialog("PDF");
  const address = await message.getByRole("link", { name: /menu\.pdf/ }).getAttribute("href");
  await expect(viewer.getByTitle("menu.pdf").and(viewer.locator("iframe"))).toHaveAttribute("src", address ?? "");
  await grace.goBack();
  await expect(viewer).toBeHidden();
  await grace.isIn("Everyone");
});

test("a message of files alone has no line of text, whether it arrives or is on the page from the start", async ({ ada, grace }) => {
  const { id } = await ada.api.room("Everyone");
  await share(ada, id, "", [{ name: "menu.pdf", bytes: "%PDF-1.4" }]);
  const message = grace.messages.last();
  const text = message.locator(".message-body");
  await expect(message.getByRole("link", { name: /menu\.pdf/ })).toBeVisible();
  await expect(text).toBeHidden();
  await grace.reload();
  await expect(message.getByRole("link", { name: /menu\.pdf/ })).toBeVisible();
  await expect(text).toBeHidden();
});
