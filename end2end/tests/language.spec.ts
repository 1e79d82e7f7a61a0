import { expect, type Person, test } from "../support/fixtures";

/** The words of the interface that the tests look for. */
const ENGLISH = { account: /^Account, /, settings: "Settings", part: "Language and time zone", language: "Language" };
const CHINESE = { account: /账号/, settings: "设置", part: "语言和时区", language: "语言" };

async function chooseLanguage(person: Person, words: typeof ENGLISH, option: string): Promise<void> {
  const { page } = person;
  await page.getByRole("button", { name: words.account }).click();
  await person.button(words.settings).click();
  const dialog = person.dialog(words.settings);
  await dialog.getByRole("tab", { name: words.part }).click();
  const loaded = page.waitForEvent("load");
  await dialog.getByRole("combobox", { name: words.language, exact: true }).selectOption(option);
  await loaded;
  await person.hydrated();
}

test("a person reads Hubbub in the language of their choice, on every device, and keeps what they typed", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await ada.say("The tea is ready");
  await grace.composer.fill("你好");
  await chooseLanguage(grace, ENGLISH, "zh-Hans");

  await expect(grace.page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  const composer = grace.page.getByRole("textbox", { name: "消息", exact: true });
  await expect(composer).toHaveValue("你好");
  await expect(grace.page.getByRole("article")).toContainText(["The tea is ready"]);
  // Live, by code that came later too.
  await composer.press("Control+Enter");
  await ada.sees("你好");
  await ada.act("你好", "React with thumbs up");
  await expect(grace.page.getByRole("button", { name: /^👍 1/ })).toBeVisible();
  await ada.goTo((await ada.page.evaluate(() => location.pathname)) || "/");
  await expect(ada.page.locator("html")).toHaveAttribute("lang", "en");

  const other = await anotherDeviceOf(grace).catch(() => undefined);
  expect(other, "the fixture waits for English words").toBeUndefined();
});
