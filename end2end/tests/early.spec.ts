import { expect, type Person, test } from "../support/fixtures";
import { PHONE } from "../support/phone";

const WASM = /\.wasm$/;

/** Loads the page, and holds its code back until the returned function is called. */
async function loadWithoutCode(person: Person): Promise<() => void> {
  await person.settled();
  const path = new URL(person.page.url()).pathname;
  await person.page.goto("about:blank");
  let send = () => {};
  const allowed = new Promise<void>((resolve) => (send = resolve));
  await person.page.route(WASM, async (route) => {
    await allowed;
    await route.continue();
  });
  await person.page.goto(person.server.origin + path, { waitUntil: "commit" });
  await expect(person.composer).toBeVisible();
  return send;
}

test("a button that is pressed before the page is alive shows it at once, and opens its dialog once", async ({ ada }) => {
  for (const [button, dialog] of [
    ["New room", "New room"],
    ["Room settings", "Room settings"],
  ] as const) {
    const send = await loadWithoutCode(ada);
    await ada.button(button).click();
    await expect(ada.dialog("Loading")).toBeVisible();
    await expect(ada.dialog("Loading")).toHaveCSS("opacity", "1");
    send();
    await expect(ada.dialog(dialog)).toBeVisible();
    await expect(ada.dialog("Loading")).toBeHidden();
    await ada.page.keyboard.press("Escape");
    await expect(ada.page.getByRole("dialog")).toHaveCount(0);
    await expect(ada.page.locator("[aria-busy]")).toHaveCount(0);
  }
});

test("keys for a dialog that is asked for before the page is alive go to that dialog, and Escape gives it up", async ({
  ada,
}) => {
  const { keyboard } = ada.page;
  let send = await loadWithoutCode(ada);
  await keyboard.press("Control+k");
  await expect(ada.dialog("Loading")).toBeVisible();
  await keyboard.type("every");
  send();
  await expect(ada.dialog("Jump to").getByRole("combobox")).toHaveValue("every");
  await keyboard.press("Escape");

  send = await loadWithoutCode(ada);
  await ada.page.getByRole("button", { name: "Jump to…" }).click();
  await expect(ada.dialog("Loading")).toBeVisible();
  await keyboard.press("Escape");
  await expect(ada.dialog("Loading")).toBeHidden();
  send();
  await ada.hydrated();
  // The code of the dialogs is there once a part of it shows.
  await expect(ada.button("Insert emoji")).toBeVisible();
  await expect(ada.page.getByRole("dialog")).toHaveCount(0);
});

test("a key that is pressed before the page is alive does its action once", async ({ ada }) => {
  const { keyboard } = ada.page;
  let send = await loadWithoutCode(ada);
  await keyboard.press("?");
  send();
  await expect(ada.dialog("Keyboard shortcuts")).toBeVisible();
  await keyboard.press("Escape");
  await expect(ada.page.getByRole("dialog")).toHaveCount(0);

  send = await loadWithoutCode(ada);
  await ada.composer.press("?");
  await keyboard.press("Control+Shift+a");
  send();
  await expect(ada.main.getByRole("heading", { name: "All unread" })).toBeVisible();
  await expect(ada.page.getByRole("dialog")).toHaveCount(0);
});

test("the last of several buttons that are pressed before the page is alive counts", async ({ ada }) => {
  const send = await loadWithoutCode(ada);
  await ada.peopleButton.click();
  await expect(ada.peopleButton).toHaveAttribute("aria-busy", "true");
  await ada.accountButton.click();
  await expect(ada.accountButton).toHaveAttribute("aria-busy", "true");
  send();
  await expect(ada.button("Sign out")).toBeVisible();
  await expect(ada.people).toBeHidden();
  await expect(ada.page.locator("[aria-busy]")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("the drawer opens that is asked for before the page is alive, and stays open", async ({ ada }) => {
    const send = await loadWithoutCode(ada);
    await ada.button("Rooms").tap();
    await expect(ada.button("Rooms")).toHaveAttribute("aria-busy", "true");
    send();
    await expect(ada.room("Everyone")).toBeInViewport();
    await expect(ada.page.locator("[aria-busy]")).toHaveCount(0);
    await expect(ada.room("Everyone")).toBeInViewport();
  });
});
