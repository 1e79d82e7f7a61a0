import { drag } from "../support/drag";
import { CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { png } from "../support/pictures";
import { openThread, threadOf, threads } from "../support/thread";

const TEA = { name: "tea.png", mimeType: "image/png", buffer: png(900, 600) };
const CAKE = { name: "cake.png", mimeType: "image/png", buffer: png(300, 600, 200) };
const NOTES = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Milk first") };

/** Opens the thread of a message by its address. */
async function goToThread(person: Person, text: string) {
  const { id } = await person.api.room("Everyone");
  const root = (await person.api.messages(id)).find((message) => message.body === text);
  await person.goTo(`/rooms/${id}/thread/${root?.id}`);
  const thread = threadOf(person);
  await expect(thread.message(text)).toBeVisible();
  return thread;
}

test("files go with a reply: picked, pasted and dropped, each where it is meant", async ({ ada, grace }) => {
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const hers = await openThread(ada, "Tea?");
  const his = await openThread(grace, "Tea?");
  const tray = hers.panel.getByRole("list", { name: "Attached files" });
  const hint = "Drop files to attach them";

  await hers.panel.getByLabel("Attach files").setInputFiles(NOTES);
  await expect(tray.getByText("notes.txt")).toBeVisible();
  await drag(hers.panel, "paste", TEA);
  await expect(tray.getByText("tea.png")).toBeVisible();
  await drag(hers.log, "dragover", CAKE);
  await expect(hers.panel.getByText(hint)).toBeVisible();
  await expect(ada.main.getByText(hint)).toHaveCount(0);
  await drag(hers.log, "drop", CAKE);
  await expect(tray.getByRole("listitem")).toHaveCount(3);
  await expect(hers.reply).toBeFocused();
  // What is dropped on the room is the room's.
  await drag(ada.timeline, "dragover", CAKE);
  await expect(ada.main.getByText(hint)).toBeVisible();
  await expect(hers.panel.getByText(hint)).toHaveCount(0);
  await drag(ada.timeline, "drop", CAKE);
  const ofRoom = ada.main.getByRole("list", { name: "Attached files" });
  await expect(ofRoom.getByRole("listitem")).toHaveCount(1);
  await expect(ada.composer).toBeFocused();
  await tray.getByRole("button", { name: "Remove cake.png" }).click();
  await expect(hers.reply).toBeFocused();

  // Closing the thread takes nothing from what is attached there.
  await hers.reply.press("Escape");
  await expect(hers.panel).toBeHidden();
  await ada.act("Tea?", "Reply in thread");
  await expect(tray.getByRole("listitem")).toHaveCount(2);
  await expect(hers.panel.getByRole("button", { name: "Send" })).toBeEnabled();
  await hers.say("With these");
  await expect(tray).toHaveCount(0);
  await expect(ofRoom.getByRole("listitem")).toHaveCount(1);
  for (const thread of [hers, his]) {
    await expect(thread.log.getByRole("img", { name: "tea.png" })).toBeVisible();
    await expect(thread.message("With these").getByRole("link", { name: /notes\.txt/ })).toBeVisible();
  }
  await grace.reload();
  await expect(his.log.getByRole("img", { name: "tea.png" })).toBeVisible();
  await his.log.getByRole("img", { name: "tea.png" }).click();
  await expect(grace.dialog("Picture").getByText("tea.png")).toBeVisible();
});

test("a file for a reply shows how far it is, and is called off", async ({ ada }) => {
  ada.console.tolerate(/net::ERR_/);
  await ada.say("Tea?");
  const thread = await openThread(ada, "Tea?");
  // Held for good: only calling it off ends it.
  await ada.page.route("**/files?**", () => {});
  await thread.reply.fill("Half a thought");
  await thread.panel.getByLabel("Attach files").setInputFiles(TEA);
  await expect(thread.panel.getByRole("progressbar", { name: "Sending tea.png" })).toBeVisible();
  await expect(thread.panel.getByRole("button", { name: "Send" })).toBeDisabled();
  await expect(ada.main.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await thread.panel.getByRole("button", { name: "Cancel tea.png" }).click();
  await thread.reply.press("Enter");
  await expect(thread.message("Half a thought")).toBeVisible();
});

test("a reply that is begun goes with its author, and is gone once it is sent", async ({ ada, anotherDeviceOf }) => {
  await ada.say("Tea?");
  await ada.say("Cake?");
  const phone = await anotherDeviceOf(ada);
  const hers = await openThread(ada, "Tea?");
  const there = await openThread(phone, "Tea?");
  await hers.reply.fill("Yes, pl");
  await expect(there.reply).toHaveValue("Yes, pl");
  await there.reply.fill("Yes, please");
  await expect(hers.reply).toHaveValue("Yes, please");
  await expect(ada.composer).toHaveValue("");
  const cake = await openThread(phone, "Cake?");
  await expect(cake.reply).toHaveValue("");

  await ada.reload();
  await expect(hers.reply).toHaveValue("Yes, please");
  await ada.signOut();
  await ada.signIn();
  await ada.isIn("Everyone");
  await ada.act("Tea?", "Reply in thread");
  await expect(hers.reply).toHaveValue("Yes, please");
  await hers.reply.press("Enter");
  await expect(hers.message("Yes, please")).toBeVisible();
  await phone.act("Tea?", "Reply in thread");
  await expect(there.message("Yes, please")).toBeVisible();
  await expect(there.reply).toHaveValue("");
});

test("replies begun on two devices, one of them away, are both there", async ({ ada, anotherDeviceOf }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.say("Tea?");
  const phone = await anotherDeviceOf(ada);
  const hers = await openThread(ada, "Tea?");
  const there = await openThread(phone, "Tea?");
  await ada.goOffline();
  await hers.reply.fill("Typed on the train");
  await there.reply.fill("Typed at home");
  await expect.poll(() => phone.api.draft("Everyone", "Tea?")).toBe("Typed at home");
  await ada.goOnline();
  for (const thread of [hers, there]) {
    await expect(thread.reply).toHaveValue("Typed at home\nTyped on the train");
  }
});

test("who types a reply is seen in that thread alone", async ({ ada, grace, linus }) => {
  await ada.say("Tea?");
  await ada.say("Cake?");
  for (const person of [grace, linus]) await person.seesDelivered("Cake?");
  const hers = await openThread(ada, "Tea?");
  const others = await openThread(linus, "Cake?");
  const his = await openThread(grace, "Tea?");
  await his.reply.pressSequentially("Yes");
  await expect(hers.panel.getByText("Grace is typing…")).toBeVisible();
  await expect(ada.main.getByText("is typing…")).toHaveCount(0);
  await expect(linus.page.getByText("is typing…")).toHaveCount(0);
  await his.reply.press("Enter");
  await expect(hers.message("Yes")).toBeVisible();
  await expect(hers.panel.getByText("is typing…")).toHaveCount(0);
  await expect(others.replies).toHaveCount(1);
});

test("a thread is marked unread from a reply on, on all devices, until one comes back", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const his = await openThread(grace, "Tea?");
  for (const text of ["One", "Two", "Three"]) await his.say(text);
  const phone = await anotherDeviceOf(ada);
  await expect(threads(phone)).toHaveAccessibleName("Threads, 3 unread");
  const hers = await goToThread(ada, "Tea?");
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads");

  await hers.act("Two", "Mark unread from here");
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads, 2 unread");
  const line = hers.log.getByRole("separator", { name: "New" });
  await expect(line).toBeVisible();
  await expect(hers.log.locator("[aria-label=New] + article")).toContainText("Two");
  // Looking on does not read it, nor does what comes meanwhile.
  await his.say("Four");
  await expect(hers.message("Four")).toBeVisible();
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads, 3 unread");
  await hers.panel.getByRole("button", { name: "Close thread" }).click();
  await phone.openRoom("Everyone");
  await phone.message("Tea?").getByRole("link", { name: /replies/ }).click();
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads");
});

test("a link to a reply opens its thread there, and marks it", async ({ ada, grace }) => {
  await ada.say("Tea?");
  await ada.seesDelivered("Tea?");
  const { id } = await ada.api.room("Everyone");
  const [root] = await ada.api.messages(id);
  const say = (body: string) =>
    ada.api.ask("POST", `/api/rooms/${id}/messages`, { body, reply_to: root?.id });
  for (let number = 1; number <= 120; number++) await say(`Line ${number}.`);
  const hers = threadOf(ada);
  await ada.goTo(`/rooms/${id}/thread/${root?.id}`);
  await expect(hers.message("Line 120.")).toBeInViewport();

  const seq = (root?.seq ?? 0) + 20;
  await grace.goTo(`/rooms/${id}/at/${seq}`);
  await expect(grace.page).toHaveURL(new RegExp(`/thread/${root?.id}/at/${seq}$`));
  const his = threadOf(grace);
  const target = his.message("Line 20.");
  await expect(target).toBeInViewport();
  await expect(target).toHaveClass(/is-target/);
  await expect(grace.message("Tea?")).toBeInViewport();
  await expect(grace.composer).toBeVisible();

  // Its time is the same link; a reply of the thread that is open is gone to in its place.
  await hers.message("Line 120.").getByRole("link").first().click();
  await expect(ada.page).toHaveURL(new RegExp(`/thread/${root?.id}/at/\\d+$`));
  await expect(hers.message("Line 120.")).toHaveClass(/is-target/);
  await expect(hers.message("Line 120.")).toBeInViewport();

  // What one has put aside leads to it, too.
  const { messages } = await (
    await grace.api.ask("GET", `/api/rooms/${id}/threads/${root?.id}?around=${seq}&limit=2`)
  ).json();
  const saved = messages.find((message: { seq: number }) => message.seq === seq);
  expect((await grace.api.ask("PUT", `/api/messages/${saved.id}/saved`)).ok()).toBe(true);
  await his.panel.getByRole("button", { name: "Close thread" }).click();
  await grace.button("Saved").click();
  await grace.dialog("Saved").getByRole("link").click();
  await expect(his.message("Line 20.")).toHaveClass(/is-target/);
  await expect(his.message("Line 20.")).toBeInViewport();
});

test("the arrow up in an empty reply edits one's last", async ({ ada }) => {
  await ada.say("Tea?");
  const thread = await openThread(ada, "Tea?");
  await thread.say("At for");
  await expect(thread.message("At for")).not.toHaveAttribute("aria-busy", "true");
  await ada.say("In the room");
  await thread.reply.press("ArrowUp");
  const editor = thread.panel.getByRole("textbox", { name: "Edit message" });
  await expect(editor).toHaveValue("At for");
  await editor.fill("At four");
  await editor.press("Enter");
  await expect(thread.message("At four")).toContainText("edited");
  await expect(thread.reply).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test("files go with a reply", async ({ ada }) => {
    await ada.say("Tea?");
    const thread = await goToThread(ada, "Tea?");
    await thread.panel.getByLabel("Attach files").setInputFiles([TEA, NOTES]);
    await expect(thread.panel.getByRole("list", { name: "Attached files" }).getByRole("listitem")).toHaveCount(2);
    await thread.panel.getByRole("button", { name: "Send" }).tap();
    await expect(thread.log.getByRole("img", { name: "tea.png" })).toBeVisible();
    await ada.page.goBack();
    await expect(thread.panel).toBeHidden();
  });
});
