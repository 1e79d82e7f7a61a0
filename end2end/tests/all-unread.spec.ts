import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { HANDSHAKE_GIVEN_UP } from "../support/console";
import { sendAll } from "../support/history";
import { fitsTheScreen, PHONE } from "../support/phone";
import { openThread, threadOf } from "../support/thread";

const card = (person: Person, room: string) => person.main.getByRole("region", { name: room, exact: true });
const entries = (person: Person, room: string) => card(person, room).getByRole("link").and(person.page.locator(".thread-card-link"));
const pageLink = (person: Person, name: string) => person.rooms.getByRole("link", { name: new RegExp(`^${name}(,|$)`) });
const mentions = (person: Person) => person.main.getByRole("list", { name: "Mentions" }).getByRole("listitem");

test("all unread messages stand on one page by room, live, and are read by room or all at once", async ({ ada, grace }) => {
  for (const name of ["Kitchen", "Zoo"]) await ada.api.createRoom(name, "open", [grace]);
  const [kitchen, zoo] = [await ada.api.room("Kitchen"), await ada.api.room("Zoo")];
  await expect(grace.room("Zoo")).toBeVisible();
  await pageLink(grace, "All unread").click();
  await expect(grace.main.getByText("You have read everything")).toBeVisible();
  await expect(grace.page).toHaveTitle("All unread · Analytical Engines");

  await ada.api.say(kitchen.id, "Tea is ready");
  await ada.api.say(kitchen.id, "And cake");
  await expect(entries(grace, "Kitchen")).toHaveText([/Tea is ready/, /And cake/]);
  // The author is shown once, and named to screen readers with each message.
  await expect(entries(grace, "Kitchen").locator(".is-continued")).toHaveText(/And cake/);
  await expect(entries(grace, "Kitchen").locator(".is-continued .avatar")).toBeHidden();
  await expect(entries(grace, "Kitchen").last()).toHaveAccessibleName(/^Ada .*And cake$/);
  await ada.api.say(zoo.id, "Lions");
  await expect(entries(grace, "Zoo")).toHaveText([/Lions/]);
  await expect(pageLink(grace, "All unread")).toHaveAccessibleName("All unread, 3 unread");
  // Edits and deletions show too.
  await ada.openRoom("Kitchen");
  await ada.edit("And cake", "And biscuits");
  await expect(entries(grace, "Kitchen")).toHaveText([/Tea is ready/, /And biscuits/]);
  await ada.deleteMessage("Tea is ready");
  await expect(entries(grace, "Kitchen")).toHaveText([/And biscuits/]);

  await grace.reload();
  await expect(entries(grace, "Kitchen")).toHaveText([/And biscuits/]);
  await card(grace, "Kitchen").getByRole("button", { name: "Mark as read" }).click();
  await expect(card(grace, "Kitchen")).toHaveCount(0);
  await expect(grace.room("Kitchen")).toHaveAccessibleName("Kitchen");
  await expect(entries(grace, "Zoo")).toHaveText([/Lions/]);

  // A message opens in its place, and Back returns to the list.
  await sendAll(ada, zoo.id, Array.from({ length: 45 }, (_, index) => `Animal ${index + 1}.`));
  await expect(entries(grace, "Zoo")).toHaveCount(10);
  await card(grace, "Zoo").getByRole("button", { name: "Show more" }).click();
  await expect(entries(grace, "Zoo")).toHaveCount(40);
  await entries(grace, "Zoo").filter({ hasText: "Animal 20." }).click();
  await grace.isIn("Zoo");
  await expect(grace.message("Animal 20.")).toBeInViewport();
  await grace.goBack();
  await expect(grace.main.getByRole("heading", { name: "All unread" })).toBeVisible();
  await ada.api.say(kitchen.id, "More tea");
  await expect(entries(grace, "Kitchen")).toHaveText([/More tea/]);
  await grace.main.getByRole("button", { name: "Mark all as read" }).click();
  await expect(grace.main.getByText("You have read everything")).toBeVisible();
  await expect(grace.room("Zoo")).toHaveAccessibleName("Zoo");
  await expect(pageLink(grace, "All unread")).toHaveAccessibleName("All unread");
});

test("unread messages that cannot be loaded say so, and come with the connection", async ({ ada, grace }) => {
  grace.console.tolerate(...CONNECTION_LOST, HANDSHAKE_GIVEN_UP, answered(503));
  await ada.api.createRoom("Kitchen", "open", [grace]);
  await ada.api.say((await ada.api.room("Kitchen")).id, "Tea");
  await expect(grace.room("Kitchen")).toHaveAccessibleName(/1 unread/);
  // The code of the list is there once the composer has its tools.
  await expect(grace.button("Insert emoji")).toBeVisible();
  await grace.context.setOffline(true);
  await grace.page.keyboard.press("Control+Shift+a");
  await expect(card(grace, "Kitchen").getByRole("alert")).toHaveText(/\S/);
  await grace.context.setOffline(false);
  await expect(entries(grace, "Kitchen")).toHaveText([/Tea/]);
});

test("mentions of all rooms and threads stand on one page, newest first, live", async ({ ada, grace }) => {
  await ada.api.createRoom("Kitchen", "open", [grace]);
  const kitchen = await ada.api.room("Kitchen");
  await pageLink(grace, "Mentions").click();
  await expect(grace.main.getByText("No mentions yet")).toBeVisible();
  await ada.api.say(kitchen.id, "@Grace, tea?");
  await expect(mentions(grace)).toHaveText([/Ada\s*Kitchen.*@Grace, tea\?/]);
  await expect(pageLink(grace, "Mentions")).toHaveAccessibleName("Mentions, 1 unread");
  await ada.api.say((await ada.api.room("Everyone")).id, "@room, cake!");
  await expect(mentions(grace)).toHaveText([/Everyone.*cake/, /Kitchen.*tea/]);

  await ada.openRoom("Kitchen");
  const thread = await openThread(ada, "tea?");
  await thread.say("@Grace, with milk?");
  await expect(mentions(grace)).toHaveText([/Kitchen, in a thread.*milk/, /cake/, /tea/]);

  // Each opens in its place, and Back returns to the list.
  await mentions(grace).filter({ hasText: "milk" }).click();
  await expect(threadOf(grace).message("with milk?")).toBeVisible();
  await grace.goBack();
  await mentions(grace).filter({ hasText: "tea?" }).click();
  await grace.isIn("Kitchen");
  await expect(grace.message("tea?")).toBeInViewport();
  await grace.goBack();
  await ada.edit("tea?", "Never mind");
  await expect(mentions(grace)).toHaveText([/milk/, /cake/]);
  await expect(pageLink(grace, "Mentions")).toHaveAccessibleName("Mentions, 1 unread");
});

test("a list of many mentions comes in pages", async ({ ada, grace }) => {
  const { id } = await ada.api.room("Everyone");
  await sendAll(ada, id, Array.from({ length: 60 }, (_, index) => `@room, call ${index + 1}.`));
  await grace.goTo("/mentions");
  await expect(mentions(grace)).toHaveCount(50);
  await expect(mentions(grace).first()).toHaveText(/call 60\./);
  await grace.main.getByRole("button", { name: "Show more" }).click();
  await expect(mentions(grace)).toHaveCount(60);
  await expect(grace.main.getByRole("button", { name: "Show more" })).toHaveCount(0);
});

test("a room opens at a date: at the first message of the day, or the next one", async ({ ada }) => {
  const { page } = ada;
  await ada.say("Today's first");
  await ada.seesDelivered("Today's first");
  const { id } = await ada.api.room("Everyone");
  await sendAll(ada, id, Array.from({ length: 60 }, (_, index) => `Line ${index + 1}.`));
  await ada.sees("Line 60.");
  const dialog = ada.dialog("Jump to a date");
  const jump = async (date?: string) => {
    await page.keyboard.press("Control+k");
    await ada.dialog("Jump to").getByRole("combobox").fill("date");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeVisible();
    if (date) await dialog.getByLabel("Date").fill(date);
    await dialog.getByRole("button", { name: "Jump" }).click();
  };
  await ada.composer.fill("Half a thought");
  await expect(ada.message("Today's first")).not.toBeInViewport();
  await jump();
  await expect(dialog).toBeHidden();
  await expect(ada.message("Today's first")).toBeInViewport();
  await expect(page).toHaveURL(/\/at\/\d+$/);
  await expect(ada.composer).toHaveValue("Half a thought");
  await ada.goBack();
  await expect(ada.message("Line 60.")).toBeInViewport();
  // Nobody wrote on that day: the next message is the first.
  await jump("2020-02-29");
  await expect(dialog).toBeHidden();
  await expect(ada.message("Today's first")).toBeInViewport();
  await expect(page).toHaveURL(/\/at\/\d+$/);
  await ada.goBack();
  await expect(ada.message("Line 60.")).toBeInViewport();
});

test("Back and Forward go through rooms, lists and dates as on a website", async ({ ada }) => {
  const title = (name: string) => expect(ada.main.getByRole("heading", { name, exact: true })).toBeVisible();
  for (const list of ["All unread", "Mentions", "Threads"]) {
    await pageLink(ada, list).click();
    await title(list);
    await expect(pageLink(ada, list)).toHaveAttribute("aria-current", "page");
  }
  for (const list of ["Mentions", "All unread", "Everyone"]) {
    await ada.goBack();
    await title(list);
  }
  for (const list of ["All unread", "Mentions", "Threads"]) {
    await ada.goForward();
    await title(list);
  }
  await ada.reload();
  await title("Threads");
  await ada.goBack();
  await title("Mentions");
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("unread messages and mentions fit the screen", async ({ ada, grace }) => {
    const room = `${"Long".repeat(16)} room`;
    await ada.api.createRoom(room, "open", [grace]);
    await ada.api.say((await ada.api.room(room)).id, `@Grace ${"word".repeat(60)}`);
    await grace.button("Rooms").tap();
    await pageLink(grace, "All unread").tap();
    await expect(entries(grace, room)).toHaveCount(1);
    await fitsTheScreen(grace);
    await expect(card(grace, room).getByRole("button", { name: "Mark as read" })).toBeInViewport({ ratio: 1 });
    await grace.button("Rooms").tap();
    await pageLink(grace, "Mentions").tap();
    await expect(mentions(grace)).toHaveCount(1);
    await fitsTheScreen(grace);
    await mentions(grace).tap();
    await grace.isIn(room);
  });
});
