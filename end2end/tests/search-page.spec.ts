import { HANDSHAKE_GIVEN_UP } from "../support/console";
import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { sendAll } from "../support/history";
import { InputMethod } from "../support/input-method";
import { fitsTheScreen, PHONE } from "../support/phone";
import { png } from "../support/pictures";
import { openThread, threadOf } from "../support/thread";

const field = (person: Person) => person.main.getByRole("searchbox", { name: "Search" });
const results = (person: Person) => person.main.getByRole("list", { name: "Results" }).locator(":scope > li");
const filters = (person: Person) => person.main.getByRole("list", { name: "Filters" }).getByRole("listitem");
const suggestions = (person: Person) => person.main.getByRole("listbox", { name: "Suggestions" }).getByRole("option");

async function openSearch(person: Person) {
  await person.page.keyboard.press("Control+Shift+f");
  await expect(field(person)).toBeFocused();
}

/** Returns the texts that the page highlights, where the message stands. */
async function highlighted(person: Person): Promise<string[]> {
  return person.page.evaluate(() => {
    const highlights = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights;
    return [...(highlights.get("found") ?? [])].map((range) => range.toString());
  });
}

test("results come while one types, open the message in its place with the words marked, and Back returns to them", async ({
  ada,
  grace,
}) => {
  await ada.api.createRoom("Kitchen", "open", [grace]);
  const kitchen = (await ada.api.room("Kitchen")).id;
  await sendAll(ada, kitchen, Array.from({ length: 60 }, (_, index) => `Teapot number ${index + 1} for @Grace.`));
  await ada.api.say((await ada.api.room("Everyone")).id, "The kettle of the tea room");
  await openSearch(grace);
  await expect(grace.main.getByRole("region", { name: "What you can look for" })).toBeVisible();

  // Only the latest of what is typed is asked for to its end.
  await field(grace).pressSequentially("teapo", { delay: 40 });
  await expect(results(grace)).toHaveCount(20);
  await expect(results(grace).first().locator("mark")).toHaveText("Teapot");
  await expect(results(grace).first()).toContainText("@Grace");
  await expect(results(grace).first()).toContainText("Kitchen");
  await expect(grace.page).toHaveURL(/\/search\?q=teapo$/);
  await expect(grace.main.getByRole("status")).toHaveText(/20 results/);

  const sorted = grace.page.waitForResponse(/\/api\/search\?.*sort=time/);
  await grace.main.getByRole("combobox", { name: "Sort" }).selectOption("Newest first");
  await (await sorted).finished();
  await expect(results(grace).first()).toContainText("Teapot number 60");
  await expect(grace.page).toHaveURL(/sort=time/);
  const region = grace.main.locator(".search");
  await region.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(results(grace)).toHaveCount(40);
  const found = results(grace).filter({ hasText: "Teapot number 30 " });
  await found.scrollIntoViewIfNeeded();
  const scrolled = await region.evaluate((element) => element.scrollTop);
  expect(scrolled).toBeGreaterThan(200);
  await found.getByRole("link").first().click();
  await grace.isIn("Kitchen");
  await expect(grace.message("Teapot number 30 ")).toBeInViewport();
  await expect.poll(() => highlighted(grace)).toEqual(["Teapot"]);

  await grace.goBack();
  await expect(field(grace)).toHaveValue("teapo");
  expect(await results(grace).count()).toBeGreaterThanOrEqual(40);
  await expect(found).toBeInViewport();
  await expect.poll(() => region.evaluate((element) => element.scrollTop)).toBe(scrolled);
  await expect.poll(() => highlighted(grace)).toEqual([]);
  await grace.goForward();
  await grace.isIn("Kitchen");
  await expect.poll(() => highlighted(grace)).toEqual(["Teapot"]);
  // What one types is one step of the history, not one for each letter.
  await grace.goBack();
  await expect(field(grace)).toHaveValue("teapo");
  await grace.goBack();
  await grace.isIn("Everyone");

  await grace.goForward();
  await grace.reload();
  await expect(field(grace)).toHaveValue("teapo");
  await expect(results(grace).first()).toContainText("Teapot number 60");
});

test("people and rooms complete the operators, which become chips that can be removed", async ({ ada, grace }) => {
  await ada.api.createRoom("Tea room", "open", [grace]);
  const [everyone, tea] = [(await ada.api.room("Everyone")).id, (await ada.api.room("Tea room")).id];
  await ada.api.say(everyone, "Plan of Ada");
  await grace.api.say(everyone, "Plan of Grace");
  await grace.api.say(tea, "Plan for tea");
  const { keyboard } = ada.page;
  await openSearch(ada);
  await ada.main.getByRole("button", { name: "from:" }).click();
  await expect(field(ada)).toBeFocused();
  await expect(suggestions(ada)).toHaveText(["Ada", "Grace"]);
  await keyboard.type("gr");
  await expect(suggestions(ada)).toHaveText(["Grace"]);
  await keyboard.press("Enter");
  await expect(filters(ada)).toHaveText([/from:\s*Grace/]);
  await expect(field(ada)).toHaveValue("");
  await keyboard.type("plan");
  await expect(results(ada)).toHaveCount(2);
  await keyboard.type(" in:tea");
  await expect(suggestions(ada)).toHaveText(["Tea room"]);
  await keyboard.press("Tab");
  await expect(filters(ada)).toHaveText([/from:\s*Grace/, /in:\s*Tea room/]);
  await expect(results(ada)).toHaveText([/Plan for tea/]);
  await expect(field(ada)).toHaveValue("plan ");
  await ada.reload();
  await expect(filters(ada)).toHaveCount(2);
  await expect(results(ada)).toHaveText([/Plan for tea/]);

  await ada.button("Remove the filter in: Tea room").click();
  await expect(field(ada)).toBeFocused();
  await expect(results(ada)).toHaveCount(2);
  // Backspace before the words removes the last one.
  await keyboard.press("Home");
  await keyboard.press("Backspace");
  await expect(filters(ada)).toHaveCount(0);
  await expect(field(ada)).toHaveValue("plan");
  await expect(results(ada)).toHaveCount(3);
  await field(ada).fill("");
  await keyboard.type("from:nobody plan");
  await expect(ada.main.getByText("from:nobody names nobody you know.")).toBeVisible();
  await expect(ada.main.getByText("Nothing found")).toHaveCount(0);
  await ada.button("Remove the filter from: nobody").click();
  await expect(results(ada)).toHaveCount(3);
});

test("a word that is composed is searched for once it is confirmed", async ({ ada }) => {
  await ada.say("明日の会議資料を確認");
  await ada.seesDelivered("会議");
  await openSearch(ada);
  const method = await InputMethod.of(ada);
  await method.compose("かいぎ");
  await method.press("Enter");
  await method.confirm("会議");
  await expect(results(ada)).toHaveCount(1);
  await expect(results(ada).locator("mark")).toHaveText("会議");
  await results(ada).getByRole("link").click();
  await ada.isIn("Everyone");
  await expect.poll(() => highlighted(ada)).toEqual(["会議"]);
});

test("replies open in their thread, and files are found by name", async ({ ada }) => {
  await ada.say("Menu of the week");
  const thread = await openThread(ada, "Menu of the week");
  await thread.say("Pancakes on Friday");
  await ada.field("Attach files").first().setInputFiles([
    { name: "pancake-recipe.png", mimeType: "image/png", buffer: png(40, 30) },
  ]);
  await ada.button("Close thread").click();
  await ada.sendButton.click();
  await expect(ada.timeline.getByRole("img", { name: "pancake-recipe.png" })).toBeVisible();
  await openSearch(ada);
  await field(ada).fill("pancake");
  await expect(results(ada)).toHaveCount(2);
  const file = results(ada).getByRole("link", { name: "pancake-recipe.png" });
  await expect(file.locator("mark")).toHaveText(/pancake/);
  await expect(file).toHaveAttribute("href", /\/files\/.*pancake-recipe\.png$/);
  const reply = results(ada).filter({ hasText: "Friday" });
  await expect(reply).toContainText("in the thread “Menu of the week”");
  await reply.getByRole("link").click();
  await expect(threadOf(ada).message("Pancakes on Friday")).toBeVisible();
  await expect.poll(() => highlighted(ada)).toEqual(["Pancakes"]);
});

test("the palette finds messages, and leads to all of them", async ({ ada }) => {
  await ada.api.createRoom("Kitchen", "open");
  const kitchen = (await ada.api.room("Kitchen")).id;
  await sendAll(ada, kitchen, Array.from({ length: 8 }, (_, index) => `Marmalade ${index + 1}`));
  const jump = ada.dialog("Jump to");
  const messages = jump.getByRole("group", { name: "Messages" }).getByRole("option");
  await ada.page.keyboard.press("Control+k");
  await jump.getByRole("combobox").fill("marmal");
  await expect(messages).toHaveCount(6);
  await expect(messages.first()).toContainText("Ada · Kitchen");
  await expect(messages.first().locator("mark")).toHaveText("Marmalade");
  await expect(messages.last()).toHaveText("Search for “marmal”");
  await ada.page.keyboard.press("Enter");
  await ada.isIn("Kitchen");
  await expect.poll(() => highlighted(ada)).toEqual(["Marmalade"]);

  await ada.page.keyboard.press("Control+k");
  await jump.getByRole("combobox").fill("marmal");
  await expect(messages).toHaveCount(6);
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("Enter");
  await expect(field(ada)).toHaveValue("marmal");
  await expect(results(ada)).toHaveCount(8);
  await ada.goBack();
  await ada.isIn("Kitchen");
});

test("what is not found, not reached or out of date says so", async ({ ada }) => {
  ada.console.tolerate(...CONNECTION_LOST, HANDSHAKE_GIVEN_UP, answered(503));
  await ada.say("Only tea here");
  await ada.seesDelivered("Only tea here");
  await openSearch(ada);
  await field(ada).fill("zeppelin");
  await expect(ada.main.getByText("Nothing found").last()).toBeVisible();
  await ada.context.setOffline(true);
  await field(ada).fill("tea");
  // The page searches in what it has.
  const offline = ada.main.getByText("You are offline. Only what is saved on this device was searched");
  await expect(offline).toBeVisible();
  await expect(results(ada)).toHaveText([/Only tea here/]);
  await ada.context.setOffline(false);
  await expect(offline).toBeHidden();
  await expect(results(ada)).toHaveText([/Only tea here/]);
  await expect(ada.main.getByRole("alert")).toHaveCount(0);
  // Whatever is typed is a search.
  for (const text of ['"', "(", "NEAR(", "*", "^", "body:x", "%00", "-", "from:"]) {
    await field(ada).fill(text);
    await ada.page.keyboard.press("Enter");
    await expect(ada.main.getByRole("list", { name: "Results" })).not.toHaveAttribute("aria-busy");
    await expect(ada.main.getByRole("alert")).toHaveCount(0);
  }
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("one searches from the drawer, and all of it fits the screen", async ({ ada }) => {
    await ada.say(`Tea ${"word".repeat(60)}`);
    await ada.button("Rooms").tap();
    await ada.rooms.getByRole("link", { name: "Search" }).tap();
    await expect(field(ada)).toBeVisible();
    await fitsTheScreen(ada);
    await field(ada).fill("from:me in:Everyone tea");
    await expect(filters(ada)).toHaveCount(2);
    await expect(results(ada)).toHaveCount(1);
    await fitsTheScreen(ada);
    await results(ada).getByRole("link").tap();
    await ada.isIn("Everyone");
    await ada.goBack();
    await expect(results(ada)).toHaveCount(1);
  });
});
