import type { Locator } from "@playwright/test";
import { expect, type Person, test, WORKSPACE } from "../support/fixtures";
import { isAccessible } from "../support/axe";
import { fitsTheScreen, PHONE, putKeyboardAway } from "../support/phone";
import { png } from "../support/pictures";
import { bar, openThread, threadOf } from "../support/thread";
import { share } from "../support/upload";

const SCHEMES = ["light", "dark"] as const;

const RICH = `# Tea

Some **bold** words, \`code\`, a [link](https://example.com) and @Ada.

> A quote

- one
- [x] two

\`\`\`rust
fn main() {}
\`\`\`

| a | b |
|---|---|
| 1 | 2 |`;

/** A room with every kind of message. */
async function fillRoom(ada: Person, grace: Person): Promise<void> {
  const room = (await ada.api.room("Everyone")).id;
  await grace.api.say(room, RICH);
  await share(grace, room, "Look", [
    { name: "tea.png", bytes: png(300, 200) },
    { name: "menu.pdf", bytes: "%PDF-1.4" },
    { name: "notes.txt", bytes: "Milk first" },
  ]);
  for (const text of ["Tea at four?", "To be deleted", "To be kept"]) await grace.say(text);
  await ada.seesDelivered("To be kept");
  await ada.act("Tea at four?", "React with thumbs up");
  await grace.deleteMessage("To be deleted");
  await ada.act("To be kept", "Pin to room");
  await ada.act("To be kept", "Save for later");
  const thread = await openThread(ada, "Tea at four?");
  await thread.say("At five");
  await expect(thread.message("At five")).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(thread.panel).toBeHidden();
}

/** Opens each tab of a dialog with parts. */
async function eachTab(person: Person, name: string, shown: (part: string) => Promise<void>): Promise<void> {
  const tabs = person.dialog(name).getByRole("tab");
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true");
    await shown(`${name}: ${await tab.textContent()}`);
  }
}

test("a new message of another person is announced once with its author, and history is not", async ({ ada, grace }) => {
  const room = (await ada.api.room("Everyone")).id;
  for (let n = 1; n <= 60; n++) await grace.api.say(room, `Line ${n}`);
  await ada.reload();
  await expect(ada.button("Insert emoji")).toBeVisible();
  const announced = ada.main.locator("[aria-live=polite]").filter({ hasText: /\S/ });
  await ada.message("Line 60").scrollIntoViewIfNeeded();
  await ada.page.getByRole("group", { name: "History" }).press("Home");
  await expect(ada.message("Line 1")).not.toHaveCount(0);
  await expect(announced).toHaveCount(0);
  await grace.say("Tea at **four**?");
  await expect(announced).toHaveText("Grace: Tea at four?");
  await grace.edit("Tea at four?", "Tea at five?");
  await ada.say("Yes");
  await ada.seesDelivered("Yes");
  await expect(announced).toHaveCount(0);
  await expect(ada.timeline).toHaveAttribute("aria-live", "off");

  await ada.goOffline();
  await expect(ada.status("Offline")).toBeVisible();
  for (let n = 1; n <= 5; n++) await grace.api.say(room, `Missed ${n}`);
  await ada.goOnline();
  await expect(announced).toHaveText("5 new messages");
});

test("nothing is cut off or scrolls sideways on a screen 320 pixels wide, which is 1280 at a zoom of 400 %", async ({
  ada,
  grace,
}) => {
  await fillRoom(ada, grace);
  const { page } = ada;
  await page.setViewportSize({ width: 320, height: 568 });
  await ada.reload();
  await expect(ada.button("Insert emoji")).toBeVisible();
  await fitsTheScreen(ada);
  for (const control of [ada.button("Rooms"), ada.peopleButton, ada.button("Room settings"), ada.composer, ada.sendButton]) {
    await expect(control).toBeInViewport({ ratio: 1 });
  }
  for (const open of [
    () => ada.openRoomSettings(),
    () => ada.button("Files").click(),
    () => ada.act("Tea at four?", "Remind me"),
    () => ada.act("Tea at four?", "View profile"),
  ]) {
    await open();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "Close" })).toBeInViewport({ ratio: 1 });
    await fitsTheScreen(ada);
    const inner = await dialog.evaluate((it) => it.scrollWidth - it.clientWidth);
    expect(inner, `what is wider than ${await dialog.getAttribute("aria-label")}`).toBeLessThanOrEqual(0);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await bar(ada, "Tea at four?").click();
  await expect(threadOf(ada).message("At five")).toBeVisible();
  await fitsTheScreen(ada);
  await ada.goTo("/threads");
  await expect(page.getByText("At five").first()).toBeVisible();
  await fitsTheScreen(ada);
});

test("with forced colours, what is chosen and what has the focus is outlined", async ({ ada, grace }) => {
  await grace.say("Tea at four?");
  await ada.seesDelivered("Tea at four?");
  await ada.act("Tea at four?", "React with thumbs up");
  await ada.page.emulateMedia({ forcedColors: "active" });
  const outline = (locator: Locator) => locator.evaluate((it) => getComputedStyle(it).outlineStyle);
  expect(await outline(ada.room("Everyone"))).toBe("solid");
  const reaction = ada.message("Tea at four?").getByRole("button", { name: /^👍 1/ });
  await expect.poll(() => outline(reaction)).toBe("solid");
  await ada.message("Tea at four?").hover();
  await ada.button("More actions").click();
  await expect(ada.menuItem("Add reaction")).toBeFocused();
  expect(await outline(ada.menuItem("Add reaction"))).toBe("solid");
});

for (const scheme of SCHEMES) {
  test.describe(`axe finds nothing, ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    test("on the pages outside the workspace", async ({ visitor }) => {
      const ada = await visitor("Ada");
      ada.console.tolerate(/status of 40[14]/);
      await ada.page.emulateMedia({ colorScheme: scheme });
      await ada.goTo("/");
      await isAccessible(ada, "first run");
      await ada.api.firstRun(WORKSPACE, ada.account);
      const code = await ada.api.joinCode();
      await ada.goTo(`/join/${code}`);
      await isAccessible(ada, "an invitation to someone who is in already");

      const linus = await visitor("Linus");
      linus.console.tolerate(/status of 4\d\d/);
      await linus.page.emulateMedia({ colorScheme: scheme });
      for (const path of ["/sign-in", `/join/${code}`, "/join/unknown", "/reset/unknown"]) {
        await linus.page.goto(linus.server.origin + path);
        await isAccessible(linus, path);
      }
      await linus.goTo("/sign-in");
      await linus.signIn("wrong password");
      await expect(linus.alert).toBeVisible();
      await isAccessible(linus, "a refused sign-in");
    });

    test("on the pages and panels of the workspace", async ({ visitor, ada, grace }) => {
      ada.console.tolerate(/status of 404/);
      await ada.page.emulateMedia({ colorScheme: scheme });
      const noor = await visitor("Noor");
      await noor.api.join(await ada.api.joinCode(), noor.account);
      await noor.page.emulateMedia({ colorScheme: scheme });
      await noor.goTo("/");
      await noor.isIn("Everyone");
      await expect(noor.page.getByRole("complementary", { name: "Getting started" })).toBeVisible();
      await isAccessible(noor, "an empty room with a tip");

      await fillRoom(ada, grace);
      const { keyboard } = ada.page;
      await ada.reload();
      await expect(ada.button("Insert emoji")).toBeVisible();
      await isAccessible(ada, "a room");
      await ada.message("To be kept").hover();
      await isAccessible(ada, "a message's toolbar");
      await ada.button("More actions").click();
      await isAccessible(ada, "a message's menu");
      await keyboard.press("Escape");
      await ada.act("Tea at four?", "Add reaction");
      await expect(ada.dialog("Add reaction").getByRole("searchbox")).toBeFocused();
      await isAccessible(ada, "the emoji picker");
      await keyboard.press("Escape");
      await bar(ada, "Tea at four?").click();
      await isAccessible(ada, "a thread");
      await keyboard.press("Escape");
      await ada.peopleButton.click();
      await isAccessible(ada, "people");
      await ada.peopleButton.click();
      await ada.act("Tea at four?", "View profile");
      await expect(ada.dialog("About")).toBeVisible();
      await isAccessible(ada, "a person");
      await keyboard.press("Escape");
      await ada.composer.fill("@");
      await expect(ada.page.getByRole("listbox")).toBeVisible();
      await isAccessible(ada, "suggestions of the composer");
      await ada.composer.fill("");
      await ada.button("Formatting").click();
      await isAccessible(ada, "formatting");
      await ada.timeline.getByRole("link", { name: "tea.png" }).click();
      await expect(ada.dialog("Picture")).toBeVisible();
      await isAccessible(ada, "a picture");
      await keyboard.press("Escape");
      await ada.accountButton.click();
      await isAccessible(ada, "the account menu");
      await keyboard.press("Escape");
      await ada.button("Sort rooms").click();
      await isAccessible(ada, "the order of rooms");
      await keyboard.press("Escape");
      await ada.rooms.getByRole("link", { name: /^Threads/ }).click();
      await expect(ada.page.getByText("At five").first()).toBeVisible();
      await isAccessible(ada, "threads");
      await ada.goTo("/rooms/00000000-0000-7000-8000-000000000000");
      await isAccessible(ada, "a missing room");
    });

    test("in the dialogs of the workspace", async ({ ada, grace }) => {
      await ada.page.emulateMedia({ colorScheme: scheme });
      const { keyboard } = ada.page;
      await fillRoom(ada, grace);
      for (const name of ["New room", "Browse rooms", "Pinned", "Files", "New message", "Invite people"]) {
        await ada.page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
        await expect(ada.dialog(name)).toBeVisible();
        await isAccessible(ada, name);
        await keyboard.press("Escape");
        await expect(ada.dialog(name)).toBeHidden();
      }
      await ada.rooms.getByRole("button", { name: /^Saved/ }).click();
      await expect(ada.dialog("Saved")).toBeVisible();
      await isAccessible(ada, "Saved");
      await keyboard.press("Escape");
      await keyboard.press("ControlOrMeta+k");
      await expect(ada.dialog("Jump to")).toBeVisible();
      await isAccessible(ada, "Jump to");
      await keyboard.press("Escape");
      await ada.openSettings("Profile");
      await eachTab(ada, "Settings", (part) => isAccessible(ada, part));
      await keyboard.press("Escape");
      await ada.openRoomSettings();
      await isAccessible(ada, "Room settings");
      await eachTab(ada, "Room settings", (part) => isAccessible(ada, part));
      await keyboard.press("Escape");
      for (const name of ["Workspace settings", "Custom emoji"]) {
        await ada.accountButton.click();
        await ada.button(name).click();
        await expect(ada.dialog(name)).toBeVisible();
        await isAccessible(ada, name);
        await keyboard.press("Escape");
      }
      for (const [action, name] of [
        ["Remind me", "Remind me"],
        ["Forward", "Forward message"],
        ["Delete message", "Delete message"],
      ] as const) {
        await ada.act("Tea at four?", action);
        await expect(ada.dialog(name)).toBeVisible();
        await isAccessible(ada, name);
        await keyboard.press("Escape");
      }
    });

    for (const locale of ["en-US", "zh-CN"]) {
      test.describe(`in the language of ${locale}`, () => {
        test.use({ locale });

        test("on the pages of lists, and in the dialogs that keys open", async ({ ada, grace }) => {
          await ada.page.emulateMedia({ colorScheme: scheme });
          const { page } = ada;
          const { keyboard } = page;
          const everyone = (await ada.api.room("Everyone")).id;
          await ada.api.createRoom("Kitchen", "open", [grace]);
          await ada.goTo("/search");
          await grace.api.say(everyone, `<@${(await ada.api.me()).id}>, the tea is ready`);
          const kitchen = (await ada.api.room("Kitchen")).id;
          await grace.api.say(kitchen, "More tea");
          // The lists and both rooms show their counts.
          await expect(page.locator(".room-link.is-unread")).toHaveCount(4);
          for (const path of ["/unread", "/mentions", "/threads", "/search?q=tea", "/search?q=nothing"]) {
            await ada.goTo(path);
            await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
            await isAccessible(ada, path);
          }
          await ada.goTo(`/rooms/${everyone}`);
          await expect(page.getByRole("article").filter({ hasText: "the tea is ready" })).toBeVisible();
          await isAccessible(ada, "a room");
          for (const key of ["?", "ControlOrMeta+k", "ControlOrMeta+Shift+k", "ControlOrMeta+Shift+l", "ControlOrMeta+Shift+s"]) {
            await page.getByRole("article").last().focus();
            await keyboard.press(key);
            await expect(page.getByRole("dialog")).toBeVisible();
            await isAccessible(ada, key);
            await keyboard.press("Escape");
            await expect(page.getByRole("dialog")).toHaveCount(0);
          }
          await keyboard.press("ControlOrMeta+,");
          for (const tab of await page.getByRole("dialog").getByRole("tab").all()) {
            await tab.click();
            await isAccessible(ada, `settings: ${await tab.textContent()}`);
          }
        });
      });
    }

    test.describe("on a phone", () => {
      test.use(PHONE);

      test("in the room, its sheets and the drawer", async ({ ada, grace }) => {
        await ada.page.emulateMedia({ colorScheme: scheme });
        await grace.say("Tea at four?");
        await ada.seesDelivered("Tea at four?");
        await ada.reload();
        await expect(ada.button("Insert emoji")).toBeVisible();
        await putKeyboardAway(ada);
        await isAccessible(ada, "a room");
        await ada.message("Tea at four?").tap();
        await expect(ada.dialog("Message actions")).toBeVisible();
        await isAccessible(ada, "a message's sheet");
        await ada.page.keyboard.press("Escape");
        await ada.button("Rooms").tap();
        await expect(ada.room("Everyone")).toBeInViewport();
        await isAccessible(ada, "the drawer");
        await ada.accountButton.tap();
        await isAccessible(ada, "the account menu");
        await ada.button("Settings").tap();
        await expect(ada.dialog("Settings")).toBeVisible();
        await isAccessible(ada, "settings");
      });
    });
  });
}
