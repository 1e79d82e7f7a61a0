import { CONNECTION_LOST, expect, test } from "../support/fixtures";

test("a draft follows its author to another device, also one that was away, and is gone from there once it is sent", async ({
  ada,
  anotherDeviceOf,
}) => {
  ada.console.tolerate(...CONNECTION_LOST);
  const phone = await anotherDeviceOf(ada);
  await ada.composer.fill("Dear Gr");
  await expect(phone.composer).toHaveValue("Dear Gr");
  await phone.composer.fill("Dear Grace, the engine runs");
  await expect(ada.composer).toHaveValue("Dear Grace, the engine runs");
  await ada.composer.press("Enter");
  await phone.seesDelivered("Dear Grace, the engine runs");
  await expect(phone.composer).toHaveValue("");

  await ada.goOffline();
  await ada.composer.fill("Typed on the train");
  await phone.composer.fill("Typed at home");
  await expect.poll(() => phone.api.draft("Everyone")).toBe("Typed at home");
  await ada.goOnline();
  for (const device of [ada, phone]) {
    await expect(device.composer).toHaveValue("Typed at home\nTyped on the train");
  }
});

test("a draft that is left before the room's messages have come reaches the other device, too", async ({
  ada,
  anotherDeviceOf,
}) => {
  await ada.api.createRoom("Tea", "open");
  const phone = await anotherDeviceOf(ada);
  await expect(ada.button("Insert emoji")).toBeVisible();
  let send = () => {};
  const allowed = new Promise<void>((resolve) => (send = resolve));
  await ada.page.route(/\/api\/rooms\/[\w-]+\/messages/, async (route) => {
    await allowed;
    await route.continue();
  });
  await ada.openRoom("Tea");
  await ada.composer.fill("half a thou");
  await ada.openRoom("Everyone");
  await expect(ada.room("Tea")).toHaveAccessibleDescription("");
  send();
  for (const device of [ada, phone]) await expect(device.room("Tea")).toHaveAccessibleDescription("draft");
  await phone.openRoom("Tea");
  await expect(phone.composer).toHaveValue("half a thou");
});

test("every room has a draft of its own, which survives a reload, another room and signing out", async ({ ada }) => {
  await ada.createRoom("Kitchen", "Open");
  await ada.composer.pressSequentially("About the coffee");
  await ada.openRoom("Everyone");
  await expect(ada.composer).toHaveValue("");
  await ada.composer.pressSequentially("Not finished");
  await ada.reload();
  await expect(ada.composer).toHaveValue("Not finished");
  await ada.openRoom("Kitchen");
  await expect(ada.composer).toHaveValue("About the coffee");
  await ada.openRoom("Everyone");
  await expect(ada.composer).toHaveValue("Not finished");

  await ada.signOut();
  await ada.signIn();
  await ada.isIn("Everyone");
  await expect(ada.composer).toHaveValue("Not finished");
  await ada.composer.press("Enter");
  await ada.seesDelivered("Not finished");
  await ada.reload();
  await expect(ada.composer).toHaveValue("");
  await ada.openRoom("Kitchen");
  await expect(ada.composer).toHaveValue("About the coffee");
});
