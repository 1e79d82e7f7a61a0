import { answered, expect, test } from "../support/fixtures";

test("a guest comes in by a link, and sees the room given and nothing to find others with", async ({ ada, grace, visitor }) => {
  await ada.createRoom("Tea", "Closed");
  await ada.say("Welcome");
  await ada.button("Invite people").click();
  const dialog = ada.dialog("Invite people");
  await dialog.getByRole("group", { name: "Rooms" }).getByLabel("Tea").check();
  await dialog.getByRole("button", { name: "Create guest link" }).click();
  const link = dialog.getByRole("textbox", { name: "Guest link" });
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/join/.+`));
  const path = new URL(await link.inputValue()).pathname;
  await ada.page.keyboard.press("Escape");

  const barbara = await visitor("Barbara");
  await barbara.goTo(path);
  await barbara.field("Your name").fill(barbara.name);
  await barbara.field("Email").fill(barbara.email);
  await barbara.field("Password").fill(barbara.password);
  await barbara.button("Join").click();
  await barbara.isIn("Tea");
  await barbara.sees("Welcome");
  await expect(barbara.roomLinks).toHaveCount(1);
  for (const name of ["New room", "Browse rooms", "Invite people"]) await expect(barbara.button(name)).toBeHidden();
  await barbara.button("People").click();
  await expect(barbara.people.getByRole("listitem")).toHaveCount(2);
  await expect(barbara.people.getByRole("button", { name: "Add people" })).toBeHidden();
  await barbara.say("Thanks");
  await ada.seesDelivered("Thanks");
  await expect(ada.message("Thanks")).toHaveAccessibleName(/^Barbara,/);
  await expect(grace.page.getByText("Barbara")).toBeHidden();
});

test("an administrator sees which links for guests are open, and revokes one", async ({ ada, visitor }) => {
  await ada.createRoom("Tea", "Closed");
  await ada.button("Invite people").click();
  const dialog = ada.dialog("Invite people");
  await dialog.getByLabel("Tea").check();
  await dialog.getByRole("button", { name: "Create guest link" }).click();
  const path = new URL(await dialog.getByRole("textbox", { name: "Guest link" }).inputValue()).pathname;
  const links = dialog.getByRole("list", { name: "Guest links" }).getByRole("listitem");
  await expect(links).toHaveCount(1);
  await expect(links).toContainText(/Tea.*Created by Ada, valid until .*Not used yet/);

  const barbara = await visitor("Barbara");
  barbara.console.tolerate(answered(404));
  await barbara.goTo(path);
  await links.getByRole("button", { name: "Revoke the link to Tea" }).click();
  await expect(links).toHaveCount(0);
  await barbara.field("Your name").fill(barbara.name);
  await barbara.field("Email").fill(barbara.email);
  await barbara.field("Password").fill(barbara.password);
  await barbara.button("Join").click();
  await expect(barbara.alert).toBeVisible();
  expect(await barbara.goTo(path)).toBe(404);
});

test("a member who is made a guest sees less at once, and more when they are one again", async ({ ada, grace }) => {
  await ada.button("People").click();
  await ada.button("Manage Grace").click();
  const manage = ada.dialog("Manage");
  await manage.getByRole("button", { name: "Make a guest…" }).click();
  const question = ada.dialog("Make a guest");
  await question.getByLabel("Everyone").check();
  await question.getByRole("button", { name: "Make a guest", exact: true }).click();
  await expect(grace.button("New room")).toBeHidden();
  await expect(manage).toContainText("This person is a guest.");
  await grace.say("Still here");
  await ada.seesDelivered("Still here");
  await manage.getByRole("button", { name: "Make a member" }).click();
  await expect(grace.button("New room")).toBeVisible();
});

test("one who has left is out of the way until they come back", async ({ ada, grace }) => {
  grace.console.tolerate(answered(401), answered(403));
  await grace.say("So long");
  await ada.seesDelivered("So long");
  await ada.button("People").click();
  await ada.button("Manage Grace").click();
  const manage = ada.dialog("Manage");
  await manage.getByRole("button", { name: "Deactivate" }).click();
  await expect(manage.getByRole("button", { name: "Reactivate" })).toBeVisible();
  await expect(grace.button("Sign in")).toBeVisible();
  await expect(ada.message("So long")).toHaveAccessibleName(/^Grace,/);
  await grace.hydrated();
  await grace.signIn();
  await expect(grace.alert).toContainText("deactivated");

  await ada.page.keyboard.press("Escape");
  const listed = ada.people.getByRole("button", { name: "Manage Grace" });
  await expect(listed).toBeHidden();
  await ada.people.getByText("Deactivated (1)").click();
  await listed.click();
  await manage.getByRole("button", { name: "Reactivate" }).click();
  await expect(manage.getByRole("button", { name: "Deactivate" })).toBeVisible();
  await grace.signIn();
  await grace.isIn("Everyone");
});

test("a ban can take along all that was written", async ({ ada, grace }) => {
  grace.console.tolerate(answered(401));
  await grace.say("Buy now");
  await ada.seesDelivered("Buy now");
  await ada.button("People").click();
  await ada.button("Manage Grace").click();
  await ada.button("Ban: Grace").click();
  const ban = ada.dialog("Ban");
  await ban.getByLabel(/Also delete all/).check();
  await ban.getByRole("button", { name: "Ban", exact: true }).click();
  await expect(ban).toBeHidden();
  await expect(ada.message("Buy now")).toHaveCount(0);
  await expect(ada.message("This message was deleted.")).toHaveCount(1);
  await expect(grace.button("Sign in")).toBeVisible();
});
