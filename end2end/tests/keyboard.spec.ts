import type { Locator } from "@playwright/test";
import { expect, type Person, test } from "../support/fixtures";

/** Presses Tab until the focus is there, as somebody without a mouse would. */
async function tabTo(person: Person, target: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
  for (let presses = 0; presses < 40; presses++) {
    if (await isFocused(target)) return;
    await person.page.keyboard.press(key);
  }
  throw new Error(`40 times ${key} did not reach ${target}`);
}

async function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

async function showsItsFocus(target: Locator) {
  const ring = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  });
  expect(ring, `${target} shows that it has the focus`).toBe(true);
}

test("one signs in, opens a room and writes, without a mouse", async ({ ada, visitor }) => {
  await ada.api.createRoom("Kitchen", "open");
  const again = await visitor("Ada");
  const { keyboard } = again.page;
  await again.goTo("/sign-in");
  await tabTo(again, again.field("Email"));
  await keyboard.type(again.email);
  await tabTo(again, again.field("Password"));
  await keyboard.type(again.password);
  await keyboard.press("Enter");
  await again.isIn("Everyone");

  // The rooms are one Tab stop, with arrows inside.
  await expect(again.button("Sort rooms")).toBeVisible();
  await tabTo(again, again.room("Everyone"));
  await keyboard.press("ArrowDown");
  await expect(again.room("Kitchen")).toBeFocused();
  await showsItsFocus(again.room("Kitchen"));
  await keyboard.press("Enter");
  await again.isIn("Kitchen");
  await tabTo(again, again.composer);
  await keyboard.type("No mouse");
  await keyboard.press("Enter");
  await again.seesDelivered("No mouse");
  expect(await isFocused(again.composer)).toBe(true);

  await tabTo(again, again.accountButton, "Shift+Tab");
  await keyboard.press("Enter");
  await tabTo(again, again.button("Sign out"));
  await keyboard.press("Enter");
  await expect(again.button("Sign in")).toBeVisible();
});

test("dialogs are worked without a mouse, keep the focus, and give it back on Escape", async ({ ada }) => {
  const { keyboard } = ada.page;
  const opener = ada.button("New room");
  await tabTo(ada, opener);
  await showsItsFocus(opener);
  await keyboard.press("Enter");
  const dialog = ada.dialog("New room");
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel("Room name")).toBeFocused();
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let presses = 0; presses < 12; presses++) {
      await keyboard.press(key);
      // Between its last and its first element the focus may be the browser's own, which the page sees as its body.
      const inside = await dialog.evaluate(
        (element) => element.contains(document.activeElement) || document.activeElement === document.body,
      );
      expect(inside, `after ${key} the focus is inside`).toBe(true);
    }
  }
  await keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  const invite = ada.button("Invite people");
  await tabTo(ada, invite);
  await keyboard.press("Enter");
  const invitation = ada.dialog("Invite people");
  await tabTo(ada, invitation.getByRole("textbox", { name: "Invitation link" }));
  await keyboard.press("Escape");
  await expect(invitation).toBeHidden();
  await expect(invite).toBeFocused();

  await tabTo(ada, opener, "Shift+Tab");
  await keyboard.press("Enter");
  await expect(dialog.getByLabel("Room name")).toBeFocused();
  await keyboard.type("Library");
  await keyboard.press("Enter");
  await ada.isIn("Library");

  // Escape closes the dialog alone, and then what is under it.
  await ada.api.createRoom("Board", "closed");
  await ada.openRoom("Board");
  await ada.peopleButton.click();
  const add = ada.people.getByRole("button", { name: "Add people" });
  await add.click();
  await expect(ada.dialog("Add people")).toBeVisible();
  await keyboard.press("Escape");
  await expect(ada.dialog("Add people")).toBeHidden();
  await expect(add).toBeFocused();
  await keyboard.press("Escape");
  await expect(ada.people).toBeHidden();
});

test("one gets to any room by a few letters and the keyboard", async ({ ada }) => {
  for (const name of ["Tea", "Coffee", "Team lunch"]) await ada.api.createRoom(name, "open");
  await expect(ada.room("Team lunch")).toBeVisible();
  await ada.page.keyboard.press("Control+k");
  const jump = ada.dialog("Jump to");
  const field = jump.getByRole("combobox", { name: "Room, person, action or message" });
  await expect(field).toBeFocused();
  await field.fill("tea");
  const names = jump.getByRole("group", { name: "Rooms and people" });
  await expect(names.getByRole("option")).toHaveText(["Tea", "Team lunch"]);
  await ada.page.keyboard.press("ArrowDown");
  await expect(jump.getByRole("option", { name: "Team lunch" })).toHaveAttribute("aria-selected", "true");
  await ada.page.keyboard.press("Enter");
  await ada.isIn("Team lunch");
  await expect(jump).toBeHidden();

  await ada.page.keyboard.press("Control+k");
  await field.fill("nobody by this name");
  await expect(jump.getByRole("option")).toHaveText(["Search for “nobody by this name”"]);
  await ada.page.keyboard.press("Escape");
  await expect(jump).toBeHidden();
  await ada.isIn("Team lunch");
});

test("keys typed at once go to the dialog or the room that was asked for", async ({ ada }) => {
  await ada.api.createRoom("Kitchen", "open");
  await expect(ada.room("Kitchen")).toBeVisible();
  await expect(ada.button("Insert emoji")).toBeVisible();
  await ada.composer.fill("A draft");
  const { keyboard } = ada.page;

  // One after the other, without a look at the page in between.
  for (const key of ["Control+k", "k", "i", "t"]) await keyboard.press(key);
  await expect(ada.dialog("Jump to").getByRole("combobox")).toHaveValue("kit");
  for (const key of ["Enter", "h", "e", "l", "l", "o"]) await keyboard.press(key);
  await ada.isIn("Kitchen");
  await expect(ada.composer).toHaveValue("hello");

  await ada.button("Insert emoji").click();
  await keyboard.type("tada");
  await expect(ada.dialog("Insert emoji").getByRole("searchbox")).toHaveValue("tada");
  await keyboard.press("Escape");
  await ada.button("New room").click();
  await keyboard.type("Cellar");
  await expect(ada.dialog("New room").getByLabel("Room name")).toHaveValue("Cellar");
  await keyboard.press("Escape");

  await expect(ada.composer).toHaveValue("hello");
  await ada.openRoom("Everyone");
  await expect(ada.composer).toHaveValue("A draft");
});

test("in a low window all of a message's menu can be reached, and none of it lies outside the window", async ({ ada }) => {
  await ada.page.setViewportSize({ width: 640, height: 400 });
  for (const text of ["One", "Two", "Three", "Four"]) await ada.say(text);
  await ada.seesDelivered("Four");
  for (const text of ["Two", "Four"]) {
    await ada.act(text, "More actions");
    const menu = ada.dialog("Message actions");
    await expect(ada.menu.getByRole("menuitem").first()).toBeFocused();
    // It slides in.
    const bottom = async () => {
      const place = await menu.boundingBox();
      return (place?.y ?? Infinity) + (place?.height ?? 0);
    };
    await expect.poll(bottom).toBeLessThanOrEqual(400);
    expect((await menu.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    for (const item of await ada.menu.getByRole("menuitem").all()) {
      await expect(item).toBeFocused();
      await expect(item).toBeInViewport({ ratio: 0.9 });
      await ada.page.keyboard.press("ArrowDown");
    }
    await ada.page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
  }
});
