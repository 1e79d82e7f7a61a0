import { expect, type Person, test } from "../support/fixtures";
import { fitsTheScreen, PHONE } from "../support/phone";
import { png } from "../support/pictures";

const TEA = { name: "tea.png", mimeType: "image/png", buffer: png(900, 600) };

async function sendPicture(person: Person) {
  await person.field("Attach files").setInputFiles([TEA]);
  await expect(person.page.getByRole("list", { name: "Attached files" }).getByRole("listitem")).toHaveCount(1);
  await expect(person.sendButton).toBeEnabled();
  await person.sendButton.click();
  await expect(person.timeline.getByRole("img", { name: "tea.png" })).toBeVisible();
}

test.beforeEach(async ({ ada }) => {
  await ada.api.createRoom("Kitchen", "open");
  // On a phone it is in the drawer.
  if (await ada.button("Rooms").isVisible()) await ada.button("Rooms").tap();
  await ada.openRoom("Kitchen");
});

test("Back closes dialogs, the viewer and the panel of people, one by one, and then goes to the previous room", async ({
  ada,
}) => {
  await sendPicture(ada);
  await ada.button("New room").click();
  await expect(ada.dialog("New room")).toBeVisible();
  await ada.goBack();
  await expect(ada.dialog("New room")).toBeHidden();
  await expect(ada.button("New room")).toBeFocused();
  await ada.isIn("Kitchen");

  await ada.timeline.getByRole("link", { name: "tea.png" }).click();
  await expect(ada.dialog("Picture")).toBeVisible();
  await ada.goBack();
  await expect(ada.dialog("Picture")).toBeHidden();
  await ada.isIn("Kitchen");

  // One over the other.
  await ada.peopleButton.click();
  await ada.people.getByRole("button", { name: "Add people" }).click();
  await expect(ada.dialog("Add people")).toBeVisible();
  await ada.goBack();
  await expect(ada.dialog("Add people")).toBeHidden();
  await expect(ada.people).toBeVisible();
  await ada.goBack();
  await expect(ada.people).toBeHidden();
  await ada.isIn("Kitchen");

  await ada.goBack();
  await ada.isIn("Everyone");
});

test("what is closed by other means leaves no step for Back, and Forward opens nothing", async ({ ada }) => {
  const { page } = ada;
  const path = () => new URL(page.url()).pathname;
  const kitchen = path();
  for (const close of ["Escape", "Close"]) {
    await ada.button("New room").click();
    await expect(ada.dialog("New room")).toBeVisible();
    if (close === "Escape") await page.keyboard.press("Escape");
    else await ada.dialog("New room").getByRole("button", { name: "Close" }).click();
    await expect(ada.dialog("New room")).toBeHidden();
  }
  // A room that is chosen in a dialog takes the place of its step.
  await page.keyboard.press("Control+k");
  await ada.dialog("Jump to").getByRole("combobox").fill("every");
  await page.keyboard.press("Enter");
  await ada.isIn("Everyone");
  await expect.poll(path).not.toBe(kitchen);
  await ada.goBack();
  await ada.isIn("Kitchen");
  await ada.goForward();
  await ada.isIn("Everyone");
  await ada.goBack();
  await ada.isIn("Kitchen");
  await ada.goBack();
  await ada.isIn("Everyone");

  await ada.goForward();
  await ada.isIn("Kitchen");
  await ada.button("New room").click();
  await expect(ada.dialog("New room")).toBeVisible();
  await ada.goBack();
  await expect(ada.dialog("New room")).toBeHidden();
  await ada.goForward();
  await expect.poll(() => page.evaluate(() => history.state)).toBe("path 1 0");
  await ada.isIn("Kitchen");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await ada.goBack();
  await ada.isIn("Everyone");
});

test("a page that is loaded again under an open dialog goes back to the previous room", async ({ ada }) => {
  await ada.button("New room").click();
  await expect(ada.dialog("New room")).toBeVisible();
  await expect.poll(() => ada.page.evaluate(() => history.state)).toBe("layer 2 1");
  await ada.reload();
  await ada.isIn("Kitchen");
  await expect(ada.dialog("New room")).toBeHidden();
  await expect.poll(() => ada.page.evaluate(() => history.state)).toBe("path 1 0");
  await ada.goBack();
  await ada.isIn("Everyone");
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("Back closes the drawer and what is over it, and a room chosen in the drawer is one step", async ({ ada }) => {
    const { page } = ada;
    await ada.button("Rooms").tap();
    await expect(ada.room("Everyone")).toBeInViewport();
    await ada.goBack();
    await expect(ada.rooms).toBeHidden();
    await ada.isIn("Kitchen");

    await ada.button("Rooms").tap();
    await ada.button("Browse rooms").tap();
    await expect(ada.dialog("Browse rooms")).toBeVisible();
    await ada.goBack();
    await expect(ada.dialog("Browse rooms")).toBeHidden();
    await expect(ada.room("Everyone")).toBeInViewport();
    await ada.room("Everyone").tap();
    await ada.isIn("Everyone");
    await expect(ada.rooms).toBeHidden();
    await expect.poll(() => page.evaluate(() => history.state)).toBe("path 2 0");
    await ada.goBack();
    await ada.isIn("Kitchen");
    await expect(ada.rooms).toBeHidden();
  });

  test("Back closes the panel of people and the viewer", async ({ ada }) => {
    await ada.peopleButton.tap();
    await expect(ada.people).toBeVisible();
    await fitsTheScreen(ada);
    await ada.goBack();
    await expect(ada.people).toBeHidden();
    await sendPicture(ada);
    await ada.timeline.getByRole("link", { name: "tea.png" }).tap();
    await expect(ada.dialog("Picture")).toBeVisible();
    await ada.goBack();
    await expect(ada.dialog("Picture")).toBeHidden();
    await ada.isIn("Kitchen");
    // Nothing of what was open in Kitchen is left in the history.
    await ada.goBack();
    await ada.isIn("Everyone");
  });
});
