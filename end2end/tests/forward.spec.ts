import { CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { openThread } from "../support/thread";

const dialog = (person: Person) => person.dialog("Forward message");

async function forward(person: Person, text: string, target: string, comment = "") {
  await person.act(text, "Forward");
  await dialog(person).getByRole("radio", { name: target, exact: true }).check();
  await dialog(person).getByLabel("Comment").fill(comment);
  await dialog(person).getByRole("button", { name: "Forward", exact: true }).click();
  await expect(dialog(person)).toBeHidden();
}

test("a message is forwarded with a comment, says who wrote it and where, and leads back", async ({ ada, grace }) => {
  await ada.api.createRoom("Kitchen", "open");
  await grace.say("**Tea** for @Ada\n\n- 红茶");
  await ada.seesDelivered("红茶");
  await forward(ada, "红茶", "Kitchen", "Look, *all*");
  await expect(ada.status("Forwarded to Kitchen.")).toBeVisible();
  await expect(ada.messages).toHaveCount(1);
  await grace.openRoom("Kitchen");
  const message = grace.message("Look, all");
  const quote = message.getByRole("blockquote");
  await expect(quote).toContainText("Grace in #Everyone · original");
  await expect(quote.locator("strong").nth(1)).toHaveText("Tea");
  await expect(quote.getByRole("listitem")).toHaveText("红茶");
  await expect(grace.messages).toHaveCount(1);
  await quote.getByRole("link", { name: "original" }).click();
  await grace.isIn("Everyone");
  await expect(grace.message("红茶")).toBeInViewport();
});

test("a reply goes to a person without a room yet, found by a few letters and the keyboard", async ({ ada, grace }) => {
  await ada.say("Tea?");
  const thread = await openThread(ada, "Tea?");
  await thread.say("At four");
  await grace.sees("Tea?");
  await thread.act("At four", "Forward");
  await expect(dialog(ada).getByLabel("Find a room or a person")).toBeFocused();
  await ada.page.keyboard.type("gra");
  await expect(dialog(ada).getByRole("radio")).toHaveCount(1);
  await ada.page.keyboard.press("Enter");
  await expect(ada.status("Forwarded to Grace.")).toBeVisible();
  await grace.openRoom("Ada");
  await expect(grace.message("At four").getByRole("link", { name: "original" })).toHaveAttribute("href", /\/thread\/.+\/at\/\d+$/);
});

test("one is warned before people read what they cannot see", async ({ ada, grace, linus }) => {
  const board = await ada.api.createRoom("Board", "closed");
  await ada.api.addMember(board.id, (await grace.api.me()).id);
  await ada.openRoom("Board");
  await ada.say("The figures");
  await ada.seesDelivered("The figures");
  await ada.act("The figures", "Forward");
  const warning = dialog(ada).getByRole("status").filter({ hasText: /\S/ });
  await dialog(ada).getByRole("radio", { name: "Everyone", exact: true }).check();
  await expect(warning).toHaveText("Linus can’t see Board, where this is from. They will be able to read this message.");
  await dialog(ada).getByRole("radio", { name: "Grace", exact: true }).check();
  await expect(warning).toHaveCount(0);
  await dialog(ada).getByRole("radio", { name: "Everyone", exact: true }).check();
  await dialog(ada).getByRole("button", { name: "Forward", exact: true }).click();
  // The name of the room stays among those who may know it.
  await expect(linus.message("The figures").getByRole("blockquote")).toContainText("Ada in a private room · original");
  await expect(grace.message("The figures").getByRole("blockquote")).toContainText("Ada in #Board · original");
});

test("a comment outlives a reload, and what is forwarded offline arrives once", async ({ ada, grace }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.api.createRoom("Kitchen", "open");
  await ada.say("Tea?");
  await ada.seesDelivered("Tea?");
  await ada.act("Tea?", "Forward");
  await dialog(ada).getByLabel("Comment").fill("half a thou");
  await ada.reload();
  await ada.act("Tea?", "Forward");
  await expect(dialog(ada).getByLabel("Comment")).toHaveValue("half a thou");
  await ada.page.keyboard.press("Escape");
  await ada.goOffline();
  await expect(ada.status("Offline")).toBeVisible();
  await forward(ada, "Tea?", "Kitchen", "From the train");
  await ada.openRoom("Kitchen");
  await ada.seesPending("From the train");
  await ada.goOnline();
  await ada.seesDelivered("From the train");
  await grace.openRoom("Kitchen");
  await grace.seesDelivered("From the train");
  await ada.openRoom("Everyone");
  await ada.act("Tea?", "Forward");
  await expect(dialog(ada).getByLabel("Comment")).toHaveValue("");
});

test("a comment is still there after Escape and a reload at once", async ({ ada }) => {
  await ada.say("Tea?");
  await ada.seesDelivered("Tea?");
  await ada.act("Tea?", "Forward");
  const comment = dialog(ada).getByLabel("Comment");
  await comment.pressSequentially("half a thou");
  await comment.press("Escape");
  // The dialog's entry leaves the history: before, the browser calls the reload off.
  await expect.poll(() => ada.page.evaluate(() => String(history.state))).not.toMatch(/^layer/);
  await ada.reload();
  await expect(dialog(ada)).toBeHidden();
  await ada.act("Tea?", "Forward");
  await expect(comment).toHaveValue("half a thou");
  // Another message has a comment of its own.
  await ada.page.keyboard.press("Escape");
  await ada.say("Cake?");
  await ada.seesDelivered("Cake?");
  await ada.act("Cake?", "Forward");
  await expect(comment).toHaveValue("");
});
