import { answered, expect, test, WORKSPACE } from "../support/fixtures";

test("the first visitor makes the workspace and is in its first room", async ({ visitor }) => {
  const ada = await visitor("Ada");
  await ada.goTo("/");
  await expect(ada.page).toHaveURL(/\/first-run$/);

  await ada.field("Workspace name").fill(WORKSPACE);
  await ada.field("Your name").fill(ada.name);
  await ada.field("Email").fill(ada.email);
  await ada.field("Password").fill(ada.password);
  await ada.button("Create workspace").click();

  await ada.isIn("Everyone");
  await expect(ada.page).toHaveTitle(`Everyone · ${WORKSPACE}`);
  await ada.say("Is this thing on?");
  await ada.seesDelivered("Is this thing on?");
  expect(await ada.api.me()).toMatchObject({ name: "Ada", email: ada.email, role: "administrator" });
});

test("what is wrong is said beside the form, and what was typed stays", async ({ visitor }) => {
  const ada = await visitor("Ada");
  ada.console.tolerate(answered(422), answered(400));
  await ada.goTo("/first-run");
  await ada.field("Workspace name").fill(WORKSPACE);
  await ada.field("Your name").fill(ada.name);
  await ada.field("Email").fill(ada.email);
  await ada.field("Password").fill("short");
  await ada.button("Create workspace").click();

  await expect(ada.alert.or(ada.page.locator("input:invalid")).first()).toBeVisible();
  await expect(ada.field("Workspace name")).toHaveValue(WORKSPACE);
  await ada.field("Password").fill(ada.password);
  await ada.button("Create workspace").click();
  await ada.isIn("Everyone");
});

test("there is one first run, and after it visitors are asked to sign in", async ({ ada, visitor }) => {
  const stranger = await visitor("Linus");
  const refused = await stranger.api.ask("POST", "/api/first-run", { workspace: "Mine", ...stranger.account });
  expect(refused.status()).toBe(409);
  expect(refused.headers()["content-type"]).toContain("application/problem+json");

  await stranger.goTo("/first-run");
  await expect(stranger.page).toHaveURL(/\/sign-in/);
  await stranger.goTo("/");
  await expect(stranger.page).toHaveURL(/\/sign-in/);
  await expect(stranger.button("Sign in")).toBeVisible();
  expect((await ada.api.me()).role).toBe("administrator");
});

test("of two first runs at once, one wins", async ({ visitor }) => {
  const rivals = [await visitor("Ada"), await visitor("Linus")];
  const answers = await Promise.all(
    rivals.map((rival) => rival.api.ask("POST", "/api/first-run", { workspace: rival.name, ...rival.account })),
  );
  const statuses = answers.map((answer) => answer.status()).sort();
  expect(statuses[0]).toBeLessThan(300);
  expect(statuses[1]).toBe(409);
});
