import { expect, type Person, test } from "../support/fixtures";
import { sendNumbered } from "../support/history";
import { fitsTheScreen, PHONE, putKeyboardAway } from "../support/phone";
import { openThread } from "../support/thread";

const sheet = (person: Person) => person.dialog("Message actions");

const copied = (person: Person) => person.page.evaluate(() => navigator.clipboard.readText());

test("the toolbar is one stop of the Tab key, and arrows move in it and in the menu", async ({ ada }) => {
  for (const text of ["One", "Two"]) await ada.say(text);
  await ada.seesDelivered("Two");
  const { keyboard } = ada.page;
  const button = (name: string) => ada.actions.getByRole("button", { name });
  await ada.page.getByRole("group", { name: "History" }).focus();
  await keyboard.press("ArrowUp");
  await expect(ada.message("Two")).toBeFocused();
  await keyboard.press("Tab");
  await expect(button("React with thumbs up")).toBeFocused();
  await keyboard.press("ArrowRight");
  await expect(button("React with check mark")).toBeFocused();
  await keyboard.press("End");
  await expect(button("More actions")).toBeFocused();
  await keyboard.press("ArrowLeft");
  await expect(button("Reply in thread")).toBeFocused();
  // The next Tab leaves the toolbar, and back it comes to the same button.
  await keyboard.press("Tab");
  await expect(ada.page.locator(".message :focus")).toHaveCount(0);
  await keyboard.press("Shift+Tab");
  await expect(button("Reply in thread")).toBeFocused();

  await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await expect(ada.menuItem("Add reaction")).toBeFocused();
  await keyboard.press("End");
  await expect(ada.menuItem("Delete message")).toBeFocused();
  await keyboard.press("ArrowDown");
  await expect(ada.menuItem("Add reaction")).toBeFocused();
  await keyboard.press("Escape");
  await expect(ada.menu).toHaveCount(0);
  await expect(button("More actions")).toBeFocused();

  // Keys that follow each other at once are not lost.
  for (const key of ["Enter", "Escape", "Enter", "Escape", "Enter"]) await keyboard.press(key);
  // Danger is apart from everything else.
  const groups = ada.menu.getByRole("group");
  await expect(groups.last().getByRole("menuitem")).toHaveText(["Delete messageDel"]);
});

test("the keys that the menu shows work on a message that the keyboard has focused, and only there", async ({
  ada,
  grace,
}) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  for (const text of ["One", "Two"]) await ada.say(text);
  await grace.seesDelivered("Two");
  const { keyboard } = ada.page;
  const focusTwo = async () => {
    await ada.page.getByRole("group", { name: "History" }).focus();
    await keyboard.press("ArrowUp");
    await expect(ada.message("Two")).toBeFocused();
  };
  await focusTwo();
  await keyboard.press("e");
  await expect(ada.editor).toBeFocused();
  await expect(ada.editor).toHaveValue("Two");
  await keyboard.press("Escape");
  await focusTwo();
  await keyboard.press("p");
  await expect(ada.pinnedButton).toHaveText("1");
  await keyboard.press("s");
  await keyboard.press("c");
  await expect(ada.status("Text copied.")).toBeVisible();
  expect(await copied(ada)).toBe("Two");
  await keyboard.press("l");
  await expect(ada.status("Link copied.")).toBeVisible();
  expect(await copied(ada)).toMatch(/\/rooms\/.+\/at\/\d+$/);
  await keyboard.press("q");
  await expect(ada.composer).toBeFocused();
  await expect(ada.composer).toHaveValue("> **Ada**\n> Two\n\n");
  await ada.composer.fill("");
  await focusTwo();
  await keyboard.press("Enter");
  await expect(ada.menuItem("Remove from saved")).toBeVisible();
  await keyboard.press("a");
  await expect(ada.dialog("Add reaction")).toBeVisible();
  await keyboard.press("Escape");
  await focusTwo();
  await keyboard.press("Delete");
  await ada.dialog("Delete message").getByRole("button", { name: "Cancel" }).click();
  await focusTwo();
  await keyboard.press("r");
  await expect(ada.page).toHaveURL(/\/thread\//);
  await keyboard.press("Escape");

  // Nobody edits the message of another, and with a key held it is a command of the browser's.
  await grace.page.getByRole("group", { name: "History" }).focus();
  await grace.page.keyboard.press("ArrowUp");
  for (const key of ["e", "Delete", "Control+p"]) await grace.page.keyboard.press(key);
  await expect(grace.editor).toHaveCount(0);
  await expect(grace.page.getByRole("dialog")).toHaveCount(0);
  await expect(ada.pinnedButton).toHaveText("1");

  // Who has clicked on a message may be about to write.
  await ada.message("One").getByText("One").click();
  await keyboard.press("e");
  await expect(ada.editor).toHaveCount(0);
});

test("the text is copied as its author typed it", async ({ ada, grace }) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await grace.say("**Tea** for @Ada\n\n- 红茶");
  await ada.seesDelivered("红茶");
  await ada.act("红茶", "Copy text");
  await expect(ada.status("Text copied.")).toBeVisible();
  expect(await copied(ada)).toBe("**Tea** for @Ada\n\n- 红茶");
});

test("in a thread the menu has all but the way into the thread", async ({ ada }) => {
  await ada.say("Tea?");
  const thread = await openThread(ada, "Tea?");
  await thread.say("Yes");
  await thread.act("Yes", "More actions");
  await expect(ada.menuItem("Edit message")).toBeVisible();
  await expect(ada.menuItem("Reply in thread")).toHaveCount(0);
  await ada.menuItem("Edit message").click();
  await expect(thread.panel.getByRole("textbox", { name: "Edit message" })).toBeFocused();
});

test("Back closes the menu and stays in the room", async ({ ada }) => {
  await ada.say("One");
  await ada.seesDelivered("One");
  const url = ada.page.url();
  await ada.act("One", "More actions");
  await expect(ada.menu).toBeVisible();
  await ada.goBack();
  await expect(ada.menu).toHaveCount(0);
  expect(ada.page.url()).toBe(url);
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("a tap opens a sheet over the room, nothing moves beneath, and it closes in every way", async ({ ada, grace }) => {
    await sendNumbered(ada, "Line", 30);
    await grace.sees("Line 30.");
    const line = grace.message("Line 29.");
    const place = await line.boundingBox();
    const close = {
      "the scrim": () => grace.page.touchscreen.tap(195, 40),
      Escape: () => grace.page.keyboard.press("Escape"),
      Back: () => grace.goBack(),
    };
    const url = grace.page.url();
    for (const action of Object.values(close)) {
      await line.getByText("Line 29.").tap();
      await expect(grace.menuItem("Copy text")).toBeInViewport({ ratio: 1 });
      await expect(sheet(grace)).toContainText("Line 29.");
      expect(await line.boundingBox()).toEqual(place);
      await fitsTheScreen(grace);
      await expect(grace.actions).toBeHidden();
      await action();
      await expect(grace.menu).toHaveCount(0);
      expect(await line.boundingBox()).toEqual(place);
    }
    expect(grace.page.url()).toBe(url);

    await line.getByText("Line 29.").tap();
    for (const item of await sheet(grace).getByRole("menuitem").all()) {
      const height = Math.round((await item.boundingBox())?.height ?? 0);
      expect(height, "what a thumb needs, in pixels").toBeGreaterThanOrEqual(44);
    }
    await sheet(grace).getByRole("button", { name: "React with party popper" }).tap();
    await expect(line.getByRole("button", { name: "🎉 1, you" })).toBeVisible();
    await line.getByText("Line 29.").tap();
    await grace.menuItem("Reply in thread").tap();
    await expect(grace.page).toHaveURL(/\/thread\//);
  });

  test("a long press opens the sheet, and lifting the finger leaves it open", async ({ ada }) => {
    await ada.say("Press me");
    await ada.seesDelivered("Press me");
    await putKeyboardAway(ada);
    const touch = await ada.context.newCDPSession(ada.page);
    const { x = 0, y = 0 } = (await ada.message("Press me").getByText("Press me").boundingBox()) ?? {};
    const touchPoints = [{ x: x + 20, y: y + 8 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await expect(ada.menuItem("Copy text")).toBeVisible();
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect(ada.menuItem("Copy text")).toBeVisible();
    await ada.menuItem("Edit message").tap();
    await expect(ada.editor).toBeFocused();

    // A finger that moves scrolls, and one that puts the keyboard away does only that.
    await ada.editor.press("Escape");
    await ada.composer.tap();
    await ada.message("Press me").getByText("Press me").tap();
    await expect(ada.composer).not.toBeFocused();
    await expect(ada.menu).toHaveCount(0);
  });
});

test("a menu that is opened again at once stays open", async ({ ada }) => {
  await ada.say("One");
  await ada.seesDelivered("One");
  await ada.message("One").hover();
  const more = ada.actions.getByRole("button", { name: "More actions" });
  await more.click();
  await expect(ada.menuItem("Copy link")).toBeVisible();
  // Within one task, so that the browser tells of the first closing after the second opening. Effects run between.
  await ada.menuItem("Save for later").evaluate(async (item: HTMLElement) => {
    item.click();
    for (let turn = 0; turn < 50; turn++) await null;
    document.querySelector<HTMLElement>('[aria-label="More actions"]')?.click();
  });
  await expect(ada.menuItem("Remove from saved")).toBeVisible();
  await expect(ada.page.locator("dialog.menu[open]")).toHaveCount(1);
});

test("a reaction that comes while one looks on moves, unless motion is reduced, and older ones stand still", async ({
  ada,
  grace,
}) => {
  const motion = (person: Person, emoji: string) =>
    person
      .message("Moving")
      .getByRole("button", { name: new RegExp(`^${emoji} 1`) })
      .evaluate((pill) => getComputedStyle(pill).animationName);
  await grace.page.emulateMedia({ reducedMotion: "reduce" });
  await ada.say("Moving");
  await grace.seesDelivered("Moving");
  await ada.act("Moving", "React with thumbs up");
  expect(await motion(ada, "👍")).not.toBe("none");
  expect(await motion(grace, "👍")).toBe("none");
  // The part of the row that is loaded later replaces what the server rendered.
  await ada.page.addInitScript(() => {
    const started: string[] = [];
    addEventListener("animationstart", ({ animationName }) => started.push(animationName));
    Object.assign(window, { started });
  });
  await ada.reload();
  await expect(ada.button("Sort rooms")).toBeVisible();
  await expect.poll(() => motion(ada, "👍")).toBe("none");
  const started = await ada.page.evaluate(() => (window as unknown as { started: string[] }).started);
  expect(started).not.toContain("reaction-comes");
  await grace.act("Moving", "React with check mark");
  expect(await motion(ada, "✅")).not.toBe("none");
  expect(await motion(grace, "✅")).toBe("none");
  expect(await motion(ada, "👍")).toBe("none");
});
