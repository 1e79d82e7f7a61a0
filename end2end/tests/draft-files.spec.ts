import type { Locator, Route } from "@playwright/test";
import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { png } from "../support/pictures";
import { openThread } from "../support/thread";

const TEA = { name: "tea.png", mimeType: "image/png", buffer: png(900, 600) };
const NOTES = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Milk first") };
const UPLOADS = "**/files?**";

function tray(person: Person): Locator {
  return person.page.getByRole("list", { name: "Attached files" });
}

function waiting(person: Person): Locator {
  return person.status("Sends when the upload is done");
}

/** Holds the uploads back until they are released. */
async function holdUploads(person: Person): Promise<{ release: () => Promise<void>; fail: () => Promise<void> }> {
  const held: Route[] = [];
  let ended = false;
  await person.page.route(UPLOADS, (route) => (ended ? route.fallback() : void held.push(route)));
  const end = async (each: (route: Route) => Promise<void>) => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    ended = true;
    await Promise.all(held.map(each));
  };
  return { release: () => end((route) => route.continue()), fail: () => end((route) => route.abort("connectionreset")) };
}

/** Answers the browser's question whether to leave the page. Returns how often it asked. */
function answerQuestions(person: Person): { asked: number } {
  const questions = { asked: 0 };
  person.page.on("dialog", async (dialog) => {
    expect(dialog.type()).toBe("beforeunload");
    questions.asked += 1;
    await dialog.accept();
  });
  return questions;
}

test("a message that is sent during an upload waits for it, can be called off, and goes once with its file", async ({ ada, grace }) => {
  const uploads = await holdUploads(ada);
  await ada.composer.fill("For the party");
  await ada.field("Attach files").setInputFiles(TEA);
  await expect(ada.sendButton).toBeEnabled();
  await ada.composer.press("Enter");
  await expect(waiting(ada)).toBeVisible();
  await expect(ada.composer).toHaveValue("For the party");
  await expect(ada.composer).not.toBeEditable();
  await expect(ada.sendButton).toBeDisabled();
  await ada.button("Cancel sending").click();
  await expect(waiting(ada)).toHaveCount(0);
  await expect(ada.composer).toBeFocused();
  await ada.page.keyboard.type("!");
  await ada.sendButton.click();
  await expect(waiting(ada)).toBeVisible();
  await expect(ada.messages).toHaveCount(0);
  await uploads.release();
  for (const person of [ada, grace]) {
    await person.seesDelivered("For the party!");
    await expect(person.timeline.getByRole("img", { name: "tea.png" })).toBeVisible();
    await expect(person.messages).toHaveCount(1);
  }
  await expect(ada.composer).toHaveValue("");
  await expect(ada.composer).toBeEditable();
  await expect(tray(ada)).toHaveCount(0);
});

test("a file that is picked before its code is loaded goes with the message", async ({ ada, grace }) => {
  let load = () => {};
  const allowed = new Promise<void>((resolve) => (load = resolve));
  await ada.page.route(/\/split_later\.[\w-]+\.wasm$/, async (route) => {
    await allowed;
    await route.continue();
  });
  await ada.reload();
  await ada.composer.fill("For the party");
  await ada.field("Attach files").setInputFiles(NOTES);
  await ada.composer.press("Enter");
  load();
  await grace.seesDelivered("For the party");
  await expect(grace.message("For the party").getByRole("link", { name: /notes\.txt/ })).toBeVisible();
  await expect(ada.composer).toHaveValue("");
  await expect(ada.messages).toHaveCount(1);
});

test("it goes to the room and the thread where it was written while its author writes elsewhere", async ({ ada, grace }) => {
  await ada.createRoom("Kitchen", "Open");
  await ada.openRoom("Everyone");
  const uploads = await holdUploads(ada);
  await ada.composer.fill("For the party");
  await ada.field("Attach files").setInputFiles(NOTES);
  await ada.composer.press("Enter");
  await expect(waiting(ada)).toBeVisible();
  await ada.openRoom("Kitchen");
  await expect(waiting(ada)).toHaveCount(0);
  await ada.composer.fill("Written meanwhile");
  await uploads.release();
  await grace.seesDelivered("For the party");
  await expect(grace.message("For the party").getByRole("link", { name: /notes\.txt/ })).toBeVisible();
  await expect(ada.composer).toHaveValue("Written meanwhile");
  await expect(ada.composer).toBeFocused();
  await expect(ada.messages).toHaveCount(0);
  await ada.openRoom("Everyone");
  await ada.seesDelivered("For the party");
  await expect(ada.composer).toHaveValue("");
  await expect(ada.composer).toBeEditable();
  await ada.reload();
  await expect(ada.composer).toHaveValue("");
  await expect(ada.messages).toHaveCount(1);

  const thread = await openThread(ada, "For the party");
  const more = await holdUploads(ada);
  await thread.panel.getByLabel("Attach files").setInputFiles(TEA);
  await thread.reply.fill("With tea");
  await thread.reply.press("Enter");
  await expect(waiting(ada)).toBeVisible();
  await ada.composer.fill("In the room");
  await more.release();
  await expect(thread.message("With tea").getByRole("img", { name: "tea.png" })).toBeVisible();
  await expect(thread.reply).toHaveValue("");
  await expect(ada.composer).toHaveValue("In the room");
  await expect(ada.composer).toBeFocused();
  await expect(ada.messages).toHaveCount(1);
});

test("a failed upload gives the text back with the reason, also in another room", async ({ ada }) => {
  ada.console.tolerate(...CONNECTION_LOST, /net::ERR_/);
  await ada.createRoom("Kitchen", "Open");
  const uploads = await holdUploads(ada);
  await ada.composer.fill("For the party");
  await ada.field("Attach files").setInputFiles(TEA);
  await ada.composer.press("Enter");
  await expect(waiting(ada)).toBeVisible();
  await ada.openRoom("Everyone");
  await uploads.fail();
  await expect(ada.status("Your message was not sent, because tea.png could not be uploaded.")).toBeVisible();
  await ada.openRoom("Kitchen");
  await expect(waiting(ada)).toHaveCount(0);
  await expect(ada.composer).toHaveValue("For the party");
  await expect(ada.composer).toBeEditable();
  await expect(tray(ada).getByRole("alert")).toHaveText("The upload failed. Check your connection.");
  await tray(ada).getByRole("button", { name: "Try again" }).click();
  await ada.composer.press("Enter");
  await ada.seesDelivered("For the party");
  await expect(ada.timeline.getByRole("img", { name: "tea.png" })).toBeVisible();
});

test("attached files belong to their room's draft after a reload, in every tab, until they are sent or removed", async ({ ada, grace }) => {
  const questions = answerQuestions(ada);
  await ada.createRoom("Kitchen", "Open");
  await ada.field("Attach files").setInputFiles([TEA, NOTES]);
  await expect(tray(ada).getByRole("listitem")).toHaveCount(2);
  await expect(tray(ada).getByRole("progressbar")).toHaveCount(0);
  await ada.openRoom("Everyone");
  await ada.reload();
  await expect(ada.button("Insert emoji")).toBeVisible();
  await expect(tray(ada)).toHaveCount(0);
  await ada.openRoom("Kitchen");
  await expect(tray(ada)).toContainText("notes.txt");
  await expect(tray(ada).locator("img")).toHaveJSProperty("complete", true);
  await ada.reload();
  await expect(tray(ada).getByRole("listitem")).toHaveCount(2);

  const tab = await ada.openTab();
  await tab.goTo("/");
  await tab.openRoom("Kitchen");
  await expect(tray(tab).getByRole("listitem")).toHaveCount(2);
  await tab.button("Remove notes.txt").click();
  await expect(tray(ada).getByRole("listitem")).toHaveCount(1);
  await ada.composer.fill("For the party");
  await ada.composer.press("Enter");
  await ada.seesDelivered("For the party");
  await expect(ada.timeline.getByRole("img", { name: "tea.png" })).toBeVisible();
  await expect(tray(tab)).toHaveCount(0);
  await ada.reload();
  await ada.seesDelivered("For the party");
  await expect(ada.button("Insert emoji")).toBeVisible();
  await expect(tray(ada)).toHaveCount(0);
  expect(questions.asked, "questions whether to leave").toBe(0);
  await grace.openRoom("Kitchen");
  await expect(grace.timeline.getByRole("img", { name: "tea.png" })).toBeVisible();
});

test("leaving during an upload is asked about, and the page says afterwards which file was not uploaded", async ({ ada }) => {
  ada.console.tolerate(...CONNECTION_LOST, /net::ERR_/);
  const questions = answerQuestions(ada);
  await ada.page.route(UPLOADS, () => {});
  await ada.composer.pressSequentially("For the party");
  await ada.field("Attach files").setInputFiles(TEA);
  await ada.composer.press("Enter");
  await expect(waiting(ada)).toBeVisible();
  await ada.reload();
  expect(questions.asked, "questions whether to leave").toBe(1);
  await expect(ada.composer).toHaveValue("For the party");
  await expect(tray(ada)).toContainText("tea.png");
  await expect(tray(ada).getByRole("alert")).toHaveText("It was not uploaded.");
  await ada.reload();
  expect(questions.asked, "questions whether to leave").toBe(1);
  await expect(ada.sendButton).toBeDisabled();
  const another = await ada.openTab();
  await another.goTo("/");
  await expect(another.button("Insert emoji")).toBeVisible();
  await expect(tray(another)).toHaveCount(0);

  await ada.page.unroute(UPLOADS);
  const chooser = ada.page.waitForEvent("filechooser");
  await tray(ada).getByRole("button", { name: "Attach again" }).click();
  await (await chooser).setFiles(TEA);
  await expect(tray(ada).getByRole("listitem")).toHaveCount(1);
  await expect(tray(ada).getByRole("alert")).toHaveCount(0);
  await expect(ada.sendButton).toBeEnabled();
  await ada.composer.press("Enter");
  await ada.seesDelivered("For the party");
  await expect(ada.messages).toHaveCount(1);
});

test("a file that the server has removed meanwhile is named, and the text stays", async ({ ada }) => {
  ada.console.tolerate(answered(404));
  await ada.field("Attach files").setInputFiles(NOTES);
  await ada.composer.fill("For the party");
  await expect(tray(ada).getByRole("listitem")).toHaveCount(1);
  await expect(tray(ada).getByRole("progressbar")).toHaveCount(0);
  await ada.page.route("**/files/*/file", (route) => route.fulfill({ status: 404 }));
  await ada.reload();
  await expect(tray(ada).getByRole("alert")).toHaveText("It is no longer on the server.");
  await ada.button("Remove notes.txt").click();
  await ada.composer.press("Enter");
  await ada.seesDelivered("For the party");
});
