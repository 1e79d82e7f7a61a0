import { HANDSHAKE_GIVEN_UP } from "../support/console";
import { answered, CONNECTION_LOST, expect, test } from "../support/fixtures";
import { sendNumbered } from "../support/history";
import { bar, openThread, threadOf, threads } from "../support/thread";

test("two people talk in a thread, beside the room and not in it", async ({ ada, grace }) => {
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const hers = await openThread(grace, "Tea?");
  await expect(hers.reply).toBeFocused();
  await hers.say("Yes, please");
  await expect(hers.message("Yes, please")).toHaveCount(1);
  await expect(bar(ada, "Tea?")).toContainText("1 reply");
  await expect(bar(grace, "Tea?")).toContainText("1 reply");
  await expect(ada.message("Yes, please")).toHaveCount(0);
  await expect(grace.message("Yes, please")).toHaveCount(0);

  await bar(ada, "Tea?").click();
  const his = threadOf(ada);
  await expect(his.replies).toHaveText([/Tea\?/, /Yes, please/]);
  await his.say("At four");
  await expect(hers.replies).toHaveText([/Tea\?/, /Yes, please/, /At four/]);
  await expect(bar(grace, "Tea?")).toContainText("2 replies");

  // Edits, reactions and deletions show in the thread as they do in the room.
  await his.act("At four", "Edit message");
  await his.panel.getByRole("textbox", { name: "Edit message" }).fill("At five");
  await his.panel.getByRole("textbox", { name: "Edit message" }).press("Enter");
  await expect(hers.message("At five")).toContainText("edited");
  await expect(his.reply).toBeFocused();
  await hers.act("At five", "React with thumbs up");
  await expect(his.message("At five").getByRole("button", { name: /Grace/ })).toBeVisible();
  await his.act("At five", "Delete message");
  await ada.confirmDeletion();
  await expect(hers.message("This message was deleted.")).toBeVisible();
  await expect(bar(grace, "Tea?")).toContainText("1 reply");
});

test("a thread has an address: reload, Back and Escape; one that is not there says so", async ({ ada, grace }) => {
  ada.console.tolerate(answered(404));
  await ada.say("Tea?");
  const thread = await openThread(ada, "Tea?");
  await thread.say("Anyone?");
  await expect(ada.page).toHaveURL(/\/thread\//);
  await ada.reload();
  await expect(thread.replies).toHaveText([/Tea\?/, /Anyone\?/]);
  await expect(ada.message("Tea?")).toBeVisible();

  await thread.reply.fill("half a thou");
  await ada.goBack();
  await expect(thread.panel).toBeHidden();
  await expect(ada.composer).toHaveValue("");
  await bar(ada, "Tea?").click();
  await expect(thread.reply).toHaveValue("half a thou");
  await thread.reply.press("Escape");
  await expect(thread.panel).toBeHidden();

  // The people take the thread's place, and it theirs.
  await bar(ada, "Tea?").click();
  await expect(thread.reply).toBeVisible();
  await ada.peopleButton.click();
  await expect(ada.people).toBeVisible();
  await expect(thread.panel).toBeHidden();
  await bar(ada, "Tea?").click();
  await expect(thread.reply).toBeVisible();
  await expect(ada.people).toBeHidden();
  await expect(grace.message("Anyone?")).toHaveCount(0);

  const { id } = await ada.api.room("Everyone");
  await ada.goTo(`/rooms/${id}/thread/00000000-0000-7000-8000-000000000000`);
  await expect(threadOf(ada).panel.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  await ada.button("Close thread").click();
  await ada.say("The room goes on");
  await ada.seesDelivered("The room goes on");
});

test("opening and closing a thread leaves the room where one reads it", async ({ ada }) => {
  await sendNumbered(ada, "Line", 60);
  await ada.sees("Line 60.");
  await ada.timeline.hover();
  await ada.message("Line 30.").scrollIntoViewIfNeeded();
  await expect(ada.message("Line 30.")).toBeInViewport();
  const thread = await openThread(ada, "Line 30.");
  await expect(ada.message("Line 30.")).toBeInViewport();
  await ada.page.getByRole("button", { name: "Close thread" }).click();
  await expect(thread.panel).toBeHidden();
  await expect(ada.message("Line 30.")).toBeInViewport();
});

test("a reply to what is gone is not lost", async ({ ada, grace }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await grace.say("Tea?");
  await ada.seesDelivered("Tea?");
  const thread = await openThread(ada, "Tea?");
  await ada.goOffline();
  await expect(ada.status("Offline")).toBeVisible();
  await thread.say("With milk");
  await grace.deleteMessage("Tea?");
  await expect(grace.message("This message was deleted.")).toBeVisible();
  await ada.goOnline();
  // Beside the room and in it: the thread may be nowhere to be found.
  for (const message of [thread.message("With milk"), ada.message("With milk")]) {
    await expect(message.getByRole("button", { name: "Try again" })).toBeVisible();
  }
  await ada.message("With milk").getByRole("button", { name: "Discard" }).click();
  await expect(thread.message("With milk")).toHaveCount(0);
});

test("unread replies agree on two devices, threads are listed, and one is marked unread from a reply on", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await ada.say("Tea?");
  await ada.say("Cake?");
  const phone = await anotherDeviceOf(ada);
  await ada.createRoom("Kitchen", "Open");
  await grace.seesDelivered("Tea?");
  const his = await openThread(grace, "Tea?");
  for (const text of ["Yes", "Two, please", "At four"]) await his.say(text);
  for (const device of [ada, phone]) {
    await expect(threads(device)).toHaveAccessibleName("Threads, 3 unread");
    await expect(device.room("Everyone")).toHaveAccessibleName("Everyone");
  }
  await expect(threads(grace)).toHaveAccessibleName("Threads");

  await threads(phone).click();
  const list = phone.page.getByRole("list", { name: "Threads" });
  await expect(list.getByRole("listitem")).toHaveText([/Everyone.*3 replies.*3 new.*Ada.*Tea\?.*Grace.*At four/s]);
  await list.getByRole("link", { name: /Tea\?/ }).click();
  const hers = threadOf(phone);
  await expect(hers.message("At four")).toBeVisible();
  await expect(hers.log.getByRole("separator", { name: "New" })).toBeVisible();
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads");

  await hers.act("Two, please", "Mark unread from here");
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads, 2 unread");
  await expect(hers.log.getByRole("separator", { name: "New" })).toBeVisible();
  await expect(hers.log.locator("[aria-label=New] + article")).toContainText("Two, please");
  // Looking on does not read it, nor does what comes meanwhile.
  await his.say("With milk");
  await expect(hers.message("With milk")).toBeVisible();
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads, 3 unread");
  await hers.panel.getByRole("button", { name: "Close thread" }).click();
  await ada.openRoom("Everyone");
  await ada.message("Tea?").getByRole("link", { name: /replies/ }).click();
  for (const device of [ada, phone]) await expect(threads(device)).toHaveAccessibleName("Threads");
  await bar(phone, "Tea?").click();

  await hers.panel.getByRole("button", { name: "Unfollow" }).click();
  await expect(hers.panel.getByRole("button", { name: "Follow", exact: true })).toBeVisible();
  await his.say("Hello?");
  await expect(hers.message("Hello?")).toBeVisible();
  await threads(ada).click();
  await expect(ada.page.getByText("No threads yet")).toBeVisible();
  await expect(threads(ada)).toHaveAccessibleName("Threads");
  await ada.reload();
  await expect(ada.page.getByText("No threads yet")).toBeVisible();
});

test("the list of threads is an inbox: one reads the last replies, answers in place and marks all as read", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  for (const text of ["Cake?", "Tea?"]) await ada.say(text);
  await grace.seesDelivered("Tea?");
  const his = await openThread(grace, "Cake?");
  await his.say("No");
  await bar(ada, "Cake?").click();
  await expect(threadOf(ada).message("No")).toBeVisible();
  await expect(threads(ada)).toHaveAccessibleName("Threads");
  await openThread(grace, "Tea?");
  for (const text of ["Yes", "Two, please", "At four", "With milk"]) await his.say(text);
  await openThread(grace, "Cake?");
  await his.say("Or one");
  await expect(threadOf(ada).message("Or one")).toBeVisible();
  await openThread(grace, "Tea?");

  await threads(ada).click();
  const list = ada.page.getByRole("list", { name: "Threads" });
  const cards = list.getByRole("listitem");
  const tea = cards.filter({ hasText: "Tea?" });
  // Unread ones first, whatever was active last.
  await expect(cards).toHaveText([/4 new.*Tea\?.*1 earlier reply.*Two, please.*At four.*With milk/s, /Cake\?.*No.*Or one/s]);
  await expect(tea).not.toContainText("Yes");

  // The draft is that of the thread, and stays in it.
  await tea.getByRole("button", { name: /^Reply to Ada/ }).click();
  const reply = ada.page.getByRole("textbox", { name: "Reply" });
  await expect(reply).toBeFocused();
  await reply.fill("Five is bet");
  await cards.filter({ hasText: "Cake?" }).getByRole("button", { name: /^Reply to Ada/ }).click();
  await expect(reply).toHaveValue("");
  await expect(tea.getByRole("button", { name: "Draft: Five is bet" })).toBeVisible();
  await ada.reload();
  await tea.getByRole("button", { name: "Draft: Five is bet" }).click();
  await expect(reply).toHaveValue("Five is bet");
  await tea.getByRole("link", { name: /Tea\?/ }).click();
  await expect(threadOf(ada).reply).toHaveValue("Five is bet");
  // The other device knows it from the server: the list that is loaded next has no unread thread to put first.
  const device = await anotherDeviceOf(ada);
  for (const person of [ada, device]) await expect(threads(person)).toHaveAccessibleName("Threads");
  await ada.goBack();
  await expect(cards).toHaveText([/Cake\?/, /Tea\?/]);
  await threads(device).click();
  await tea.getByRole("button", { name: /^Draft/ }).click();
  await reply.fill("Five is better");
  await reply.press("ControlOrMeta+Enter");
  // The cards keep their places although the lower one is now the last active.
  await expect(cards).toHaveText([/Cake\?/, /Tea\?.*Five is better/s]);
  await expect(his.message("Five is better")).toBeVisible();
  await openThread(grace, "Cake?");
  await his.say("Perhaps");
  await expect(cards).toHaveText([/1 new.*Cake\?.*Perhaps/s, /Tea\?/]);
  await ada.button("Mark all as read").click();
  for (const person of [ada, device]) await expect(threads(person)).toHaveAccessibleName("Threads");
  await expect(ada.button("Mark all as read")).toHaveCount(0);
});

test("the list of threads and a reply in it stay as they are while time passes", async ({ ada, grace }) => {
  // In two minutes that pass at once, no answer comes in time.
  ada.console.tolerate(...CONNECTION_LOST, HANDSHAKE_GIVEN_UP);
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  await (await openThread(grace, "Tea?")).say("Yes");
  await ada.page.clock.install();
  await ada.goTo("/threads");
  const card = ada.page.getByRole("list", { name: "Threads" }).getByRole("listitem");
  await card.getByRole("button", { name: /^Reply to Ada/ }).click();
  const reply = ada.page.getByRole("textbox", { name: "Reply" });
  await reply.fill("Five is bet");
  await card.evaluate((element) => element.setAttribute("data-kept", ""));
  await ada.page.clock.runFor("02:00");
  await expect(reply).toBeFocused();
  await expect(reply).toHaveValue("Five is bet");
  await expect(card).toHaveAttribute("data-kept");
});

test("a reply from the list of threads waits while there is no connection, and goes once", async ({ ada, grace }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const his = await openThread(grace, "Tea?");
  await his.say("Yes");
  await threads(ada).click();
  const card = ada.page.getByRole("list", { name: "Threads" }).getByRole("listitem");
  await card.getByRole("button", { name: /^Reply to Ada/ }).click();
  await ada.goOffline();
  await expect(ada.status("Offline")).toBeVisible();
  const reply = ada.page.getByRole("textbox", { name: "Reply" });
  await reply.fill("With milk");
  await reply.press("ControlOrMeta+Enter");
  await expect(card.locator("[aria-busy=true]")).toHaveText("With milk");
  await ada.goOnline();
  await expect(card.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(card).toContainText("With milk");
  await expect(his.message("With milk")).toHaveCount(1);
});

test("a reply is also sent to the room: one message in two places, at its place and unread there", async ({
  ada,
  grace,
  linus,
}) => {
  await linus.api.createRoom("Kitchen", "open");
  await linus.openRoom("Kitchen");
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const hers = await openThread(grace, "Tea?");
  const also = hers.panel.getByRole("checkbox", { name: "Also send to Everyone" });
  await also.check();
  await hers.say("At four, all of you");
  // The choice is for one reply.
  await expect(also).not.toBeChecked();
  await hers.say("Only here");
  await ada.say("Later");
  for (const person of [ada, grace]) {
    await expect(person.messages).toHaveText([/Tea\?/, /replied to a thread: Tea\?.*At four, all of you/s, /Later/]);
  }
  await expect(hers.message("At four, all of you")).toContainText("Also sent to the room");
  await expect(hers.replies).toHaveCount(3);
  await expect(linus.room("Everyone")).toHaveAccessibleName("Everyone, 3 unread");

  // A reload shows the same, and the mark leads to the thread. So does an answer to the reply.
  await ada.reload();
  await expect(ada.message("At four, all of you")).toContainText("replied to a thread: Tea?");
  await ada.message("At four, all of you").getByRole("link", { name: "replied to a thread: Tea?" }).click();
  const his = threadOf(ada);
  await expect(his.replies).toHaveText([/Tea\?/, /At four/, /Only here/]);
  await his.panel.getByRole("button", { name: "Close thread" }).click();
  await ada.act("At four, all of you", "Reply in thread");
  await expect(his.replies).toHaveText([/Tea\?/, /At four/, /Only here/]);

  await grace.edit("At four, all of you", "At five, all of you");
  for (const place of [his.message("At five"), ada.message("At five"), hers.message("At five")]) {
    await expect(place).toContainText("edited");
  }
  await hers.act("At five, all of you", "React with thumbs up");
  for (const place of [his.message("At five"), ada.message("At five")]) {
    await expect(place.getByRole("button", { name: /Grace/ })).toBeVisible();
  }
  await hers.act("At five, all of you", "Delete message");
  await grace.confirmDeletion();
  await expect(his.message("This message was deleted.")).toBeVisible();
  await expect(ada.message("This message was deleted.")).toBeVisible();
  await expect(linus.room("Everyone")).toHaveAccessibleName("Everyone, 2 unread");
});

test("a reply that waits for the connection goes to the room too, also after a reload", async ({ ada, grace, server }) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const thread = await openThread(ada, "Tea?");
  await server.kill();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  await thread.panel.getByRole("checkbox", { name: "Also send to Everyone" }).check();
  await thread.say("At four");
  await ada.seesPending("At four");
  await expect(thread.message("At four")).toHaveAttribute("aria-busy", "true");
  await ada.page.goto("about:blank");
  await server.start();
  await ada.goTo("/");
  for (const person of [ada, grace]) {
    await person.seesDelivered("At four");
    await expect(person.message("At four")).toContainText("replied to a thread: Tea?");
  }
});

test("who may not post in the room is not offered to send a reply there", async ({ ada, grace }) => {
  await ada.say("Tea?");
  await grace.seesDelivered("Tea?");
  const hers = await openThread(grace, "Tea?");
  const also = hers.panel.getByRole("checkbox", { name: "Also send to Everyone" });
  await also.check();
  const settings = await ada.openRoomSettings();
  await settings.getByRole("radio", { name: "Administrators" }).check();
  await expect(also).toHaveCount(0);
  // The choice made before is gone with it.
  await hers.say("Yes");
  await expect(hers.message("Yes")).not.toHaveAttribute("aria-busy");
  await expect(ada.message("Yes")).toHaveCount(0);
});
