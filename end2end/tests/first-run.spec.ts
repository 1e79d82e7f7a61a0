import { answered, expect, test, WORKSPACE } from "../support/fixtures";

test("the first visitor makes the workspace, what is wrong is said beside the form, and later visitors sign in", async ({
  visitor,
}) => {
  const ada = await visitor("Ada");
  ada.console.tolerate(answered(422), answered(400));
  await ada.goTo("/");
  await expect(ada.page).toHaveURL(/\/first-run$/);
  await ada.field("Workspace name").fill(WORKSPACE);
  await ada.fillInAccount();
  await ada.field("Password").fill("short");
  await ada.button("Create workspace").click();
  await expect(ada.alert.or(ada.page.locator("input:invalid")).first()).toBeVisible();
  await expect(ada.field("Workspace name")).toHaveValue(WORKSPACE);

  await ada.field("Password").fill(ada.password);
  await ada.button("Create workspace").click();
  await ada.isIn("Everyone");
  await expect(ada.page).toHaveTitle(`Everyone · ${WORKSPACE}`);
  await ada.say("Is this thing on?");
  await ada.seesDelivered("Is this thing on?");
  expect(await ada.api.me()).toMatchObject({ name: "Ada", email: ada.email, role: "administrator" });

  const stranger = await visitor("Linus");
  for (const path of ["/first-run", "/"]) {
    await stranger.goTo(path);
    await expect(stranger.page).toHaveURL(/\/sign-in/);
  }
  await expect(stranger.button("Sign in")).toBeVisible();
});

test("a new workspace leads through the first steps, which are dismissed for good, and then through tips one at a time", async ({
  visitor,
}) => {
  const ada = await visitor("Ada");
  await ada.goTo("/");
  await ada.field("Workspace name").fill(WORKSPACE);
  await ada.fillInAccount();
  await ada.button("Create workspace").click();
  await ada.isIn("Everyone");
  const card = ada.page.getByRole("complementary", { name: "Getting started" });
  await expect(card).toContainText(`Welcome to ${WORKSPACE}`);
  const step = (name: string) => card.getByRole("button", { name });
  const done = card.locator(".is-done");
  await expect(done).toHaveCount(0);

  await step("Say hello").click();
  await expect(ada.composer).toBeFocused();
  await ada.say("Hello");
  await expect(done).toHaveText([/Say hello/]);

  await step("Make a room").click();
  await ada.dialog("New room").getByLabel("Room name").fill("Tea");
  await ada.dialog("New room").getByRole("button", { name: "Create room" }).click();
  await ada.isIn("Tea");
  await expect(done).toHaveCount(2);

  await step("Invite people").click();
  const link = ada.dialog("Invite people").getByRole("textbox", { name: "Invitation link" });
  await expect(link).toHaveValue(/\/join\//);
  const grace = await visitor("Grace");
  await grace.goTo(new URL(await link.inputValue()).pathname);
  await grace.fillInAccount();
  await grace.button("Join").click();
  await grace.isIn("Everyone");
  await ada.page.keyboard.press("Escape");
  await expect(card).toContainText("You are all set.");
  await card.getByRole("button", { name: "Dismiss" }).click();
  await expect(card).toContainText("Jump to…");
  await ada.reload();
  await expect(card).not.toContainText("Welcome to");

  // One tip at a time, on every device.
  const tips = grace.page.getByRole("complementary", { name: "Getting started" });
  const other = await grace.openTab();
  await other.goTo("/");
  await expect(tips).toContainText("Jump to…");
  await tips.getByRole("button", { name: "Got it" }).click();
  for (const page of [grace.page, other.page]) {
    await expect(page.getByRole("complementary", { name: "Getting started" })).toContainText("notify somebody");
  }
  await expect(tips.getByRole("button", { name: "Got it" })).toBeFocused();
  await tips.getByRole("button", { name: "No more tips" }).click();
  await expect(tips).toHaveCount(0);
  await grace.reload();
  await expect(tips).toHaveCount(0);
});
