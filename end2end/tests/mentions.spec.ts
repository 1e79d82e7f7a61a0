import { answered, expect, type Person, test } from "../support/fixtures";

const options = (person: Person) => person.page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");

test("a person is chosen while one types, and finds the mention marked and counted, by their present name", async ({
  ada,
  grace,
  linus,
}) => {
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
    grace.rooms.getByRole("link", { name: "Everyone, 1 mentioning you, 1 unread", exact: true }),
  ).toBeVisible();
  await expect(grace.room("Everyone").locator(".badge")).toHaveText("@1");
  await grace.reload();
  await expect(grace.room("Everyone").locator(".badge")).toHaveText("@1");
  await grace.openRoom("Everyone");
  await expect(grace.message("Look").locator(".mention")).toHaveText("@Grace");
  await expect(grace.message("Look").locator(".mention")).toHaveClass(/is-mine/);
  await expect(grace.rooms.getByRole("link", { name: "Everyone", exact: true })).toBeVisible();
  await linus.seesDelivered("Look, @Grace");

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

test("everyone in the room is called with @room, and who is active there with @here", async ({ ada, grace, linus }) => {
  await ada.createRoom("Engines", "Open");
  await linus.openRoom("Engines");
  await grace.openRoom("Engines");
  await ada.openRoom("Everyone");
  await ada.say("@room, lunch!");
  for (const person of [grace, linus]) await expect(person.room("Everyone").locator(".badge")).toHaveText("@1");
  await ada.peopleButton.click();
  const status = (name: string, word: string) =>
    ada.people.getByRole("listitem").filter({ hasText: name }).getByRole("img", { name: word });
  await expect(status("Grace", "active")).toBeVisible();
  await linus.hideTab(true);
  await expect(status("Linus", "away")).toBeVisible();

  await ada.composer.pressSequentially("@her");
  await expect(options(ada)).toHaveText([/here\s*Active people in this room/]);
  await ada.composer.press("Enter");
  await ada.composer.pressSequentially("tea!");
  await ada.composer.press("Enter");
  await expect(grace.room("Everyone").locator(".badge")).toHaveText("@2");
  const oneOfTwo = "Everyone, 1 mentioning you, 2 unread";
  await expect(linus.room("Everyone")).toHaveAccessibleName(oneOfTwo);
  await linus.reload();
  await expect(linus.room("Everyone")).toHaveAccessibleName(oneOfTwo);
});

test("two people of one name are told apart while one types, and where a message is edited", async ({ ada, grace, linus }) => {
  for (const person of [grace, linus]) {
    const data = { name: "Robin", title: person === grace ? "Compilers" : "Kernels" };
    expect((await person.api.ask("PATCH", "/api/me", data)).ok()).toBe(true);
  }
  await ada.composer.pressSequentially("Hello @rob");
  await expect(options(ada)).toHaveText([/Robin \(1\)\s*Compilers/, /Robin \(2\)\s*Kernels/]);
  await ada.composer.press("ArrowDown");
  await ada.composer.press("Enter");
  await expect(ada.composer).toHaveValue("Hello @Robin (2) ");
  await ada.composer.press("Enter");
  await ada.seesDelivered("Hello @Robin");
  await expect(linus.message("Hello").locator(".mention.is-mine")).toHaveText("@Robin");
  await expect(grace.message("Hello").locator(".mention")).not.toHaveClass(/is-mine/);

  await ada.act("Hello", "Edit message");
  await expect(ada.editor).toHaveValue("Hello @Robin (2)");
  await ada.editor.fill("Hello @Robin (1)");
  await ada.editor.press("Enter");
  await expect(grace.message("Hello").locator(".mention.is-mine")).toHaveText("@Robin");
  await expect(linus.message("Hello").locator(".mention")).not.toHaveClass(/is-mine/);
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

test("an open room that one is not in is linked by its name, and leads to the way in; not for guests", async ({
  ada,
  grace,
  visitor,
}) => {
  const engines = await ada.api.createRoom("Engines", "open");
  const { id: everyone } = await ada.api.room("Everyone");
  const me = await grace.api.me();
  await grace.openRoom("Engines");
  await grace.api.removeMember(engines.id, me.id);
  await expect(grace.room("Engines")).toBeHidden();
  await expect(grace.button("Join Engines")).toBeVisible();
  await grace.openRoom("Everyone");
  await ada.openRoom("Everyone");
  const link = await ada.api.ask("POST", "/api/guest-invitations", { rooms: [everyone] });
  const barbara = await visitor("Barbara");
  await barbara.api.join((await link.json()).path.split("/").pop(), barbara.account);
  await barbara.goTo("/");
  await barbara.isIn("Everyone");

  await ada.say("Look into #Engines");
  await grace.seesDelivered("Look into #Engines");
  await barbara.seesDelivered("Look into a private room");
  for (const person of [grace, barbara]) await person.reload();
  await barbara.seesDelivered("Look into a private room");
  await grace.message("Look into").getByRole("link", { name: "#Engines" }).click();
  await expect(grace.main.getByRole("heading", { name: "Engines" })).toBeVisible();
  await expect(grace.main).toContainText("You are not in this room yet.");
  await grace.button("Join Engines").click();
  await grace.isIn("Engines");
  await expect(grace.composer).toBeVisible();

  grace.console.tolerate(answered(404));
  await grace.api.removeMember(engines.id, me.id);
  await expect(grace.button("Join Engines")).toBeVisible();
  await grace.goTo(`/rooms/${engines.id}`);
  await grace.button("Join Engines").click();
  await grace.isIn("Engines");
});
