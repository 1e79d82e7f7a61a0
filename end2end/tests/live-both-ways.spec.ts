import { expect, test } from "../support/fixtures";
import { gateBeforeAnswers } from "../support/lossy-network";

test("two people talk, live", async ({ ada, grace }) => {
  // An empty message is not sent.
  await ada.composer.press("Enter");
  await ada.composer.fill("   ");
  await ada.composer.press("Enter");
  await ada.say("Hello, Grace");
  await grace.sees("Hello, Grace");
  await grace.composer.fill("Hello, Ada");
  await grace.sendButton.click();
  await ada.sees("Hello, Ada");
  await ada.seesDelivered("Hello, Grace");
  await grace.seesDelivered("Hello, Ada");
  await expect(grace.messages).toHaveText([/Hello, Grace/, /Hello, Ada/]);
  await expect(ada.messages).toHaveText([/Hello, Grace/, /Hello, Ada/]);

  const { id } = await ada.api.room("Everyone");
  const moment = new Date((await ada.api.messages(id))[0]?.at ?? "");
  const here = moment.toLocaleTimeString("en-GB", { timeZone: "Asia/Kolkata", hour: "2-digit", minute: "2-digit" });
  const message = grace.message("Hello, Grace");
  await expect(message).toHaveAccessibleName(`Ada, ${here}`);
  await expect(message.getByTitle(new RegExp(`${moment.getUTCFullYear()}.*${here}`))).toHaveText(here);

  await ada.composer.pressSequentially("first line");
  await ada.composer.press("Shift+Enter");
  await ada.composer.pressSequentially("second line");
  await expect(ada.composer).toHaveValue("first line\nsecond line");
  await ada.composer.press("Enter");
  await grace.sees("first line");
  await expect.poll(() => grace.message("first line").innerText()).toMatch(/first line\s*\n\s*second line/);
});

test("every script is at home", async ({ ada, grace }) => {
  const texts = ["שלום, מה שלומך?", "مرحبا بالعالم", "你好，世界", "こんにちは", "👩‍🚀🏳️‍🌈 hurrah", "Ünïcödé \u{1F9EE}"];
  for (const text of texts) await ada.say(text);
  for (const text of texts) await grace.sees(text);
  for (const [text, direction] of [["שלום", "rtl"], ["مرحبا", "rtl"], ["你好", "ltr"]] as const) {
    await expect(grace.timeline.getByText(text)).toHaveCSS("direction", direction);
  }
});

test("a message shows at once, as pending until the server has it on disk; one that is too long stays with its author", async ({
  ada,
  grace,
}) => {
  const longest = "x".repeat(40_000);
  await ada.composer.fill(`${longest}y`);
  await ada.composer.press("Enter");
  await expect(ada.alert).toBeVisible();
  await expect(ada.composer).toHaveValue(`${longest}y`);
  await expect(ada.messages).toHaveCount(0);

  // The number of characters left is no alarm.
  await ada.composer.press("Backspace");
  await expect(ada.page.getByText("0 characters left")).toBeVisible();
  await expect(ada.alert).toBeHidden();
  await ada.composer.press("Enter");
  await expect(ada.composer).toHaveValue("");
  await grace.sees(longest);
  await expect(ada.alert).toBeHidden();

  const gate = await gateBeforeAnswers(ada);
  await ada.reload();
  await ada.say("Connected");
  await ada.seesDelivered("Connected");
  gate.close();
  await ada.say("On its way");
  await ada.seesPending("On its way");
  await grace.sees("On its way");
  gate.open();
  await ada.seesDelivered("On its way");
});
