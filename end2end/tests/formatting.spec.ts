import { expect, type Person, test } from "../support/fixtures";
import { PHONE } from "../support/phone";
import { openThread } from "../support/thread";

const bar = (person: Person) => person.page.getByRole("toolbar", { name: "Formatting" });
const format = (person: Person, name: string) => bar(person).getByRole("button", { name, exact: true }).click();
const preview = (person: Person) => person.page.getByRole("region", { name: "Preview" });

async function select(person: Person, text: string): Promise<void> {
  await person.composer.evaluate((field: HTMLTextAreaElement, text) => {
    const start = field.value.indexOf(text);
    field.focus();
    field.setSelectionRange(start, start + text.length);
  }, text);
}

/** Pastes a text into the field, or at the page if nothing has the focus. */
async function paste(person: Person, text: string): Promise<void> {
  await person.page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

test("the bar and its keys format what is selected, undo takes it back, and the message shows it", async ({ ada, grace }) => {
  await ada.composer.pressSequentially("Tea is hot and good");
  await select(ada, "hot");
  await format(ada, "Bold");
  await expect(ada.composer).toHaveValue("Tea is **hot** and good");
  await expect(ada.composer).toBeFocused();
  await ada.page.keyboard.press("ControlOrMeta+i");
  await expect(ada.composer).toHaveValue("Tea is ***hot*** and good");
  await ada.page.keyboard.press("ControlOrMeta+b");
  await expect(ada.composer).toHaveValue("Tea is *hot* and good");
  for (const text of ["Tea is ***hot*** and good", "Tea is **hot** and good", "Tea is hot and good"]) {
    await ada.page.keyboard.press("ControlOrMeta+z");
    await expect(ada.composer).toHaveValue(text);
  }
  await ada.page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(ada.composer).toHaveValue("Tea is **hot** and good");
  await select(ada, "good");
  await format(ada, "Code");
  await format(ada, "List");
  await expect(ada.composer).toHaveValue("- Tea is **hot** and `good`");
  await format(ada, "Quotation");
  await expect(ada.composer).toHaveValue("> - Tea is **hot** and `good`");
  await format(ada, "Quotation");
  await ada.composer.press("End");
  await ada.composer.press("Enter");
  for (const person of [ada, grace]) {
    await expect(person.messages.getByRole("listitem").locator("strong")).toHaveText("hot");
    await expect(person.messages.locator("code")).toHaveText("good");
  }
});

test("selected words become a link by a form, by a key, and by pasting an address over them", async ({ ada }) => {
  await ada.composer.fill("See the plan and the map or the wiki");
  await select(ada, "the plan");
  await format(ada, "Link");
  const form = ada.dialog("Add a link");
  await expect(form.getByLabel("Text")).toHaveValue("the plan");
  await expect(form.getByLabel("Address")).toBeFocused();
  await form.getByLabel("Address").fill("example.com/plan");
  await form.getByRole("button", { name: "Add link" }).click();
  await expect(ada.composer).toHaveValue("See [the plan](https://example.com/plan) and the map or the wiki");
  await expect(ada.composer).toBeFocused();
  await expect(ada.messages).toHaveCount(0);

  await select(ada, "the map");
  await ada.page.keyboard.press("ControlOrMeta+k");
  await form.getByLabel("Address").fill("https://example.com/map");
  await form.getByLabel("Address").press("Enter");
  await select(ada, "the wiki");
  await paste(ada, "https://example.com/wiki");
  const linked =
    "See [the plan](https://example.com/plan) and [the map](https://example.com/map) or [the wiki](https://example.com/wiki)";
  await expect(ada.composer).toHaveValue(linked);
  await ada.page.keyboard.press("ControlOrMeta+z");
  await expect(ada.composer).toHaveValue(linked.replace("[the wiki](https://example.com/wiki)", "the wiki"));
  await ada.page.keyboard.press("ControlOrMeta+Shift+z");
  await ada.composer.press("Enter");
  await expect(ada.messages.getByRole("link", { name: "the map" })).toHaveAttribute("href", "https://example.com/map");

  await ada.page.keyboard.press("ControlOrMeta+k");
  await expect(ada.dialog("Jump to")).toBeVisible();
});

test("a list goes on with the next line and ends with an empty item, and Enter in a block of code breaks the line", async ({ ada }) => {
  const { keyboard } = ada.page;
  await ada.composer.click();
  await keyboard.type("- Milk");
  await keyboard.press("Shift+Enter");
  await keyboard.type("Tea");
  await keyboard.press("Shift+Enter");
  await expect(ada.composer).toHaveValue("- Milk\n- Tea\n- ");
  await keyboard.press("ControlOrMeta+z");
  await expect(ada.composer).toHaveValue("- Milk\n- Tea");
  await keyboard.press("ControlOrMeta+Shift+z");
  await keyboard.press("Shift+Enter");
  await keyboard.type("```");
  await keyboard.press("Enter");
  await keyboard.type("let a;");
  await keyboard.press("Enter");
  await keyboard.type("- b");
  await keyboard.press("Shift+Enter");
  await keyboard.type("```");
  await expect(ada.composer).toHaveValue("- Milk\n- Tea\n\n```\nlet a;\n- b\n```");
  await expect(ada.messages).toHaveCount(0);
  await keyboard.press("Enter");
  await expect(ada.messages.getByRole("listitem")).toHaveText(["Milk", "Tea"]);
  await expect(ada.messages.locator("pre")).toContainText("let a;\n- b");
  await keyboard.type("```");
  await keyboard.press("Enter");
  await keyboard.press("ControlOrMeta+Enter");
  await expect(ada.messages).toHaveCount(2);
});

test("a preview shows what is written as it will look, until it is closed or the message is sent", async ({ ada }) => {
  await ada.composer.fill("**Tea** for @Ada :tada:");
  await format(ada, "Preview");
  await expect(preview(ada).locator("strong")).toHaveText("Tea");
  await expect(preview(ada)).toContainText("🎉");
  await ada.composer.pressSequentially(" and _cake_");
  await expect(preview(ada).locator("em")).toHaveText("cake");
  await ada.composer.press("Escape");
  await expect(preview(ada)).toHaveCount(0);
  await format(ada, "Preview");
  await expect(preview(ada)).toBeVisible();
  await ada.composer.press("Enter");
  await expect(preview(ada)).toHaveCount(0);
  await format(ada, "Formatting help");
  await expect(ada.dialog("Formatting and keys")).toContainText("Shift+Enter");
});

test("the bar folds away and stays so on this device, its buttons are one stop of the Tab key", async ({ ada }) => {
  await expect(bar(ada)).toBeVisible();
  await bar(ada).getByRole("button", { name: "Bold" }).focus();
  await ada.page.keyboard.press("ArrowRight");
  await expect(bar(ada).getByRole("button", { name: "Italic" })).toBeFocused();
  await ada.page.keyboard.press("End");
  await expect(bar(ada).getByRole("button", { name: "Formatting help" })).toBeFocused();
  await ada.page.keyboard.press("Shift+Tab");
  await expect(ada.button("Formatting")).toBeFocused();
  await ada.page.keyboard.press("Enter");
  await expect(bar(ada)).toHaveCount(0);
  await ada.reload();
  await expect(ada.button("Insert emoji")).toBeVisible();
  await expect(bar(ada)).toHaveCount(0);
  await ada.button("Formatting").click();
  await expect(bar(ada)).toBeVisible();
});

test("what is typed or pasted anywhere on the page reaches the composer, and that of a thread in the thread", async ({ ada }) => {
  await ada.say("Tea?");
  await ada.seesDelivered("Tea?");
  await ada.main.getByRole("heading", { name: "Everyone" }).click();
  await expect(ada.composer).not.toBeFocused();
  await ada.page.keyboard.type("Hello");
  await expect(ada.composer).toHaveValue("Hello");
  await ada.button("Room settings").focus();
  await paste(ada, " there");
  await expect(ada.composer).toHaveValue("Hello there");
  await expect(ada.composer).toBeFocused();

  const thread = await openThread(ada, "Tea?");
  await thread.panel.getByRole("button", { name: "Close thread" }).focus();
  await ada.page.keyboard.type("Yes");
  await expect(thread.reply).toHaveValue("Yes");
  await expect(ada.composer).toHaveValue("Hello there");
  await ada.page.keyboard.press("ControlOrMeta+k");
  await ada.page.keyboard.type("ev");
  await expect(ada.dialog("Jump to").getByRole("combobox")).toHaveValue("ev");
  await expect(thread.reply).toHaveValue("Yes");
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("the bar takes the place of other tools while it is open", async ({ ada }) => {
    await expect(ada.button("Insert emoji")).toBeVisible();
    await expect(bar(ada)).toHaveCount(0);
    await ada.composer.tap();
    await ada.page.keyboard.type("Tea");
    await ada.button("Formatting").tap();
    await expect(ada.button("Insert emoji")).toBeHidden();
    await expect(ada.composer).toBeFocused();
    await select(ada, "Tea");
    await bar(ada).getByRole("button", { name: "Bold" }).tap();
    await expect(ada.composer).toHaveValue("**Tea**");
    await ada.sendButton.tap();
    await expect(ada.messages.locator("strong")).toHaveText("Tea");
  });
});
