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
