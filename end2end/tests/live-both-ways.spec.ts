import { expect, test } from "../support/fixtures";

test("two people talk, live", async ({ ada, grace }) => {
  await ada.say("Hello, Grace");
  await grace.sees("Hello, Grace");
  await grace.say("Hello, Ada");
  await ada.sees("Hello, Ada");
  await ada.seesDelivered("Hello, Grace");
  await grace.seesDelivered("Hello, Ada");
  await expect(grace.messages).toHaveText([/Hello, Grace/, /Hello, Ada/]);
  await expect(ada.messages).toHaveText([/Hello, Grace/, /Hello, Ada/]);
});

test("a message shows at once, as pending until the server has it on disk", async ({ ada, grace }) => {
  const gate = await ada.gateBeforeAnswers();
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

test("the Send button sends, and an empty message is not sent", async ({ ada, grace }) => {
  await ada.composer.press("Enter");
  await ada.composer.fill("   ");
  await ada.composer.press("Enter");
  await ada.composer.fill("By mouse");
  await ada.sendButton.click();
  await grace.sees("By mouse");
  await expect(ada.messages).toHaveCount(1);
});

test("Shift+Enter breaks the line", async ({ ada, grace }) => {
  await ada.composer.pressSequentially("first line");
  await ada.composer.press("Shift+Enter");
  await ada.composer.pressSequentially("second line");
  await expect(ada.composer).toHaveValue("first line\nsecond line");
  await ada.composer.press("Enter");
  await grace.sees("first line");
  await expect.poll(() => grace.message("first line").innerText()).toMatch(/first line\s*\n\s*second line/);
});

test("links can be followed, and safely", async ({ ada, grace }) => {
  await ada.say("Read https://example.com/a?b=1&c=2, then javascript:alert(1) not.");
  const links = grace.message("Read").getByRole("link", { name: /example|javascript/ });
  await expect(links).toHaveCount(1);
  await expect(links).toHaveText("https://example.com/a?b=1&c=2");
  await expect(links).toHaveAttribute("href", "https://example.com/a?b=1&c=2");
  await expect(links).toHaveAttribute("rel", /noopener|noreferrer/);
});

test("what looks like HTML is text", async ({ ada, grace }) => {
  const hostile = `<img src=x onerror="document.title='taken'"><b>bold</b> &amp; </article><script>document.title='taken'</script>`;
  await ada.say(hostile);
  for (const person of [ada, grace]) {
    await person.sees(hostile);
    await expect(person.message(hostile).locator("img[src=x], b, script")).toHaveCount(0);
    await expect(person.page).toHaveTitle(/^Everyone/);
  }
  await grace.reload();
  await grace.sees(hostile);
  await expect(grace.page).toHaveTitle(/^Everyone/);
});

test("every script is at home", async ({ ada, grace }) => {
  const texts = ["שלום, מה שלומך?", "مرحبا بالعالم", "你好，世界", "こんにちは", "👩‍🚀🏳️‍🌈 hurrah", "Ünïcödé \u{1F9EE}"];
  for (const text of texts) await ada.say(text);
  for (const text of texts) await grace.sees(text);
  for (const [text, direction] of [["שלום", "rtl"], ["مرحبا", "rtl"], ["你好", "ltr"]] as const) {
    await expect(grace.timeline.getByText(text)).toHaveCSS("direction", direction);
  }
});

test("a message names its author and its time where the reader is", async ({ ada, grace }) => {
  await ada.say("What time is it?");
  await grace.sees("What time is it?");
  const { id } = await ada.api.room("Everyone");
  const moment = new Date((await ada.api.messages(id))[0]?.at ?? "");
  const here = moment.toLocaleTimeString("en-GB", { timeZone: "Asia/Kolkata", hour: "2-digit", minute: "2-digit" });
  const message = grace.message("What time is it?");
  await expect(message).toHaveAccessibleName(`Ada, ${here}`);
  await expect(message.getByTitle(new RegExp(`${moment.getUTCFullYear()}.*${here}`))).toHaveText(here);
});

test("a message that is too long is refused in words, and stays with its author", async ({ ada, grace }) => {
  const longest = "x".repeat(40_000);
  await ada.composer.fill(`${longest}y`);
  await ada.composer.press("Enter");
  await expect(ada.alert).toBeVisible();
  await expect(ada.composer).toHaveValue(`${longest}y`);
  await expect(ada.messages).toHaveCount(0);

  // What is left to write is good to know, and nothing to be alarmed about.
  await ada.composer.press("Backspace");
  await expect(ada.page.getByText("0 characters left")).toBeVisible();
  await expect(ada.alert).toBeHidden();
  await ada.composer.press("Enter");
  await expect(ada.composer).toHaveValue("");
  await grace.sees(longest);
  await expect(ada.alert).toBeHidden();
});
