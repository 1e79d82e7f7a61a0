import { expect, type Person, test } from "../support/fixtures";
import { sendNumbered } from "../support/history";
import { InputMethod } from "../support/input-method";
import { PHONE } from "../support/phone";
import { openThread } from "../support/thread";

const options = (person: Person) => person.page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");

async function insertEmoji(person: Person, name: string): Promise<void> {
  await person.button("Insert emoji").click();
  await person.dialog("Insert emoji").getByRole("button", { name, exact: true }).click();
  await expect(person.composer).toBeFocused();
}

/** Undoes all, and then redoes all, and checks that each way passes through the same texts. */
async function undoesAndRedoes(person: Person, text: string): Promise<string[]> {
  const { keyboard } = person.page;
  const passed = [text];
  while (passed.at(-1) !== "" && passed.length < 20) {
    await keyboard.press("ControlOrMeta+z");
    passed.push(await person.composer.inputValue());
  }
  expect(passed.at(-1), "the text after every step is undone").toBe("");
  for (const expected of passed.slice(0, -1).reverse()) {
    await keyboard.press("ControlOrMeta+Shift+z");
    await expect(person.composer).toHaveValue(expected);
  }
  return passed;
}

test("an emoji is undone and redone with what is typed around it, and takes the place of what is selected", async ({ ada }) => {
  await ada.composer.pressSequentially("one two ");
  await insertEmoji(ada, "party popper");
  await ada.page.keyboard.type(" three");
  await expect(ada.composer).toHaveValue("one two 🎉 three");
  expect(await undoesAndRedoes(ada, "one two 🎉 three")).toContain("one two ");

  await ada.composer.fill("Tea or cake?");
  await ada.composer.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(7, 11));
  await insertEmoji(ada, "party popper");
  await expect(ada.composer).toHaveValue("Tea or 🎉?");
  await ada.page.keyboard.type("!");
  await expect(ada.composer).toHaveValue("Tea or 🎉!?");
});

test("a completed name and a quotation are undone and redone with what is typed around them", async ({ ada, grace }) => {
  await ada.composer.pressSequentially("Hello @gr");
  await expect(options(ada)).toHaveText([/Grace/]);
  await ada.composer.press("Enter");
  await ada.page.keyboard.type("and all");
  expect(await undoesAndRedoes(ada, "Hello @Grace and all")).toContain("Hello @gr");
  await ada.composer.press("Enter");
  await ada.seesDelivered("Hello @Grace and all");

  await grace.say("Tea?");
  await ada.seesDelivered("Tea?");
  await ada.composer.pressSequentially("Well");
  await ada.act("Tea?", "Quote");
  const quoted = "Well\n\n> **Grace**\n> Tea?\n\n";
  await expect(ada.composer).toHaveValue(quoted);
  await ada.page.keyboard.press("ControlOrMeta+z");
  await expect(ada.composer).toHaveValue("Well");
  await ada.page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(ada.composer).toHaveValue(quoted);
});

test("undo after sending brings the text back once, and redo takes it away", async ({ ada }) => {
  await ada.composer.pressSequentially("Sent by mistake");
  await ada.composer.press("Enter");
  await ada.seesDelivered("Sent by mistake");
  await ada.page.keyboard.press("ControlOrMeta+z");
  await expect(ada.composer).toHaveValue("Sent by mistake");
  await ada.page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(ada.composer).toHaveValue("");
});

test("the keys of an input method choose a word and do nothing else, in the composer and its completion", async ({ ada, grace }) => {
  const method = await InputMethod.of(ada);
  await grace.say("Tea?");
  await ada.seesDelivered("Tea?");
  await ada.composer.click();
  await method.compose("ni");
  await method.press("Enter");
  await expect(ada.composer).toHaveValue("ni");
  await method.confirm("你");
  await method.pressLateEnter(ada);
  await expect(ada.composer).toHaveValue("你");
  await expect(ada.messages).toHaveCount(1);

  await ada.composer.pressSequentially(" @");
  await method.compose("gr");
  await expect(options(ada)).toHaveText([/Grace/]);
  for (const key of ["ArrowDown", "Enter", "Escape"] as const) await method.press(key);
  await expect(options(ada)).toHaveText([/Grace/]);
  await expect(ada.composer).toHaveValue("你 @gr");
  await method.confirm("gr");
  await ada.composer.press("Enter");
  await expect(ada.composer).toHaveValue("你 @Grace ");
  await ada.composer.press("Enter");
  await ada.seesDelivered("你 @Grace");
});

test("the keys of an input method do nothing else in a thread, an edit, the emoji search and the palette", async ({ ada }) => {
  const method = await InputMethod.of(ada);
  await ada.createRoom("Tea", "Open");
  await ada.createRoom("Teapot", "Open");
  await ada.say("Cups");
  await ada.seesDelivered("Cups");

  const thread = await openThread(ada, "Cups");
  await thread.reply.click();
  await method.compose("ni");
  await method.press("Escape");
  await method.confirm("你");
  await expect(thread.reply).toHaveValue("你");
  await thread.reply.press("Escape");
  await expect(thread.panel).toBeHidden();

  await ada.act("Cups", "Edit message");
  await method.compose("ni");
  for (const key of ["Escape", "Enter"] as const) await method.press(key);
  await method.confirm("你");
  await method.pressLateEnter(ada);
  await expect(ada.editor).toHaveValue("Cups你");
  await ada.editor.press("Escape");

  await ada.button("Insert emoji").click();
  const emoji = ada.dialog("Insert emoji");
  const search = emoji.getByRole("searchbox");
  await expect(search).toBeFocused();
  await method.compose("tada");
  await expect(emoji.getByRole("button", { name: "party popper" })).toBeVisible();
  for (const key of ["ArrowDown", "Enter"] as const) await method.press(key);
  await expect(search).toBeFocused();
  await method.confirm("tada");
  await method.pressLateEnter(ada);
  await expect(search).toHaveValue("tada");
  await search.press("Enter");
  await expect(ada.composer).toHaveValue("🎉");

  await ada.page.keyboard.press("ControlOrMeta+k");
  const palette = ada.dialog("Jump to");
  const field = palette.getByRole("combobox");
  await expect(field).toBeFocused();
  await method.compose("tea");
  const first = palette.getByRole("option", { selected: true });
  await expect(palette.getByRole("group", { name: "Rooms and people" }).getByRole("option")).toHaveCount(2);
  await expect(first).toHaveText("Tea");
  for (const key of ["ArrowDown", "Enter"] as const) await method.press(key);
  await method.confirm("tea");
  await method.pressLateEnter(ada);
  await expect(field).toHaveValue("tea");
  await expect(first).toHaveText("Tea");
  await expect(palette).toBeVisible();
  await field.press("Enter");
  await ada.isIn("Tea");
});

test("a draft of another device waits while a word is composed, and the newest of both wins", async ({ ada, anotherDeviceOf }) => {
  const phone = await anotherDeviceOf(ada);
  const method = await InputMethod.of(ada);
  const room = (await ada.api.room("Everyone")).id;
  /** Types on the phone, and waits until the page must have heard of it: what is said later is told later. */
  const typesOnThePhone = async (text: string) => {
    await phone.composer.fill(text);
    await expect.poll(() => phone.api.draft("Everyone")).toBe(text);
    await ada.api.ask("POST", `/api/rooms/${room}/messages`, { body: `After "${text}"` });
    await ada.seesDelivered(`After "${text}"`);
  };

  /** Waits until Ada's page knows that the server has her draft: before, a later one is joined with it. */
  const isTold = () =>
    expect
      .poll(() => ada.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft-at"))))
      .toEqual([]);

  await ada.composer.pressSequentially("Hello ");
  await expect(phone.composer).toHaveValue("Hello ");
  await isTold();
  await method.compose("ni");
  await typesOnThePhone("From the phone");
  await expect(ada.composer).toHaveValue("Hello ni");
  await method.confirm("你");
  await expect(ada.composer).toHaveValue("Hello 你");
  await expect(phone.composer).toHaveValue("Hello 你");

  // A word that is given up is no newer text.
  await isTold();
  await method.compose("hao");
  await typesOnThePhone("From the phone again");
  await expect(ada.composer).toHaveValue("Hello 你hao");
  await method.compose("");
  await expect(ada.composer).toHaveValue("From the phone again");
  await expect(phone.composer).toHaveValue("From the phone again");
});

test("Ctrl+Enter sends where Enter is chosen to break the line, on this device alone", async ({ ada, anotherDeviceOf }) => {
  const there = await anotherDeviceOf(ada);
  const choice = (await ada.openSettings("Appearance")).getByRole("group", { name: "Send messages with" });
  await expect(choice.getByRole("radio", { name: "Enter", exact: true })).toBeChecked();
  await choice.getByRole("radio", { name: /^Ctrl\+Enter/ }).check();
  await ada.page.keyboard.press("Escape");
  // The entry of the dialog is left a moment later. The browser would give up a reload for that.
  await expect.poll(() => ada.page.evaluate(() => String(history.state))).not.toMatch(/^layer/);

  await ada.reload();
  await ada.composer.pressSequentially("One");
  await ada.composer.press("Enter");
  await ada.composer.pressSequentially("two");
  await expect(ada.composer).toHaveValue("One\ntwo");
  await ada.composer.press("Control+Enter");
  await ada.seesDelivered("two");
  await ada.composer.press("ArrowUp");
  await ada.editor.press("Enter");
  await ada.editor.pressSequentially("three");
  await ada.editor.press("Control+Enter");
  await ada.seesDelivered("three");
  await expect(ada.editor).toHaveCount(0);

  await there.composer.pressSequentially("At once");
  await there.composer.press("Enter");
  await ada.seesDelivered("At once");
});

test("a key typed in the composer lays the page out once, however many messages are shown", async ({ ada }) => {
  await sendNumbered(ada, "Line", 60);
  await ada.seesDelivered("Line 60.");
  const session = await ada.context.newCDPSession(ada.page);
  await session.send("Performance.enable");
  const layouts = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "LayoutCount")?.value ?? 0;
  };
  const text = "one two three four five six seven eight nine ten";
  await ada.composer.click();
  const before = await layouts();
  for (const key of text) {
    await ada.page.keyboard.press(key === " " ? "Space" : key);
    await ada.page.evaluate(() => new Promise(requestAnimationFrame));
  }
  // Something else on the page may change meanwhile, but not with every key.
  expect((await layouts()) - before, "layouts").toBeLessThan(1.5 * text.length);

  const height = () => ada.composer.evaluate((field) => field.clientHeight);
  const line = await height();
  await ada.composer.press("Shift+Enter");
  await ada.composer.press("x");
  expect(await height()).toBeGreaterThan(line);
  await ada.composer.fill("x\n".repeat(100));
  expect(await height(), "the height of a long text").toBeLessThan(400);
  await ada.composer.press("Enter");
  await expect.poll(height).toBe(line);
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("Enter breaks the line and the button sends, unless one chooses otherwise", async ({ ada }) => {
    await ada.composer.tap();
    await expect(ada.composer).toHaveAttribute("enterkeyhint", "enter");
    await ada.page.keyboard.type("Milk");
    await ada.page.keyboard.press("Enter");
    await ada.page.keyboard.type("Tea");
    await expect(ada.composer).toHaveValue("Milk\nTea");
    await ada.sendButton.tap();
    await ada.seesDelivered("Milk");

    await ada.button("Rooms").tap();
    const settings = await ada.openSettings("Appearance");
    await settings.getByRole("radio", { name: "Enter", exact: true }).check();
    await settings.getByRole("button", { name: "Close", exact: true }).tap();
    await ada.page.keyboard.press("Escape");
    await ada.composer.tap();
    await expect(ada.composer).toHaveAttribute("enterkeyhint", "send");
    await ada.page.keyboard.type("At once");
    await ada.page.keyboard.press("Enter");
    await ada.seesDelivered("At once");
  });
});
