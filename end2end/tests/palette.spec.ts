import type { Locator } from "@playwright/test";
import { expect, type Person, test } from "../support/fixtures";
import { InputMethod } from "../support/input-method";
import { fitsTheScreen, PHONE } from "../support/phone";

const palette = (person: Person) => person.dialog("Jump to");
const field = (person: Person) => palette(person).getByRole("combobox");
const chosen = (person: Person) => palette(person).getByRole("option", { selected: true });
const group = (person: Person, name: string) => palette(person).getByRole("group", { name });

async function runAction(person: Person, letters: string) {
  await person.page.keyboard.press("Control+k");
  await field(person).fill(letters);
  await person.page.keyboard.press("Enter");
  await expect(palette(person)).toBeHidden();
}

async function isOpen(person: Person, dialog: string): Promise<Locator> {
  await expect(person.dialog(dialog)).toBeVisible();
  return person.dialog(dialog);
}

test.beforeEach(async ({ ada }) => {
  // The code of keys and actions is there once a part of it shows.
  await expect(ada.button("Insert emoji")).toBeVisible();
});

test("the palette does every action by its name or another word for it, and shows its key", async ({ ada }) => {
  const { keyboard } = ada.page;
  await ada.composer.fill("A thought");
  await keyboard.press("Control+k");
  await expect(group(ada, "Rooms and people").getByRole("option").first()).toHaveText("Everyone");
  await expect(group(ada, "Actions").getByRole("option", { name: "Keyboard shortcuts" })).toHaveText(/\?$/);
  await expect(group(ada, "Actions").getByRole("option", { name: "Next room" })).toHaveText(/Alt ↓$/);
  // What cannot be done now is not there.
  await expect(group(ada, "Actions").getByRole("option", { name: "Mark all as read" })).toHaveCount(0);
  await field(ada).fill("dark");
  await expect(chosen(ada)).toHaveText("Appearance");
  await keyboard.press("Enter");
  const settings = await isOpen(ada, "Settings");
  await expect(settings.getByRole("tab", { name: "Appearance" })).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Escape");
  await expect(settings).toBeHidden();
  await expect(ada.composer).toBeFocused();
  await expect(ada.composer).toHaveValue("A thought");

  for (const [letters, dialog] of [
    ["create channel", "New room"],
    ["new direct", "New message"],
    ["saved", "Saved"],
    ["scheduled", "Scheduled"],
    ["browse", "Browse rooms"],
    ["files of", "Files"],
    ["room settings", "Room settings"],
    ["invite people", "Invite people"],
    ["workspace settings", "Workspace settings"],
    ["custom emoji", "Custom emoji"],
  ] as const) {
    await runAction(ada, letters === "create channel" ? "new room" : letters);
    const opened = await isOpen(ada, dialog);
    await keyboard.press("Escape");
    await expect(opened).toBeHidden();
    await expect(ada.composer).toBeFocused();
  }
  await runAction(ada, "members");
  await expect(ada.people).toBeVisible();
  await runAction(ada, "threads");
  await expect(ada.main.getByRole("heading", { name: "Threads" })).toBeVisible();
  await ada.goBack();
  await ada.isIn("Everyone");
  await expect(ada.composer).toHaveValue("A thought");

  await runAction(ada, "log out");
  await expect(ada.button("Sign in")).toBeVisible();
});

test("the arrows keep the chosen option in view, and Enter that confirms a word chooses nothing", async ({ ada }) => {
  await ada.page.setViewportSize({ width: 1280, height: 500 });
  const { keyboard } = ada.page;
  await keyboard.press("Control+k");
  await expect(chosen(ada)).toHaveText("Everyone");
  const count = await palette(ada).getByRole("option").count();
  expect(count).toBeGreaterThan(10);
  for (let presses = 1; presses < count; presses++) {
    await keyboard.press("ArrowDown");
    await expect(chosen(ada)).toBeInViewport({ ratio: 0.9 });
  }
  await keyboard.press("ArrowDown");
  await expect(chosen(ada)).toHaveText("Everyone");
  await expect(group(ada, "Rooms and people").getByText("Rooms and people")).toBeInViewport();
  await keyboard.press("ArrowUp");
  await expect(chosen(ada)).toBeInViewport({ ratio: 0.9 });

  const method = await InputMethod.of(ada);
  await field(ada).fill("");
  await method.compose("ev");
  await method.press("ArrowDown");
  await method.press("Enter");
  await expect(chosen(ada)).toHaveText("Everyone");
  await method.confirm("every");
  await method.pressLateEnter(ada);
  await expect(palette(ada)).toBeVisible();
  await keyboard.press("Enter");
  await expect(palette(ada)).toBeHidden();
});

test("? shows the keys, except where it is typed, and each of them does what it says", async ({ ada }) => {
  const { keyboard } = ada.page;
  const keys = ada.dialog("Keyboard shortcuts");
  await keyboard.type("Why?");
  await expect(ada.composer).toHaveValue("Why?");
  await expect(keys).toBeHidden();
  await keyboard.press("Control+/");
  await expect(keys).toBeVisible();
  for (const name of ["Next unread room", "Jump to…", "Add reaction", "New line"]) {
    await expect(keys.getByRole("term").filter({ hasText: name })).toBeVisible();
  }
  await keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await expect(ada.composer).toBeFocused();

  await ada.room("Everyone").focus();
  await keyboard.press("?");
  await expect(keys).toBeVisible();
  // It is open already.
  await keyboard.press("?");
  await keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await expect(ada.room("Everyone")).toBeFocused();
  await expect(ada.composer).toHaveValue("Why?");

  for (const [key, dialog] of [
    ["Control+Shift+s", "Saved"],
    ["Control+Shift+k", "New message"],
    ["Control+Shift+l", "Browse rooms"],
    ["Control+,", "Settings"],
  ] as const) {
    await ada.composer.focus();
    await keyboard.press(key);
    const opened = await isOpen(ada, dialog);
    await keyboard.press("Escape");
    await expect(opened).toBeHidden();
    await expect(ada.composer).toBeFocused();
  }

  await ada.accountButton.click();
  await ada.button("Keyboard shortcuts").click();
  await expect(keys).toBeVisible();
  await keyboard.press("Escape");
  await expect(ada.accountButton).toBeFocused();
});

test("Alt and the arrows go from room to room in the order of the list, and with Shift to the unread ones", async ({
  ada,
  grace,
}) => {
  for (const name of ["Attic", "Kitchen", "Zoo"]) await ada.api.createRoom(name, "open", [grace]);
  await expect(grace.room("Zoo")).toBeVisible();
  const { keyboard } = grace.page;
  await grace.composer.fill("Half a thought");
  await keyboard.press("Alt+ArrowUp");
  await grace.isIn("Attic");
  await expect(grace.composer).toBeFocused();
  await grace.composer.fill("Another");
  await keyboard.press("Alt+ArrowDown");
  await grace.isIn("Everyone");
  await expect(grace.composer).toHaveValue("Half a thought");
  for (const name of ["Kitchen", "Zoo", "Attic"]) {
    await keyboard.press("Alt+ArrowDown");
    await grace.isIn(name);
  }
  await expect(grace.composer).toHaveValue("Another");

  await ada.api.say((await ada.api.room("Zoo")).id, "Lions");
  await ada.api.say((await ada.api.room("Kitchen")).id, "Tea");
  await expect(grace.room("Zoo")).toHaveAccessibleName(/1 unread/);
  await expect(grace.room("Kitchen")).toHaveAccessibleName(/1 unread/);
  await keyboard.press("Alt+Shift+ArrowDown");
  await grace.sees("Tea");
  await keyboard.press("Alt+Shift+ArrowDown");
  await grace.sees("Lions");
  await expect(grace.room("Kitchen")).toHaveAccessibleName("Kitchen");
  await keyboard.press("Alt+Shift+ArrowUp");
  await expect(grace.page.getByText("There are no other unread rooms.")).toBeVisible();
  await grace.isIn("Zoo");

  // Each room is one step of the history.
  await grace.goBack();
  await grace.isIn("Kitchen");
  await grace.goForward();
  await grace.isIn("Zoo");
  // In the list, Alt and the arrows move a favourite, as before.
  await grace.button("Favourite").click();
  await grace.room("Zoo").focus();
  await keyboard.press("Alt+ArrowDown");
  await grace.isIn("Zoo");
});

test("all rooms are marked as read at once", async ({ ada, grace }) => {
  await ada.api.createRoom("Kitchen", "open", [grace]);
  await ada.api.createRoom("Zoo", "open", [grace]);
  for (const name of ["Kitchen", "Zoo"]) await ada.api.say((await ada.api.room(name)).id, "News");
  await expect(grace.room("Zoo")).toHaveAccessibleName(/1 unread/);
  await expect(grace.room("Kitchen")).toHaveAccessibleName(/1 unread/);
  await runAction(grace, "mark all");
  await expect(grace.room("Zoo")).toHaveAccessibleName("Zoo");
  await expect(grace.room("Kitchen")).toHaveAccessibleName("Kitchen");
  await grace.reload();
  await expect(grace.room("Zoo")).toHaveAccessibleName("Zoo");
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("the palette does actions by touch, and the keys fit the screen", async ({ ada }) => {
    await ada.button("Rooms").tap();
    await ada.button("Jump to…").tap();
    await field(ada).fill("shortc");
    await chosen(ada).tap();
    await expect(ada.dialog("Keyboard shortcuts")).toBeVisible();
    await fitsTheScreen(ada);
    await ada.goBack();
    await expect(ada.dialog("Keyboard shortcuts")).toBeHidden();
    await ada.isIn("Everyone");
  });
});
