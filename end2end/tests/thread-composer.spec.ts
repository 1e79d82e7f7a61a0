import { drag } from "../support/drag";
import { CONNECTION_LOST, expect, test } from "../support/fixtures";
import { range, sendAll } from "../support/history";
import { png } from "../support/pictures";
import { openThread, threadOf } from "../support/thread";

const TEA = { name: "tea.png", mimeType: "image/png", buffer: png(900, 600) };
const CAKE = { name: "cake.png", mimeType: "image/png", buffer: png(300, 600, 200) };
const NOTES = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Milk first") };

test("files go with a reply: picked, pasted and dropped, each where it is meant, and one on its way is called off", async ({ ada, grace }) => {
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const hers = await openThread(ada, "Tea?");
  const his = await openThread(grace, "Tea?");
  const tray = hers.panel.getByRole("list", { name: "Attached files" });
  const hint = "Drop files to attach them";

  // A file on its way shows how far it is, and is called off. It is held for good: only calling it off ends it.
  ada.console.tolerate(/net::ERR_/);
  await ada.page.route("**/files?**", () => {});
  await hers.reply.fill("Half a thought");
  await hers.panel.getByLabel("Attach files").setInputFiles(TEA);
  await expect(hers.panel.getByRole("progressbar", { name: "Sending tea.png" })).toBeVisible();
  await expect(ada.main.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await hers.panel.getByRole("button", { name: "Cancel tea.png" }).click();
  await hers.reply.press("Enter");
  await expect(hers.message("Half a thought")).toBeVisible();
  await ada.page.unroute("**/files?**");

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

test("a reply that is begun goes with its author, also to a device that was away, and is gone once it is sent", async ({
  ada,
  anotherDeviceOf,
}) => {
  ada.console.tolerate(...CONNECTION_LOST);
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

  await ada.goOffline();
  await hers.reply.fill("Typed on the train");
  await there.reply.fill("Typed at home");
  await expect.poll(() => phone.api.draft("Everyone", "Tea?")).toBe("Typed at home");
  await ada.goOnline();
  for (const thread of [hers, there]) {
    await expect(thread.reply).toHaveValue("Typed at home\nTyped on the train");
  }
});

test("who types a reply is seen in that thread alone, and the arrow up edits one's last", async ({ ada, grace, linus }) => {
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

  await expect(his.message("Yes")).not.toHaveAttribute("aria-busy", "true");
  await grace.say("In the room");
  await his.reply.press("ArrowUp");
  const editor = his.panel.getByRole("textbox", { name: "Edit message" });
  await expect(editor).toHaveValue("Yes");
  await editor.fill("Yes, at four");
  await editor.press("Enter");
  await expect(his.message("Yes, at four")).toContainText("edited");
  await expect(his.reply).toBeFocused();
});

test("a link to a reply opens its thread there, and marks it", async ({ ada, grace }) => {
  await ada.say("Tea?");
  await ada.seesDelivered("Tea?");
  const { id } = await ada.api.room("Everyone");
  const [root] = await ada.api.messages(id);
  await sendAll(ada, id, range(1, 120).map((number) => `Line ${number}.`), root?.id);
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
