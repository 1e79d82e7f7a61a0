import { expect, type Person, test } from "../support/fixtures";
import { png } from "../support/pictures";

function emoji(person: Person, text: string) {
  return person.message(text).locator(".message-body").getByRole("img", { name: ":teacup:" });
}

async function addEmoji(person: Person) {
  await person.accountButton.click();
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

  await ada.accountButton.click();
  await ada.button("Custom emoji").click();
  await ada.dialog("Custom emoji").getByRole("button", { name: "Remove :teacup:" }).click();
  await expect(ada.dialog("Custom emoji").getByRole("listitem")).toHaveCount(0);
  for (const person of [ada, grace]) {
    await expect(person.message("Now :teacup: please")).toBeVisible();
    await expect(emoji(person, "Now")).toHaveCount(0);
    await expect(person.message("Now").getByRole("button", { name: /^:teacup: 1/ })).toContainText(":teacup:");
  }
});

test("the arrow keys reach the workspace's emoji, and one that was chosen is among the recent ones", async ({ ada }) => {
  ada.console.tolerate(/422/);
  await addEmoji(ada);
  const picker = ada.dialog("Insert emoji");
  const emoji = picker.getByRole("group", { name: "Emoji", exact: true }).getByRole("button");
  const teacup = picker.getByRole("group", { name: "Emoji of this workspace" }).getByRole("button", { name: ":teacup:" });
  await ada.button("Insert emoji").click();
  await expect(emoji.first()).not.toHaveAccessibleName(":teacup:");
  await ada.page.keyboard.press("ArrowDown");
  await expect(emoji.first()).toBeFocused();
  await ada.page.keyboard.press("End");
  await expect(teacup).toBeFocused();
  await ada.page.keyboard.press("ArrowLeft");
  await expect(emoji.last()).toBeFocused();
  await ada.page.keyboard.press("ArrowDown");
  await expect(teacup).toBeFocused();
  await ada.page.keyboard.press("ArrowUp");
  await expect(teacup).not.toBeFocused();
  await ada.page.keyboard.press("ArrowRight");
  await ada.page.keyboard.press("End");
  await ada.page.keyboard.press("Enter");
  await expect(ada.composer).toHaveValue(":teacup:");
  await expect(ada.composer).toBeFocused();

  // It comes first from now on, also after a reload, and is chosen from there.
  await ada.reload();
  await ada.button("Insert emoji").click();
  await expect(emoji.first()).toHaveAccessibleName(":teacup:");
  await expect(emoji.first().getByRole("img", { name: ":teacup:" })).toBeVisible();
  await ada.page.keyboard.press("ArrowDown");
  await ada.page.keyboard.press("Enter");
  await expect(ada.composer).toHaveValue(":teacup::teacup:");

  // Found by its name, it is what Enter chooses if there is no other.
  await ada.button("Insert emoji").click();
  await picker.getByRole("searchbox").fill("teacu");
  await expect(picker.getByRole("button", { name: ":teacup:" })).toHaveCount(1);
  await expect(picker.getByText("No emoji found.")).toHaveCount(0);
  await picker.getByRole("searchbox").press("ArrowDown");
  await ada.page.keyboard.press("End");
  await expect(teacup).toBeFocused();

  // Gone from the workspace, it is gone from the recent ones.
  await ada.page.keyboard.press("Escape");
  await ada.accountButton.click();
  await ada.button("Custom emoji").click();
  await ada.dialog("Custom emoji").getByRole("button", { name: "Remove :teacup:" }).click();
  await expect(ada.dialog("Custom emoji").getByRole("listitem")).toHaveCount(0);
  await ada.page.keyboard.press("Escape");
  await ada.button("Insert emoji").click();
  await expect(emoji.first()).toBeVisible();
  await expect(picker.getByRole("button", { name: ":teacup:" })).toHaveCount(0);
});
