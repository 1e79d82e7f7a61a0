import { CONNECTION_LOST, expect, test } from "../support/fixtures";
import { Network } from "../support/network";

const LATER = /\/split_later\.[\w-]+\.wasm$/;
const EMOJI = /\/emoji-\w+\.txt$/;

test.beforeEach(async ({ ada }) => {
  // So that what is waited for is of the page that the test loads, and not of the one before it.
  await ada.page.goto("about:blank");
  ada.console.tolerate(...CONNECTION_LOST);
});

test("what comes later works without a connection once it is there", async ({ ada }) => {
  const fetched = ada.page.waitForResponse(LATER);
  await ada.goTo("/");
  await (await fetched).finished();
  await ada.page.route(LATER, (route) => route.abort("internetdisconnected"));
  await ada.page.getByRole("button", { name: "New room" }).click();
  await expect(ada.page.getByRole("dialog", { name: "New room" }).getByLabel("Room name")).toBeFocused();
});

test("what comes later and cannot be fetched, or breaks off on its way, is fetched again when it is wanted", async ({
  ada,
  server,
}) => {
  ada.console.tolerate(/^error: TypeError: Failed to fetch/);
  await ada.page.route(LATER, (route) => route.abort("internetdisconnected"));
  const failed = ada.page.waitForEvent("requestfailed", (request) => LATER.test(request.url()));
  await ada.goTo("/");
  await failed;

  const open = ada.page.getByRole("button", { name: "New room" });
  await open.click();
  await expect(ada.page.getByText("This could not be loaded.")).toBeVisible();

  await ada.page.unroute(LATER);
  // Not by a place on the screen: the page tries by itself too, and then the dialog lies over the button already.
  await open.dispatchEvent("click");
  await expect(ada.page.getByRole("dialog", { name: "New room" }).getByLabel("Room name")).toBeFocused();

  const network = await Network.before(server);
  network.breaksOff = LATER;
  const broken = ada.page.waitForEvent("requestfailed", (request) => LATER.test(request.url()));
  await ada.page.goto(network.origin);
  await ada.isIn("Everyone");
  await broken;

  network.breaksOff = undefined;
  await ada.page.getByRole("button", { name: "New room" }).click();
  await expect(ada.page.getByRole("dialog", { name: "New room" }).getByLabel("Room name")).toBeFocused();
  await network.cleanUp();
});

test("the name of an emoji becomes the emoji as soon as the table of emoji has come", async ({ ada }) => {
  await ada.page.route(EMOJI, (route) => route.abort("internetdisconnected"));
  const failed = ada.page.waitForEvent("requestfailed", (request) => EMOJI.test(request.url()));
  await ada.goTo("/");
  await failed;
  await ada.say("Well done :tada:");
  await ada.seesDelivered("Well done :tada:");

  await ada.page.unroute(EMOJI);
  // Not by a place on the screen: the page tries by itself too, and then the dialog lies over the button already.
  await ada.page.getByRole("button", { name: "New room" }).dispatchEvent("click");
  await expect(ada.dialog("New room")).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await ada.sees("Well done 🎉");
});

test("a click on what the server has written counts before the code for it has come", async ({ ada, grace }) => {
  await ada.goTo("/");
  await ada.say("Tea at four?");
  await ada.seesDelivered("Tea at four?");
  await ada.act("Tea at four?", "React with thumbs up");
  // The page that is loaded next must have it.
  await expect(grace.page.getByRole("button", { name: "👍 1, Ada" })).toBeVisible();
  let send = () => {};
  const allowed = new Promise<void>((resolve) => (send = resolve));
  await grace.page.route(LATER, async (route) => {
    await allowed;
    await route.continue();
  });
  await grace.page.reload();
  await grace.hydrated();
  const reaction = grace.page.getByRole("button", { name: "👍 1, Ada" });
  await reaction.click();
  await expect(reaction).toHaveAttribute("aria-busy", "true");
  send();
  const both = grace.page.getByRole("button", { name: /^👍 2, / });
  await expect(both).toBeFocused();
  await expect(both).toHaveAttribute("aria-pressed", "true");
  await expect(grace.page.locator("[aria-busy]")).toHaveCount(0);
  await expect(ada.page.getByRole("button", { name: /^👍 2, / })).toBeVisible();
});

test("a button that is held down while its code comes stays until it is released, and then does its action", async ({ ada, grace }) => {
  await ada.goTo("/");
  await ada.say("Tea at four?");
  await ada.seesDelivered("Tea at four?");
  await ada.act("Tea at four?", "React with thumbs up");
  // The page that is loaded next must have it.
  await expect(grace.page.getByRole("button", { name: "👍 1, Ada" })).toBeVisible();
  const { page } = grace;
  let send = () => {};
  const allowed = new Promise<void>((resolve) => (send = resolve));
  await page.route(LATER, async (route) => {
    await allowed;
    await route.continue();
  });
  await page.reload();
  await grace.hydrated();
  await page.getByRole("button", { name: "👍 1, Ada" }).hover();
  const fetched = page.waitForResponse(LATER);
  await page.mouse.down();
  send();
  await (await fetched).finished();
  // Enough for the code to be compiled and its parts to be shown.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 60; frame++) await new Promise(requestAnimationFrame);
  });
  await page.mouse.up();
  await expect(page.getByRole("button", { name: /^👍 2, / })).toBeVisible();
});

test("a click on what the server has written is given up with a word if its code cannot be fetched", async ({ ada, grace }) => {
  grace.console.tolerate(...CONNECTION_LOST, /^error: TypeError: Failed to fetch/);
  await ada.goTo("/");
  await ada.say("Tea at four?");
  await ada.seesDelivered("Tea at four?");
  await ada.act("Tea at four?", "React with thumbs up");
  // The page that is loaded next must have it.
  await expect(grace.page.getByRole("button", { name: "👍 1, Ada" })).toBeVisible();
  await grace.page.route(LATER, (route) => route.abort("internetdisconnected"));
  await grace.page.reload();
  await grace.hydrated();
  const reaction = grace.page.getByRole("button", { name: "👍 1, Ada" });
  await reaction.click();
  await expect(grace.page.getByText("This could not be loaded.")).toBeVisible();
  await expect(reaction).not.toHaveAttribute("aria-busy");

  await grace.page.unroute(LATER);
  await reaction.click();
  await expect(grace.page.getByRole("button", { name: /^👍 2, / })).toBeVisible();
});

test("what is typed for a dialog before its code has come goes to that dialog", async ({ ada }) => {
  let send = () => {};
  const allowed = new Promise<void>((resolve) => (send = resolve));
  await ada.page.route(LATER, async (route) => {
    await allowed;
    await route.continue();
  });
  await ada.goTo("/");
  await expect(ada.composer).toBeFocused();
  const { keyboard } = ada.page;
  await keyboard.press("Control+k");
  await keyboard.type("kitch");
  await expect(ada.dialog("Loading")).toBeVisible();
  send();
  await expect(ada.dialog("Jump to").getByRole("combobox")).toHaveValue("kitch");
  await keyboard.type("en");
  await expect(ada.dialog("Jump to").getByRole("combobox")).toHaveValue("kitchen");
  await expect(ada.composer).toHaveValue("");
  await keyboard.press("Escape");
  await expect(ada.composer).toBeFocused();
});

test("a dialog whose code has not come is given up with Escape", async ({ ada }) => {
  let send = () => {};
  const allowed = new Promise<void>((resolve) => (send = resolve));
  await ada.page.route(LATER, async (route) => {
    await allowed;
    await route.continue();
  });
  await ada.goTo("/");
  const { keyboard } = ada.page;
  await keyboard.press("Control+k");
  await expect(ada.dialog("Loading")).toBeVisible();
  await keyboard.press("Escape");
  await expect(ada.dialog("Loading")).toBeHidden();
  await keyboard.type("for the room");
  await expect(ada.composer).toHaveValue("for the room");
  const fetched = ada.page.waitForResponse(LATER);
  send();
  await (await fetched).finished();
  // The code is there once a part of it shows.
  await expect(ada.button("Insert emoji")).toBeVisible();
  await expect(ada.page.getByRole("dialog")).toHaveCount(0);
  await expect(ada.composer).toHaveValue("for the room");
});
