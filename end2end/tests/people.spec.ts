import { answered, expect, type Person, test, WORKSPACE } from "../support/fixtures";

const ANOTHER = "battery staple correct horse";

async function manage(administrator: Person, name: string) {
  if (!(await administrator.people.isVisible())) await administrator.peopleButton.click();
  await administrator.people.getByRole("button", { name: `Manage ${name}` }).click();
  return administrator.dialog("Manage");
}

test("a role shows and hides at once what guests, members and administrators can do", async ({ ada, grace }) => {
  ada.console.tolerate(answered(409));
  await expect(grace.button("Invite people")).toBeHidden();
  const own = await manage(ada, "Ada");
  await own.getByRole("button", { name: "Make me a member" }).click();
  await expect(own.getByText("You are the only administrator.")).toBeVisible();
  await ada.page.keyboard.press("Escape");

  const dialog = await manage(ada, "Grace");
  await dialog.getByRole("button", { name: "Make a guest…" }).click();
  const question = ada.dialog("Make a guest");
  await question.getByLabel("Everyone").check();
  await question.getByRole("button", { name: "Make a guest", exact: true }).click();
  await expect(grace.button("New room")).toBeHidden();
  await expect(dialog).toContainText("This person is a guest.");
  await grace.say("Still here");
  await ada.seesDelivered("Still here");
  await dialog.getByRole("button", { name: "Make a member" }).click();
  await expect(grace.button("New room")).toBeVisible();

  await dialog.getByRole("button", { name: "Make an administrator" }).click();
  await expect(dialog.getByRole("button", { name: "Make a member" })).toBeFocused();
  await expect(grace.button("Invite people")).toBeVisible();
  await ada.page.keyboard.press("Escape");

  const back = await manage(grace, "Ada");
  await back.getByRole("button", { name: "Make a member" }).click();
  await expect(ada.button("Invite people")).toBeHidden();
  await expect(ada.people.getByRole("button", { name: "Manage Grace" })).toBeHidden();
});

test("one who has left is out of the way until they come back", async ({ ada, grace }) => {
  grace.console.tolerate(answered(401), answered(403));
  await grace.say("So long");
  await ada.seesDelivered("So long");
  const dialog = await manage(ada, "Grace");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  const question = ada.dialog("Deactivate");
  await expect(question).toContainText("Grace will be signed out everywhere");
  await question.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByRole("button", { name: "Reactivate" })).toBeFocused();
  await expect(grace.button("Sign in")).toBeVisible();
  await expect(grace.main.getByRole("status").filter({ hasText: /\S/ })).toContainText("an administrator deactivated your account");
  await expect(ada.message("So long")).toHaveAccessibleName(/^Grace,/);
  await grace.hydrated();
  await grace.signIn();
  await expect(grace.alert).toContainText("deactivated");

  await ada.page.keyboard.press("Escape");
  const listed = ada.people.getByRole("button", { name: "Manage Grace" });
  await expect(listed).toBeHidden();
  await ada.people.getByText("Deactivated (1)").click();
  await listed.click();
  await dialog.getByRole("button", { name: "Reactivate" }).click();
  await expect(dialog.getByRole("button", { name: "Deactivate" })).toBeVisible();
  await grace.signIn();
  await grace.isIn("Everyone");
});

test("one who is banned is out at once and everywhere, until the ban is lifted, and what was written can go along", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  const phone = await anotherDeviceOf(grace);
  for (const device of [grace, phone]) device.console.tolerate(answered(401), answered(403));
  await grace.say("Before");
  await ada.seesDelivered("Before");
  await manage(ada, "Grace");
  await ada.button("Ban: Grace").click();
  const code = await ada.api.joinCode();
  const ban = ada.dialog("Ban");
  const links = ban.getByRole("checkbox", { name: /invitation link/ });
  await expect(links).toBeChecked();
  await ban.getByRole("button", { name: "Ban", exact: true }).click();
  for (const device of [grace, phone]) {
    await expect(device.button("Sign in")).toBeVisible();
    await expect(device.main.getByRole("status").filter({ hasText: /\S/ })).toContainText("an administrator banned your account");
  }
  await expect(ada.people.getByRole("listitem").filter({ hasText: "Grace" })).toContainText("Banned");

  const rotated = await ada.api.joinCode();
  expect(rotated).not.toBe(code);
  await grace.hydrated();
  await grace.signIn();
  await expect(grace.alert).toContainText("You are banned");
  await ada.button("Lift ban: Grace").click();
  await grace.signIn();
  await grace.isIn("Everyone");
  await grace.seesDelivered("Before");

  // An administrator who expects nobody to come by the invitation link may leave it as it is.
  await ada.button("Ban: Grace").click();
  await links.uncheck();
  await ban.getByLabel(/Also delete all/).check();
  await ban.getByRole("button", { name: "Ban", exact: true }).click();
  await expect(ban).toBeHidden();
  await expect(ada.button("Lift ban: Grace")).toBeVisible();
  expect(await ada.api.joinCode()).toBe(rotated);
  await expect(ada.message("Before")).toHaveCount(0);
  await expect(ada.message("This message was deleted.")).toHaveCount(1);
  await expect(grace.button("Sign in")).toBeVisible();
});

test("an administrator helps somebody back in with a link that works once, and without scripts", async ({
  ada,
  grace,
  visitor,
  browser,
}) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = await manage(ada, "Grace");
  await dialog.getByRole("button", { name: "Create reset link" }).click();
  const link = dialog.getByRole("textbox", { name: "Reset link" });
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/reset/.+`));
  await expect(link).not.toBeEditable();
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe(await link.inputValue());
  const path = new URL(await link.inputValue()).pathname;

  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(ada.server.origin + path);
  await expect(page.getByRole("heading", { name: "Set a new password" })).toBeVisible();
  await expect(page.getByLabel("Password")).toBeVisible();
  await context.close();

  const elsewhere = await visitor("Grace");
  await elsewhere.goTo(path);
  await expect(elsewhere.page).toHaveTitle(`New password · ${WORKSPACE}`);
  await elsewhere.field("Password").fill(ANOTHER);
  await elsewhere.button("Set password").click();
  await elsewhere.isIn("Everyone");
  await expect(grace.page).toHaveURL(/\/sign-in/);

  const late = await visitor("Linus");
  late.console.tolerate(answered(404));
  expect(await late.goTo(path)).toBe(404);
  await expect(late.field("Password")).toBeHidden();
});

test("the people of a room stand in groups, with whole names, and are found by a few letters", async ({
  ada,
  grace,
  linus,
  visitor,
}) => {
  const name = "Grace Brewster Murray Hopper-Vanderbilt the Third";
  await grace.api.ask("PATCH", "/api/me", { name });
  await linus.hideTab(true);
  const names = ["Annie", "Barbara", "Donald", "Edsger", "Frances", "John"];
  const code = await ada.api.joinCode();
  const newcomer = await visitor("Newcomer");
  for (const name of names) await newcomer.api.join(code, { ...newcomer.account, name, email: `${name}@example.com` });
  await ada.peopleButton.click();
  const group = (title: string) => ada.people.getByRole("list", { name: title });
  await expect(group("Online").getByRole("listitem")).toHaveText([/Ada/, /Grace/]);
  await expect(group("Away").getByRole("listitem")).toHaveText([/Linus/]);
  await expect(group("Offline").getByRole("listitem")).toHaveCount(names.length);
  await expect(ada.people.getByRole("heading", { name: "Offline (6)" })).toBeVisible();
  await expect(group("Online").getByRole("listitem").first()).toContainText("You");
  const whole = group("Online").getByText(name);
  expect(await whole.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);

  await ada.people.getByRole("searchbox", { name: "Find people" }).fill("hop");
  await expect(ada.people.getByRole("listitem")).toHaveText([new RegExp(name)]);
  await ada.people.getByRole("searchbox", { name: "Find people" }).fill("nobody");
  await expect(ada.people).toContainText("Nobody here has that name.");
});

test("the page to sign in says that one has signed out in another tab, and how to get back in", async ({ ada }) => {
  const other = await ada.openTab();
  await other.goTo("/");
  await other.isIn("Everyone");
  await ada.signOut();
  await expect(other.button("Sign in")).toBeVisible();
  await expect(other.main.getByRole("status").filter({ hasText: /\S/ })).toHaveText("You are signed out in this browser.");
  await other.hydrated();
  await other.page.getByText("Can't sign in?").click();
  await expect(other.main).toContainText(`Ask an administrator of ${WORKSPACE} for a reset link.`);
  await other.signIn();
  await other.isIn("Everyone");
});
