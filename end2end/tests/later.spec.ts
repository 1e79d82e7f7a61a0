import { CONNECTION_LOST, expect, test } from "../support/fixtures";
import { Network } from "../support/network";

const LATER = /\/split_later\.[\w-]+\.wasm$/;

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

test("what comes later and cannot be fetched is tried again when it is wanted", async ({ ada }) => {
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
});

test("what comes later and breaks off on its way is fetched again when it is wanted", async ({ ada, server }) => {
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
