import { answered, expect, type Person, test, WORKSPACE } from "../support/fixtures";

async function invitation(ada: Person) {
  await ada.button("Invite people").click();
  const dialog = ada.dialog("Invite people");
  const link = dialog.getByRole("textbox", { name: "Invitation link" });
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/join/.+`));
  return { dialog, link };
}

async function fillIn(person: Person) {
  await person.field("Your name").fill(person.name);
  await person.field("Email").fill(person.email);
  await person.field("Password").fill(person.password);
  await person.button("Join").click();
}

test("somebody joins by the link that an administrator copies", async ({ ada, visitor }) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { dialog, link } = await invitation(ada);
  await expect(link).not.toBeEditable();
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe(await link.inputValue());

  const grace = await visitor("Grace");
  await grace.goTo(new URL(await link.inputValue()).pathname);
  await fillIn(grace);
  await grace.isIn("Everyone");
  await expect(grace.page).toHaveTitle(`Everyone · ${WORKSPACE}`);

  await ada.page.keyboard.press("Escape");
  await ada.button("People").click();
  await expect(ada.people.getByText("Grace")).toBeVisible();
  await grace.say("Hello, Ada");
  await ada.sees("Hello, Ada");
});

test("a new link makes the old one void", async ({ ada, visitor }) => {
  const { dialog, link } = await invitation(ada);
  const old = await link.inputValue();
  await dialog.getByRole("button", { name: "New link" }).click();
  await expect(link).not.toHaveValue(old);
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/join/.+`));

  const linus = await visitor("Linus");
  linus.console.tolerate(answered(404));
  expect(await linus.goTo(new URL(old).pathname)).toBe(404);
  await expect(linus.button("Join")).toBeHidden();
  const code = old.split("/").at(-1);
  expect((await linus.api.ask("POST", `/api/join/${code}`, linus.account)).status()).toBe(404);

  await linus.goTo(new URL(await link.inputValue()).pathname);
  await fillIn(linus);
  await linus.isIn("Everyone");
});

test("only administrators invite", async ({ grace }) => {
  await grace.button("People").click();
  await expect(grace.people.getByText("Ada")).toBeVisible();
  await expect(grace.button("Invite people")).toBeHidden();
  expect(await grace.api.joinCode()).toBeFalsy();
  expect((await grace.api.ask("POST", "/api/workspace/join-code")).status()).toBe(403);
});

test("an e-mail address belongs to one person", async ({ ada, grace, visitor }) => {
  const impostor = await visitor("Grace");
  impostor.console.tolerate(answered(409));
  await impostor.goTo(`/join/${await ada.api.joinCode()}`);
  await fillIn(impostor);
  await expect(impostor.alert).toBeVisible();
  await expect(impostor.field("Email")).toHaveValue(grace.email);
});
