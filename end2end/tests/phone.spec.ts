import { png } from "../support/pictures";
import { answered, expect, test } from "../support/fixtures";
import { sendNumbered } from "../support/history";
import { fitsTheScreen, PHONE, putKeyboardAway } from "../support/phone";
import { bar, threadOf } from "../support/thread";

test.use(PHONE);

const TEA = { name: "tea.png", mimeType: "image/png", buffer: png(900, 600) };
const CAKE = { name: "cake.png", mimeType: "image/png", buffer: png(300, 600, 200) };
const NOTES = { name: "notes & more.txt", mimeType: "text/plain", buffer: Buffer.from("Milk first") };

test("rooms are in a drawer, the room fills the screen, and settings, browsing and the quick way fit it", async ({
  ada,
  grace,
}) => {
  ada.console.tolerate(answered(404));
  const tea = await ada.api.createRoom("Tea", "open");
  await ada.api.ask("PATCH", `/api/rooms/${tea.id}`, { topic: "All that there is to say about tea. ".repeat(3).trim() });
  await expect(ada.rooms).toBeHidden();
  await fitsTheScreen(ada);
  await ada.button("Rooms").tap();
  await expect(ada.room("Tea")).toBeVisible();
  await fitsTheScreen(ada);
  await ada.room("Tea").tap();
  await ada.isIn("Tea");
  await expect(ada.rooms).toBeHidden();
  await ada.button("Rooms").tap();
  await expect(ada.room("Everyone")).toBeInViewport();
  await ada.page.keyboard.press("Escape");
  await expect(ada.rooms).toBeHidden();

  await expect(ada.main.locator(".room-topic")).toContainText("All that there is to say");
  await fitsTheScreen(ada);
  await ada.button("Room settings").tap();
  const leave = ada.dialog("Room settings").getByRole("button", { name: "Leave room" });
  await leave.scrollIntoViewIfNeeded();
  await expect(leave).toBeInViewport();
  await fitsTheScreen(ada);
  await ada.page.keyboard.press("Escape");
  await ada.button("Rooms").tap();
  await ada.button("Browse rooms").tap();
  await expect(ada.dialog("Browse rooms").getByText("You have joined every open room.")).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await ada.button("Jump to…").tap();
  await ada.dialog("Jump to").getByRole("option", { name: grace.name }).tap();
  await ada.isIn("Grace");
  await fitsTheScreen(ada);

  // An address that names nothing leads back to the rooms, and so does a room that one is removed from.
  await ada.goTo("/nowhere");
  await fitsTheScreen(ada);
  await ada.button("Rooms").tap();
  await ada.room("Everyone").tap();
  await ada.isIn("Everyone");
  const board = await ada.api.createRoom("Board", "closed");
  const { id } = await grace.api.me();
  await ada.api.addMember(board.id, id);
  await grace.goTo(`/rooms/${board.id}`);
  await grace.isIn("Board");
  await ada.api.removeMember(board.id, id);
  await expect(grace.main.getByRole("heading", { name: "Board" })).toBeHidden();
  await grace.button("Rooms").tap();
  await grace.room("Everyone").tap();
  await grace.isIn("Everyone");
});

test("one writes, reads and follows links with thumbs, and nothing is wider than the screen", async ({ ada, grace }) => {
  await expect(ada.composer).toBeInViewport({ ratio: 1 });
  await expect(ada.sendButton).toBeInViewport({ ratio: 1 });
  await ada.composer.tap();
  await ada.composer.fill("From my phone");
  await ada.sendButton.tap();
  await grace.sees("From my phone");
  await grace.say("On mine too");
  await ada.sees("On mine too");
  await expect(ada.message("On mine too")).toBeInViewport();
  const { width = 0, height = 0 } = (await ada.sendButton.boundingBox()) ?? {};
  expect(Math.min(width, height), "what a thumb needs, in pixels").toBeGreaterThanOrEqual(40);

  await ada.say("Llanfairpwllgwyngyll".repeat(20));
  await ada.say(`https://example.com/${"long/".repeat(60)}`);
  await ada.seesDelivered("https://example.com/long/");
  await fitsTheScreen(ada);
  await ada.peopleButton.tap();
  await expect(ada.people).toBeVisible();
  await fitsTheScreen(ada);
  await ada.page.keyboard.press("Escape");
  await expect(ada.people).toBeHidden();

  // A link in the last message stays under the thumb.
  await ada.api.createRoom("Tea", "open");
  await sendNumbered(ada, "Line", 30);
  await ada.say("See #Tea");
  await grace.seesDelivered("See #Tea");
  await grace.message("See #Tea").getByRole("link", { name: "#Tea" }).tap();
  await grace.isIn("Tea");
});

test("a thumb on a reaction toggles it, and nothing moves or opens under it", async ({ ada, grace }) => {
  await grace.say("Tea is ready");
  await grace.seesDelivered("Tea is ready");
  await putKeyboardAway(grace);
  await ada.say("Coming");
  await ada.seesDelivered("Coming");
  await putKeyboardAway(ada);
  const message = ada.message("Tea is ready");
  await grace.message("Tea is ready").tap();
  await grace.dialog("Message actions").getByRole("button", { name: "React with thumbs up" }).tap();
  const chip = message.getByRole("button", { name: /^👍/ });
  await expect(chip).toHaveAccessibleName("👍 1, Grace");
  // It has just come, and grows into its place.
  await chip.evaluate((pill) => Promise.all(pill.getAnimations().map(({ finished }) => finished)));
  const place = await chip.boundingBox();
  for (const count of [2, 1]) {
    await chip.tap();
    await expect(chip).toHaveAccessibleName(new RegExp(`^👍 ${count},`));
    await expect(ada.menu).toHaveCount(0);
    expect(await chip.boundingBox()).toMatchObject({ x: place?.x, y: place?.y });
  }
  await message.tap();
  await expect(ada.menu).toBeVisible();
});

test("sign-in, joining, profile and management fit the screen", async ({ ada, grace, visitor }) => {
  const linus = await visitor("Linus");
  for (const path of ["/sign-in", `/join/${await ada.api.joinCode()}`]) {
    await linus.goTo(path);
    await fitsTheScreen(linus);
  }
  await expect(linus.button("Join")).toBeInViewport();

  await ada.button("Rooms").tap();
  await ada.accountButton.tap();
  await ada.button("Settings").tap();
  const dialog = ada.dialog("Settings");
  await fitsTheScreen(ada);

  // The list leads into a part, and Back out of it.
  await dialog.getByRole("tab", { name: "Profile" }).tap();
  await dialog.getByLabel("Title").fill("First programmer of the Analytical Engine, and of all others since");
  await dialog.getByLabel("Title").press("Enter");
  await expect(dialog.getByText("Saved", { exact: true })).toBeVisible();
  await fitsTheScreen(ada);
  await expect(dialog.getByRole("tab", { name: "Status" })).toBeHidden();
  await ada.goBack();
  await expect(dialog.getByRole("tabpanel")).toBeHidden();
  await dialog.getByRole("tab", { name: "Email and password" }).tap();
  await fitsTheScreen(ada);
  await dialog.getByRole("button", { name: "Back to Settings" }).tap();
  await expect(dialog.getByRole("tab", { name: "Email and password" })).toBeFocused();
  await dialog.getByRole("button", { name: "Close", exact: true }).tap();
  await ada.page.keyboard.press("Escape");

  await ada.peopleButton.tap();
  await expect(ada.people.getByText("First programmer")).toBeVisible();
  await fitsTheScreen(ada);
  await ada.people.getByRole("button", { name: `Manage ${grace.name}` }).tap();
  await ada.dialog("Manage").getByRole("button", { name: "Create reset link" }).tap();
  await expect(ada.dialog("Manage").getByRole("textbox", { name: "Reset link" })).toBeInViewport();
  await fitsTheScreen(ada);
});

test("a message is pinned and scheduled with a finger, and the header has room for it", async ({ ada }) => {
  await ada.say("The plan");
  await ada.seesDelivered("The plan");
  await putKeyboardAway(ada);
  await ada.message("The plan").getByText("The plan").tap();
  await ada.menuItem("Pin to room").tap();
  await ada.pinnedButton.tap();
  await expect(ada.dialog("Pinned")).toContainText("The plan");
  await fitsTheScreen(ada);
  await ada.page.keyboard.press("Escape");

  await ada.composer.fill("From the train");
  await ada.button("Schedule for later").tap();
  await ada.dialog("Schedule for later").getByRole("button", { name: "In 1 hour" }).tap();
  await expect(ada.composer).toHaveValue("");
  await ada.main.getByRole("button", { name: /scheduled/ }).tap();
  const scheduled = ada.dialog("Scheduled").getByRole("listitem").filter({ hasText: "From the train" });
  await expect(scheduled).toBeVisible();
  await fitsTheScreen(ada);
});

test("what a thread or the panel of people covers is out of reach, and is back afterwards", async ({ ada }) => {
  await ada.say("Tea?");
  await ada.seesDelivered("Tea?");
  const { id } = await ada.api.room("Everyone");
  const root = (await ada.api.messages(id)).find(({ body }) => body === "Tea?");
  await ada.api.ask("POST", `/api/rooms/${id}/messages`, { body: "Yes", reply_to: root?.id });
  await bar(ada, "Tea?").tap();
  const thread = threadOf(ada);
  await expect(thread.message("Yes")).toBeVisible();
  const isInRoom = () => ada.page.evaluate(() => !!document.activeElement?.closest("main"));
  await expect(ada.main).toHaveAttribute("inert");
  await expect(thread.panel.getByRole("button", { name: "Close thread" })).toBeFocused();
  for (let presses = 0; presses < 15; presses++) {
    await ada.page.keyboard.press("Tab");
    expect(await isInRoom()).toBe(false);
  }
  await thread.panel.getByRole("button", { name: "Close thread" }).tap();
  await expect(thread.panel).toBeHidden();
  await expect(ada.main).not.toHaveAttribute("inert");

  await ada.peopleButton.tap();
  await expect(ada.people).toBeVisible();
  await expect(ada.main).toHaveAttribute("inert");
  // A tap beside the panel closes it.
  await ada.page.touchscreen.tap(15, 400);
  await expect(ada.people).toBeHidden();
  await expect(ada.main).not.toHaveAttribute("inert");
  await expect(ada.peopleButton).toBeFocused();
});

test("pictures, files and threads fit the screen, and Back closes a thread", async ({ ada, grace }) => {
  const wide = { ...TEA, name: `${"a very long name ".repeat(6)}.png` };
  await ada.field("Attach files").setInputFiles([wide, CAKE, NOTES]);
  await expect(ada.page.getByRole("list", { name: "Attached files" }).getByRole("listitem")).toHaveCount(3);
  await expect(ada.sendButton).toBeEnabled();
  await ada.sendButton.tap();
  await expect(ada.timeline.getByRole("img", { name: "cake.png" })).toBeVisible();
  await fitsTheScreen(ada);
  await ada.timeline.getByRole("link", { name: "cake.png" }).tap();
  const viewer = ada.dialog("Picture");
  await expect(viewer.getByRole("img", { name: "cake.png" })).toBeInViewport();
  await viewer.getByRole("button", { name: "Previous picture" }).tap();
  await expect(viewer).toContainText("1 of 2");
  await viewer.getByRole("button", { name: "Close" }).tap();
  await expect(viewer).toBeHidden();

  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const { id } = await grace.api.room("Everyone");
  const root = (await grace.api.messages(id)).find(({ body }) => body === "Tea?");
  await grace.api.ask("POST", `/api/rooms/${id}/messages`, { body: "Yes", reply_to: root?.id });
  await bar(ada, "Tea?").tap();
  const thread = threadOf(ada);
  await expect(thread.message("Yes")).toBeVisible();
  const box = await thread.panel.boundingBox();
  expect([box?.x, box?.y, box?.width, box?.height]).toEqual([0, 0, 390, 844]);
  await thread.reply.tap();
  await thread.reply.fill("Four");
  await thread.panel.getByRole("button", { name: "Send" }).tap();
  await expect(thread.message("Four")).toBeVisible();
  await thread.panel.getByLabel("Attach files").setInputFiles([TEA, NOTES]);
  await expect(thread.panel.getByRole("list", { name: "Attached files" }).getByRole("listitem")).toHaveCount(2);
  await thread.panel.getByRole("button", { name: "Send" }).tap();
  await expect(thread.log.getByRole("img", { name: "tea.png" })).toBeVisible();
  await ada.goBack();
  await expect(thread.panel).toBeHidden();
  await expect(bar(ada, "Tea?")).toContainText("3 replies");
});
