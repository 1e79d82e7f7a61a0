import { expect, type Person, test } from "../support/fixtures";
import { PHONE } from "../support/phone";

const picker = (person: Person) => person.dialog("Insert emoji");
const emoji = (person: Person) => picker(person).getByRole("group", { name: "Emoji", exact: true }).getByRole("button");

async function box(person: Person, name: string) {
  const found = await person.dialog(name).boundingBox();
  if (!found) throw new Error(`${name} is not shown`);
  return found;
}

test("the picker opens beside its button, also where there is little room, and closes with a press beside it", async ({ ada }) => {
  await ada.button("Insert emoji").click();
  await expect(picker(ada).getByRole("searchbox")).toBeFocused();
  const button = await ada.button("Insert emoji").boundingBox();
  const shown = await box(ada, "Insert emoji");
  expect(Math.abs(shown.y + shown.height - (button?.y ?? 0))).toBeLessThan(24);
  await ada.page.mouse.click(5, 5);
  await expect(picker(ada)).toBeHidden();
  await expect(ada.button("Insert emoji")).toBeFocused();

  await ada.page.setViewportSize({ width: 1000, height: 320 });
  await ada.button("Insert emoji").click();
  const low = await box(ada, "Insert emoji");
  expect(low.y).toBeGreaterThanOrEqual(0);
  expect(low.y + low.height).toBeLessThanOrEqual(320);
  await expect(emoji(ada).first()).toBeInViewport();
  await ada.page.keyboard.press("Escape");
  await expect(picker(ada)).toBeHidden();
});

test("the picker of a reaction opens beside what asked for it: a message by its key, or the button of its menu", async ({ ada }) => {
  await ada.say("Tea?");
  await ada.seesDelivered("Tea?");
  const gapAbove = async (asked: { y: number } | null) => {
    const shown = await box(ada, "Add reaction");
    return Math.abs(shown.y + shown.height - (asked?.y ?? 0));
  };
  // A press elsewhere just before has nothing to do with it.
  await ada.button("Insert emoji").click();
  await ada.page.keyboard.press("Escape");
  await ada.page.getByRole("group", { name: "History" }).focus();
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("a");
  await expect(ada.dialog("Add reaction").getByRole("searchbox")).toBeFocused();
  expect(await gapAbove(await ada.message("Tea?").boundingBox())).toBeLessThan(24);
  await ada.page.keyboard.press("Escape");

  await ada.message("Tea?").hover();
  const button = ada.actions.getByRole("button", { name: "More actions" });
  const place = await button.boundingBox();
  await button.click();
  await ada.menuItem("Add reaction").click();
  await expect(ada.dialog("Add reaction").getByRole("searchbox")).toBeFocused();
  expect(await gapAbove(place)).toBeLessThan(24);
});

test("emoji that were chosen come first and keep the chosen skin tone, on this device", async ({ ada, grace }) => {
  await ada.button("Insert emoji").click();
  await picker(ada).getByRole("button", { name: "Skin tone" }).click();
  await picker(ada).getByRole("radio", { name: "Medium", exact: true }).click();
  await picker(ada).getByRole("searchbox").fill("waving hand");
  await picker(ada).getByRole("button", { name: "waving hand", exact: true }).click();
  await expect(ada.composer).toHaveValue("👋🏽");
  await ada.composer.press("Enter");
  await ada.reload();
  await ada.button("Insert emoji").click();
  await expect(emoji(ada).first()).toHaveText("👋🏽");
  await ada.page.keyboard.press("ArrowDown");
  await ada.page.keyboard.press("ArrowRight");
  await expect(emoji(ada).nth(1)).toBeFocused();
  await ada.page.keyboard.press("End");
  await expect(emoji(ada).last()).toBeFocused();
  await ada.page.keyboard.press("Home");
  await ada.page.keyboard.press("Enter");
  await expect(ada.composer).toHaveValue("👋🏽");
  await expect(ada.composer).toBeFocused();

  await grace.say("It works");
  await ada.seesDelivered("It works");
  await ada.act("It works", "Add reaction");
  await ada.dialog("Add reaction").getByRole("button", { name: "waving hand", exact: true }).click();
  for (const person of [ada, grace]) await expect(person.message("It works")).toContainText("👋🏽");
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("the picker is a sheet at the bottom of the screen", async ({ ada }) => {
    await ada.button("Insert emoji").tap();
    await expect(picker(ada).getByRole("searchbox")).toBeVisible();
    await expect.poll(async () => Math.round((await box(ada, "Insert emoji")).y + (await box(ada, "Insert emoji")).height)).toBe(844);
    expect(await box(ada, "Insert emoji")).toMatchObject({ x: 0, width: 390 });
    await picker(ada).getByRole("button", { name: "Close" }).tap();
    await expect(picker(ada)).toBeHidden();
  });
});
