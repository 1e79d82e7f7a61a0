import { expect, type Person, test } from "../support/fixtures";
import { png } from "../support/pictures";

function emoji(person: Person, text: string) {
  return person.message(text).locator(".message-body").getByRole("img", { name: ":teacup:" });
}

async function addEmoji(person: Person) {
  await person.button("Account").click();
  await person.button("Custom emoji").click();
  const dialog = person.dialog("Custom emoji");
  await dialog.getByLabel("Choose a picture").setInputFiles({ name: "Tea cup.png", mimeType: "image/png", buffer: png(80, 40) });
  await expect(dialog.getByRole("img", { name: "Chosen picture" })).toBeVisible();
  await expect(dialog.getByLabel("Name of the emoji")).toHaveValue("tea-cup");
  await dialog.getByLabel("Name of the emoji").fill("tada");
  await dialog.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Choose another name." })).toBeVisible();
  await dialog.getByLabel("Name of the emoji").fill("teacup");
  await dialog.getByRole("button", { name: "Add emoji" }).click();
  await expect(dialog.getByRole("listitem").filter({ hasText: ":teacup:" })).toBeVisible();
  await expect(dialog.getByLabel("Name of the emoji")).toHaveValue("");
  await person.page.keyboard.press("Escape");
}

test("a workspace's emoji is a picture in messages, reactions, the picker and suggestions, until it is removed", async ({
  ada,
  grace,
}) => {
  grace.console.tolerate(/422/);
  // Written before there is such an emoji.
  await ada.say("Now :teacup: please");
  await addEmoji(grace);
  await expect(emoji(ada, "Now")).toBeVisible();
  await expect(emoji(grace, "Now")).toBeVisible();
  const box = await emoji(ada, "Now").boundingBox();
  expect(box?.width).toBeLessThan(24);

  // Suggested by its first letters, and large where it stands alone.
  await ada.composer.pressSequentially(":teac");
  await expect(ada.page.getByRole("option", { name: ":teacup:" })).toBeVisible();
  await ada.composer.press("Tab");
  await expect(ada.composer).toHaveValue(/^:teacup:/);
  await ada.composer.press("Enter");
  const alone = grace.timeline.locator(".emoji-alone").getByRole("img", { name: ":teacup:" });
  await expect(alone).toBeVisible();
  expect((await alone.boundingBox())?.width).toBeGreaterThan(30);

  // From the picker, as a reaction.
  await grace.act("Now", "Add reaction");
  await grace.page.getByRole("button", { name: ":teacup:", exact: true }).click();
  const reaction = ada.message("Now").getByRole("button", { name: /^:teacup: 1/ });
  await expect(reaction.getByRole("img", { name: ":teacup:" })).toBeVisible();
  await ada.reload();
  await expect(reaction.getByRole("img", { name: ":teacup:" })).toBeVisible();
  await expect(emoji(ada, "Now")).toBeVisible();

  await ada.button("Account").click();
  await ada.button("Custom emoji").click();
  await ada.dialog("Custom emoji").getByRole("button", { name: "Remove :teacup:" }).click();
  await expect(ada.dialog("Custom emoji").getByRole("listitem")).toHaveCount(0);
  for (const person of [ada, grace]) {
    await expect(person.message("Now :teacup: please")).toBeVisible();
    await expect(emoji(person, "Now")).toHaveCount(0);
    await expect(person.message("Now").getByRole("button", { name: /^:teacup: 1/ })).toContainText(":teacup:");
  }
});
