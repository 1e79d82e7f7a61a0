import { expect, type Person, test } from "../support/fixtures";

const options = (person: Person) => person.page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");

test("a person is chosen while one types, and finds the mention marked and counted", async ({ ada, grace, linus }) => {
  await ada.createRoom("Engines", "Open");
  await ada.room("Everyone").click();
  await ada.isIn("Everyone");
  await grace.openRoom("Engines");

  await ada.composer.pressSequentially("Look, @gr");
  await expect(options(ada)).toHaveText([/Grace/]);
  await expect(ada.composer).toHaveAttribute("aria-activedescendant", "completion-0");
  await ada.composer.press("Enter");
  await expect(ada.composer).toHaveValue("Look, @Grace ");
  await ada.composer.press("Enter");
  await ada.seesDelivered("Look, @Grace");
  await expect(ada.message("Look").locator(".mention")).not.toHaveClass(/is-mine/);

  await expect(
    grace.rooms.getByRole("link", { name: "Everyone, 1 unread, 1 mentioning you", exact: true }),
  ).toBeVisible();
  await expect(grace.room("Everyone").locator(".badge")).toHaveText("@1");
  await grace.reload();
  await expect(grace.room("Everyone").locator(".badge")).toHaveText("@1");
  await grace.openRoom("Everyone");
  await expect(grace.message("Look").locator(".mention")).toHaveText("@Grace");
  await expect(grace.message("Look").locator(".mention")).toHaveClass(/is-mine/);
  await expect(grace.rooms.getByRole("link", { name: "Everyone", exact: true })).toBeVisible();
  await linus.seesDelivered("Look, @Grace");
});

test("arrows choose, Escape closes, and a mention is a name again where it is edited", async ({ ada, grace, linus }) => {
  await expect(linus.composer).toBeVisible();
  await ada.composer.pressSequentially("@");
  await expect(options(ada)).toHaveText([/Ada/, /Grace/, /Linus/]);
  await ada.composer.press("ArrowDown");
  await ada.composer.press("ArrowDown");
  await expect(options(ada).nth(2)).toHaveAttribute("aria-selected", "true");
  await ada.composer.press("Escape");
  await expect(options(ada)).toHaveCount(0);
  await ada.composer.pressSequentially("Grace, hello");
  await ada.composer.press("Enter");
  await grace.seesDelivered("@Grace, hello");

  await ada.act("hello", "Edit message");
  await expect(ada.editor).toHaveValue("@Grace, hello");
  await ada.editor.press("End");
  await ada.editor.pressSequentially(" and @lin");
  await expect(options(ada)).toHaveText([/Linus/]);
  await ada.editor.press("Enter");
  await ada.editor.press("Enter");
  await expect(grace.message("hello").locator(".mention")).toHaveText(["@Grace", "@Linus"]);
  await expect(linus.message("hello").locator(".mention.is-mine")).toHaveText(["@Linus"]);
});

test("a new name shows in what was said before", async ({ ada, grace }) => {
  await ada.say("Thanks, @Grace!");
  await ada.seesDelivered("Thanks, @Grace!");
  const renamed = await grace.context.request.patch(`${grace.server.origin}/api/me`, {
    data: { name: "Grace Hopper", title: "" },
    headers: { origin: grace.server.origin },
  });
  expect(renamed.ok()).toBe(true);
  await expect(ada.message("Thanks").locator(".mention")).toHaveText("@Grace Hopper");
  await ada.reload();
  await expect(ada.message("Thanks").locator(".mention")).toHaveText("@Grace Hopper");
});

test("a room's name leads there, and one that is closed to the reader has none", async ({ ada, grace }) => {
  await ada.createRoom("Engines", "Open");
  await ada.createRoom("Secrets", "Closed");
  await ada.openRoom("Everyone");
  await ada.composer.pressSequentially("See #eng");
  await expect(options(ada)).toHaveText([/Engines/]);
  await ada.composer.press("Tab");
  await ada.composer.pressSequentially("and #Secrets!");
  await ada.composer.press("Enter");
  await ada.seesDelivered("See #Engines and #Secrets!");
  await grace.seesDelivered("See #Engines and a private room!");
  await grace.message("See").getByRole("link", { name: "#Engines" }).click();
  await grace.isIn("Engines");
});

test("everyone in the room is called with @room", async ({ ada, grace, linus }) => {
  await ada.createRoom("Engines", "Open");
  await grace.openRoom("Engines");
  await linus.openRoom("Engines");
  await ada.openRoom("Everyone");
  await ada.say("@room, lunch!");
  for (const person of [grace, linus]) await expect(person.room("Everyone").locator(".badge")).toHaveText("@1");
});

test("who is active in the room is called with @here, and who is away is not", async ({ ada, grace, linus }) => {
  await ada.createRoom("Engines", "Open");
  await linus.openRoom("Engines");
  await grace.openRoom("Engines");
  await ada.openRoom("Everyone");
  await ada.button("People").click();
  const status = (name: string, word: string) =>
    ada.people.getByRole("listitem").filter({ hasText: name }).getByRole("img", { name: word });
  await expect(status("Grace", "active")).toBeVisible();
  await linus.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(status("Linus", "away")).toBeVisible();

  await ada.composer.pressSequentially("@her");
  await expect(options(ada)).toHaveText([/here\s*People who are active now/]);
  await ada.composer.press("Enter");
  await ada.composer.pressSequentially("tea!");
  await ada.composer.press("Enter");
  await expect(grace.room("Everyone").locator(".badge")).toHaveText("@1");
  await expect(linus.room("Everyone").locator(".badge")).toHaveText("1");
  await linus.reload();
  await expect(linus.room("Everyone").locator(".badge")).toHaveText("1");
});
