import { answered, expect, type Person, test, WORKSPACE } from "../support/fixtures";

async function join(person: Person) {
  await person.fillInAccount();
  await person.button("Join").click();
}

test("somebody joins by the link that an administrator copies, and a new link makes it void", async ({ ada, visitor }) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada.button("Invite people").click();
  const dialog = ada.dialog("Invite people");
  const link = dialog.getByRole("textbox", { name: "Invitation link" });
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/join/.+`));
  await expect(link).not.toBeEditable();
  const old = await link.inputValue();
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe(old);

  const grace = await visitor("Grace");
  await grace.goTo(new URL(old).pathname);
  await join(grace);
  await grace.isIn("Everyone");
  await expect(grace.page).toHaveTitle(`Everyone · ${WORKSPACE}`);
  await ada.page.keyboard.press("Escape");
  await ada.peopleButton.click();
  await expect(ada.people.getByText("Grace")).toBeVisible();
  await grace.say("Hello, Ada");
  await ada.sees("Hello, Ada");

  await ada.button("Invite people").click();
  await dialog.getByRole("button", { name: "New link" }).click();
  const question = ada.dialog("Replace the invitation link?");
  await expect(question).toContainText("The present link stops working at once");
  await question.getByRole("button", { name: "Replace link" }).click();
  await expect(link).not.toHaveValue(old);
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/join/.+`));

  const linus = await visitor("Linus");
  linus.console.tolerate(answered(404), answered(409));
  expect(await linus.goTo(new URL(old).pathname)).toBe(404);
  await expect(linus.button("Join")).toBeHidden();

  // An e-mail address belongs to one person.
  await linus.goTo(new URL(await link.inputValue()).pathname);
  await linus.fillInAccount();
  await linus.field("Email").fill(grace.email);
  await linus.button("Join").click();
  await expect(linus.alert).toBeVisible();
  await expect(linus.field("Email")).toHaveValue(grace.email);
  await join(linus);
  await linus.isIn("Everyone");
});

test("a guest comes in by a link until it is withdrawn, and sees the room given and nothing to find others with", async ({
  ada,
  grace,
  visitor,
}) => {
  await ada.createRoom("Tea", "Closed");
  await ada.say("Welcome");
  await ada.button("Invite people").click();
  const dialog = ada.dialog("Invite people");
  await dialog.getByRole("group", { name: "Rooms" }).getByLabel("Tea").check();
  await dialog.getByRole("button", { name: "Create guest link" }).click();
  const link = dialog.getByRole("textbox", { name: "Guest link" });
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/join/.+`));
  const path = new URL(await link.inputValue()).pathname;
  const links = dialog.getByRole("list", { name: "Guest links" }).getByRole("listitem");
  await expect(links).toHaveCount(1);
  await expect(links).toContainText(/Tea.*Created by Ada, valid until .*Not used yet/);

  const barbara = await visitor("Barbara");
  await barbara.goTo(path);
  await join(barbara);
  await barbara.isIn("Tea");
  await barbara.sees("Welcome");
  await expect(barbara.roomLinks).toHaveCount(1);
  for (const name of ["New room", "Browse rooms", "Invite people"]) await expect(barbara.button(name)).toBeHidden();
  await barbara.peopleButton.click();
  await expect(barbara.people.getByRole("listitem")).toHaveCount(2);
  await expect(barbara.people.getByRole("button", { name: "Add people" })).toBeHidden();
  await barbara.say("Thanks");
  await ada.seesDelivered("Thanks");
  await expect(ada.message("Thanks")).toHaveAccessibleName(/^Barbara,/);
  await expect(grace.page.getByText("Barbara")).toBeHidden();

  const late = await visitor("Linus");
  late.console.tolerate(answered(404));
  await late.goTo(path);
  await links.getByRole("button", { name: "Revoke the link to Tea" }).click();
  await expect(links).toHaveCount(0);
  await join(late);
  await expect(late.alert).toBeVisible();
  expect(await late.goTo(path)).toBe(404);
});

test("a signed-in person who follows an invitation goes on to Hubbub, or signs out for someone else to join", async ({
  ada,
  grace,
}) => {
  grace.console.tolerate(answered(404));
  const path = `/join/${await ada.api.joinCode()}`;
  await grace.goTo(path);
  await expect(grace.page.getByRole("heading", { name: `You're already in ${WORKSPACE}` })).toBeVisible();
  await expect(grace.main).toContainText("You are signed in as Grace.");
  await expect(grace.button("Join")).toBeHidden();
  await grace.page.getByRole("link", { name: "Open Hubbub" }).click();
  await grace.isIn("Everyone");

  await grace.goTo(path);
  await grace.button("Sign out and join as someone else").click();
  await expect(grace.button("Join")).toBeVisible();
  await grace.hydrated();
  await grace.field("Your name").fill("Barbara");
  await grace.field("Email").fill("barbara@example.com");
  await grace.field("Password").fill(grace.password);
  await grace.button("Join").click();
  await grace.isIn("Everyone");
  expect((await grace.api.me()).name).toBe("Barbara");

  // A guest link leads a member of its room on to that room, and any other person to the same words.
  const tea = await ada.api.createRoom("Tea", "closed");
  const link = await (await ada.api.ask("POST", "/api/guest-invitations", { rooms: [tea.id] })).json();
  await ada.goTo(link.path);
  await ada.isIn("Tea");
  await grace.goTo(link.path);
  await expect(grace.page.getByRole("heading", { name: `You're already in ${WORKSPACE}` })).toBeVisible();
  expect(await grace.goTo("/join/no-such-link")).toBe(404);
});
