import { answered, expect, type Person, test } from "../support/fixtures";

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

  const other = await anotherDeviceOf(grace);
  await expect(other.page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(other.page.getByRole("textbox", { name: "消息", exact: true })).toBeVisible();
  // Nobody else reads in it.
  await ada.reload();
  await expect(ada.page.locator("html")).toHaveAttribute("lang", "en");

  // The browser decides again.
  await chooseLanguage(grace, CHINESE, "");
  await expect(grace.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(grace.composer).toBeVisible();
});

test.describe("in a browser that prefers Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the first run, signing in and errors are in Chinese", async ({ visitor }) => {
    const ada = await visitor("Ada");
    ada.console.tolerate(answered(401));
    await ada.goTo("/");
    await expect(ada.page.locator("html")).toHaveAttribute("lang", "zh-Hans");
    await ada.page.getByLabel("工作区名称", { exact: true }).fill("分析引擎");
    await ada.page.getByLabel("你的名字", { exact: true }).fill("Ada");
    await ada.page.getByLabel("邮箱", { exact: true }).fill(ada.email);
    await ada.page.getByLabel("密码", { exact: true }).fill(ada.password);
    await ada.page.getByRole("button", { name: "创建工作区", exact: true }).click();
    await expect(ada.main.getByRole("heading", { name: "所有人", exact: true })).toBeVisible();
    await ada.hydrated();
    await ada.page.getByRole("textbox", { name: "消息", exact: true }).fill("明天见");
    await ada.page.getByRole("button", { name: "发送", exact: true }).click();
    await expect(ada.page.getByRole("article").filter({ hasText: "明天见" })).toHaveCount(1);
    await expect(ada.page.getByText("今天", { exact: true })).toBeVisible();

    await ada.context.clearCookies();
    await ada.goTo("/sign-in");
    await expect(ada.page).toHaveTitle(/^登录/);
    await ada.page.getByLabel("邮箱", { exact: true }).fill(ada.email);
    await ada.page.getByLabel("密码", { exact: true }).fill("not the password");
    await ada.page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(ada.alert).toHaveText("邮箱或密码不正确。");
    // What is typed stays.
    await expect(ada.page.getByLabel("邮箱", { exact: true })).toHaveValue(ada.email);
  });
});
