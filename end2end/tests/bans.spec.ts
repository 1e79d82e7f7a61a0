import { answered, expect, test } from "../support/fixtures";

test("one who is banned is out at once and everywhere, until the ban is lifted", async ({ ada, grace, anotherDeviceOf }) => {
  const phone = await anotherDeviceOf(grace);
  for (const device of [grace, phone]) device.console.tolerate(answered(401), answered(403));
  await grace.say("Before");
  await ada.seesDelivered("Before");
  await ada.button("People").click();
  await ada.button("Manage Grace").click();
  await ada.button("Ban: Grace").click();
  const code = await ada.api.joinCode();
  const links = ada.dialog("Ban").getByRole("checkbox", { name: /invitation link/ });
  await expect(links).toBeChecked();
  await ada.dialog("Ban").getByRole("button", { name: "Ban", exact: true }).click();
  for (const device of [grace, phone]) await expect(device.button("Sign in")).toBeVisible();
  await expect(ada.people.getByRole("listitem").filter({ hasText: "Grace" })).toContainText("Banned");

  const rotated = await ada.api.joinCode();
  expect(rotated).not.toBe(code);
  await grace.hydrated();
  await grace.signIn();
  await expect(grace.alert).toContainText("You are banned");
  await ada.button("Lift ban: Grace").click();
  await grace.signIn();
  await grace.isIn("Everyone");
  await grace.seesDelivered("Before");

  // Who knows of nobody who would come by it may leave the link as it is.
  await ada.button("Ban: Grace").click();
  await links.uncheck();
  await ada.dialog("Ban").getByRole("button", { name: "Ban", exact: true }).click();
  await expect(ada.button("Lift ban: Grace")).toBeVisible();
  expect(await ada.api.joinCode()).toBe(rotated);
});
