import { CONNECTION_LOST, expect, test } from "../support/fixtures";

test("a draft follows its author to another device, and is gone from there once it is sent", async ({
  ada,
  anotherDeviceOf,
}) => {
  const phone = await anotherDeviceOf(ada);
  await ada.composer.fill("Dear Gr");
  await expect(phone.composer).toHaveValue("Dear Gr");
  await phone.composer.fill("Dear Grace, the engine runs");
  await expect(ada.composer).toHaveValue("Dear Grace, the engine runs");
  await ada.composer.press("Enter");
  await phone.seesDelivered("Dear Grace, the engine runs");
  await expect(phone.composer).toHaveValue("");
});

test("what was typed on two devices while one was away is there on both", async ({ ada, anotherDeviceOf }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  const phone = await anotherDeviceOf(ada);
  await ada.goOffline();
  await ada.composer.fill("Typed on the train");
  await phone.composer.fill("Typed at home");
  await expect.poll(() => phone.api.draft("Everyone")).toBe("Typed at home");
  await ada.goOnline();
  for (const device of [ada, phone]) {
    await expect(device.composer).toHaveValue("Typed at home\nTyped on the train");
  }
});

test("drafts of several rooms outlive a reload and a sign-out", async ({ ada }) => {
  await ada.createRoom("Compilers", "Open");
  await ada.composer.fill("About parsers");
  await ada.openRoom("Everyone");
  await expect(ada.composer).toHaveValue("");
  await ada.composer.fill("To everyone");
  await ada.reload();
  await expect(ada.composer).toHaveValue("To everyone");
  await ada.signOut();
  await ada.signIn();
  await ada.isIn("Everyone");
  await expect(ada.composer).toHaveValue("To everyone");
  await ada.openRoom("Compilers");
  await expect(ada.composer).toHaveValue("About parsers");
});
