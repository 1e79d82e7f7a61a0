import type { Locator } from "@playwright/test";
import { expect, type Person, test } from "../support/fixtures";
import { PHONE } from "../support/phone";

/** The titles of the sections with the links in each, as they are shown. */
async function sections(person: Person): Promise<Record<string, string[]>> {
  const found = await person.rooms.locator(".rooms-section").evaluateAll((sections) =>
    sections.map((section) => [
      section.querySelector("ul")?.getAttribute("aria-label") ?? "",
      [...section.querySelectorAll(".room-link-name")].map((name) => name.textContent ?? ""),
    ]),
  );
  return Object.fromEntries(found);
}

function title(person: Person, name: string): Locator {
  return person.button(`${name}, section`);
}

/** Opens the menu of a room in the list, and chooses an item. */
async function choose(person: Person, room: string, item: string): Promise<void> {
  // The code of the menu is loaded later.
  await expect(person.button("Sort rooms")).toBeVisible();
  await person.room(room).click({ button: "right" });
  await person.page.getByRole("menu", { name: "Room" }).getByRole("menuitem", { name: item }).click();
}

/** Asks for the menu of an element, as a phone does after a long press. */
async function longPress(target: Locator): Promise<void> {
  await target.evaluate((element) => element.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true })));
}

test("rooms are sorted as people look for them, or by their last message, on every device", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  for (const name of ["tea", "Coffee", "attic"]) await ada.api.createRoom(name, "open");
  const device = await anotherDeviceOf(ada);
  const byName = ["attic", "Coffee", "Everyone", "tea"];
  await expect.poll(() => sections(ada)).toEqual({ Rooms: byName, "Direct messages": [] });
  await ada.api.say((await ada.api.room("tea")).id, "Milk?");
  await ada.button("Sort rooms").click();
  await ada.page.getByRole("menuitemradio", { name: "Recent first" }).click();
  const byTime = ["tea", "attic", "Coffee", "Everyone"];
  for (const person of [ada, device]) await expect(person.roomLinks).toHaveText(byTime);
  await device.reload();
  await expect(device.roomLinks).toHaveText(byTime);
  await ada.api.say((await ada.api.room("Coffee")).id, "Black?");
  await expect(device.roomLinks).toHaveText(["Coffee", "tea", "attic", "Everyone"]);
  await ada.button("Sort rooms").click();
  await expect(ada.page.getByRole("menuitemradio", { name: "Recent first" })).toHaveAttribute("aria-checked", "true");
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("Enter");
  await expect(ada.button("Sort rooms")).toBeFocused();
  await expect(ada.roomLinks).toHaveText(byName);
  // Everyone has their own order.
  await expect.poll(() => sections(grace)).toMatchObject({ Unread: ["Coffee", "tea"], Rooms: ["attic", "Everyone"] });
});

test("an unread room is in a section of its own until one has read it and left", async ({ ada, grace }) => {
  await ada.api.createRoom("Tea", "open");
  await grace.openRoom("Tea");
  await grace.say("@Ada milk?");
  await expect.poll(() => sections(ada)).toEqual({ Unread: ["Tea"], Rooms: ["Everyone"], "Direct messages": [] });
  await expect(ada.room("Tea")).toHaveAccessibleName("Tea, 1 mentioning you, 1 unread");
  await ada.openRoom("Tea");
  await expect(ada.room("Tea")).toHaveAccessibleName("Tea");
  await expect.poll(() => sections(ada)).toEqual({ Unread: ["Tea"], Rooms: ["Everyone"], "Direct messages": [] });
  await ada.openRoom("Everyone");
  await expect.poll(() => sections(ada)).toEqual({ Rooms: ["Everyone", "Tea"], "Direct messages": [] });
  // What comes into the room that one reads does not move it.
  await grace.openRoom("Everyone");
  await grace.say("Here");
  await ada.sees("Here");
  await expect.poll(() => sections(ada)).toEqual({ Rooms: ["Everyone", "Tea"], "Direct messages": [] });
});

test("a collapsed section stays collapsed on every device, and shows the open room and unread ones", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  for (const name of ["Tea", "Coffee"]) await ada.api.createRoom(name, "open");
  const device = await anotherDeviceOf(ada);
  await choose(ada, "Tea", "Add to favourites");
  await expect.poll(() => sections(device)).toEqual({ Favourites: ["Tea"], Rooms: ["Coffee", "Everyone"], "Direct messages": [] });
  await title(ada, "Favourites").click();
  await title(ada, "Rooms").click();
  for (const person of [ada, device]) {
    await expect(person.roomLinks).toHaveText(["Everyone"]);
    await expect(title(person, "Rooms")).toHaveAttribute("aria-expanded", "false");
  }
  await device.reload();
  await expect(device.roomLinks).toHaveText(["Everyone"]);
  await grace.openRoom("Tea");
  await grace.say("Milk?");
  await expect(device.roomLinks).toHaveText([/Tea/, "Everyone"]);
  await title(device, "Rooms").click();
  await expect(ada.room("Coffee")).toBeVisible();
});

test("favourites are made by a star and from the list, and ordered by dragging, by keys and from the menu", async ({
  ada,
  anotherDeviceOf,
}) => {
  for (const name of ["Tea", "Coffee", "Water"]) await ada.api.createRoom(name, "open");
  const device = await anotherDeviceOf(ada);
  await ada.openRoom("Tea");
  const star = ada.main.getByRole("button", { name: "Favourite" });
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await choose(ada, "Coffee", "Add to favourites");
  const favourites = async (person: Person) => (await sections(person)).Favourites;
  const agree = async (order: string[]) => {
    for (const person of [ada, device]) await expect.poll(() => favourites(person)).toEqual(order);
  };
  await agree(["Tea", "Coffee"]);

  await ada.room("Coffee").focus();
  await ada.page.keyboard.press("Alt+ArrowUp");
  await agree(["Coffee", "Tea"]);
  await expect(ada.room("Coffee")).toBeFocused();
  await expect(ada.status("Coffee, 1 of 2")).toBeAttached();
  await choose(ada, "Coffee", "Move down");
  await agree(["Tea", "Coffee"]);

  await ada.room("Water").dragTo(ada.room("Tea"), { targetPosition: { x: 40, y: 2 } });
  await agree(["Water", "Tea", "Coffee"]);
  await ada.room("Water").dragTo(ada.room("Coffee"), { targetPosition: { x: 40, y: 30 } });
  await agree(["Tea", "Coffee", "Water"]);
  await device.reload();
  await agree(["Tea", "Coffee", "Water"]);
  await star.click();
  await agree(["Coffee", "Water"]);
});

test("a draft and a muted room are marked, here and on another device", async ({ ada, anotherDeviceOf }) => {
  await ada.api.createRoom("Tea", "open");
  const device = await anotherDeviceOf(ada);
  await ada.openRoom("Tea");
  await ada.composer.fill("half a thou");
  await expect(ada.room("Tea")).toHaveAccessibleDescription("");
  await ada.openRoom("Everyone");
  for (const person of [ada, device]) await expect(person.room("Tea")).toHaveAccessibleDescription("draft");
  await choose(ada, "Tea", "Mute");
  for (const person of [ada, device]) await expect(person.room("Tea")).toHaveAccessibleDescription("draft, muted");
  await device.reload();
  await expect(device.room("Tea")).toHaveAccessibleDescription("draft, muted");
  await device.openRoom("Tea");
  await expect(device.composer).toHaveValue("half a thou");
  await device.say("half a thought");
  await expect(ada.room("Tea")).toHaveAccessibleDescription("muted");
  await choose(ada, "Tea", "Unmute");
  await expect(ada.room("Tea")).toHaveAccessibleDescription("");
});

test("the menu of the open room leads to a date in it", async ({ ada }) => {
  await ada.api.createRoom("Tea", "open");
  await ada.openRoom("Tea");
  const items = ada.page.getByRole("menu", { name: "Room" }).getByRole("menuitem");
  await expect(ada.button("Sort rooms")).toBeVisible();
  await ada.room("Everyone").click({ button: "right" });
  await expect(items.filter({ hasText: "Add to favourites" })).toBeVisible();
  await expect(items.filter({ hasText: "Jump to a date" })).toHaveCount(0);
  await ada.page.keyboard.press("Escape");
  await choose(ada, "Tea", "Jump to a date");
  await expect(ada.dialog("Jump to a date")).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(ada.room("Tea")).toBeFocused();
});

test("the list is one Tab stop with arrows inside, and a key opens a room's menu", async ({ ada }) => {
  for (const name of ["Tea", "Coffee"]) await ada.api.createRoom(name, "open");
  const { keyboard } = ada.page;
  await expect(ada.button("Sort rooms")).toBeVisible();
  await ada.room("Everyone").focus();
  await keyboard.press("ArrowDown");
  await expect(ada.room("Tea")).toBeFocused();
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowUp");
  await expect(ada.room("Coffee")).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(title(ada, "Rooms")).toBeFocused();
  await keyboard.press("ArrowLeft");
  await expect(ada.room("Tea")).toHaveCount(0);
  await keyboard.press("ArrowRight");
  await expect(ada.room("Tea")).toBeVisible();
  await keyboard.press("End");
  await expect(title(ada, "Direct messages")).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(ada.room("Tea")).toBeFocused();
  await ada.api.createRoom("Attic", "open");
  await expect(ada.room("Attic")).toHaveAttribute("tabindex", "-1");
  await keyboard.press("Shift+Tab");
  await expect(ada.button("New room")).toBeFocused();
  await keyboard.press("Tab");
  await expect(ada.room("Tea")).toBeFocused();
  await keyboard.press("Shift+F10");
  const menu = ada.page.getByRole("menu", { name: "Room" });
  const first = menu.getByRole("menuitem", { name: "Add to favourites" });
  const closings = [
    () => keyboard.press("Escape"),
    () => ada.page.mouse.click(900, 300),
    () => ada.page.mouse.click(900, 300, { button: "right" }),
  ];
  for (const close of closings) {
    await expect(first).toBeFocused();
    await close();
    await expect(menu).toBeHidden();
    await expect(ada.room("Tea")).toBeFocused();
    await keyboard.press("Shift+F10");
  }
});

test("the list keeps its density on this device before anything is loaded, and nothing of it moves", async ({ ada }) => {
  const row = async () => (await ada.room("Everyone").boundingBox())?.height ?? 0;
  const comfortable = await row();
  await ada.page.evaluate(() => localStorage.setItem("hubbub:density", "compact"));
  await ada.page.reload();
  await expect(ada.page.locator("html[data-density=compact]")).toBeAttached();
  expect(await row()).toBeLessThan(comfortable);
  await ada.hydrated();
  await expect(ada.button("Sort rooms")).toBeVisible();
  const shift = await ada.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(shifts.reduce((sum, { value }) => sum + value, 0));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      }),
  );
  expect(shift).toBe(0);
});

test("an archived room looks archived in the list and above its messages", async ({ ada }) => {
  const room = await ada.api.createRoom("Plans", "open");
  await ada.openRoom("Plans");
  await expect(ada.main.getByText("Archived")).toHaveCount(0);
  await ada.api.ask("PATCH", `/api/rooms/${room.id}`, { archived: true });
  await expect(ada.main.getByText("Archived", { exact: true })).toBeVisible();
  await expect(ada.room("Plans")).toHaveAccessibleDescription("archived");
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("a room's menu is a sheet, and Back closes it", async ({ ada }) => {
    await ada.button("Rooms").tap();
    await expect(ada.button("Sort rooms")).toBeVisible();
    await longPress(ada.room("Everyone"));
    const menu = ada.page.getByRole("menu", { name: "Room" });
    await expect(menu).toBeInViewport();
    const box = await ada.dialog("Room").boundingBox();
    expect(box?.width).toBe(390);
    await ada.goBack();
    await expect(menu).toBeHidden();
    await expect(ada.room("Everyone")).toBeInViewport();
    await longPress(ada.room("Everyone"));
    await menu.getByRole("menuitem", { name: "Add to favourites" }).tap();
    await expect(ada.rooms.getByRole("list", { name: "Favourites" }).getByRole("link")).toHaveText("Everyone");
  });
});
