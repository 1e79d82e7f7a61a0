import { expect, type Person, test } from "../support/fixtures";
import { openThread } from "../support/thread";

/** With Shift+Enter where a line breaks, as a person types it. */
const RICH = [
  "**Bold**, *slanted*, ~~gone~~ and `code`, with https://example.com/a_b_c and :tada:",
  "",
  "> Said before",
  "",
  "- one",
  "- two",
].join("\n");

test("markup shows alike for its author, for others and after a reload, where the server has rendered it", async ({
  ada,
  grace,
}) => {
  await ada.say(RICH);
  for (const person of [ada, grace]) {
    await person.seesDelivered("Bold");
    const message = person.message("Bold");
    await expect(message.locator("strong")).toHaveText("Bold");
    await expect(message.locator("em")).toHaveText("slanted");
    await expect(message.locator("del")).toHaveText("gone");
    await expect(message.locator("blockquote")).toHaveText("Said before");
    await expect(message.getByRole("listitem")).toHaveText(["one", "two"]);
    await expect(message.getByRole("link", { name: "https://example.com/a_b_c" })).toHaveAttribute(
      "rel",
      "noopener noreferrer nofollow",
    );
    await expect(message).toContainText("🎉");
  }
  const live = await grace.message("Bold").locator(".rich").innerHTML();
  // Marks an element that the server sends. The mark is gone if the page puts anything else in its place.
  await grace.page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      const strong = document.querySelector(".rich strong");
      if (strong && !("kept" in strong)) Object.assign(strong, { kept: strong });
    });
  });
  await grace.reload();
  await expect(grace.message("Bold").locator(".rich")).toHaveJSProperty("innerHTML", live);
  await expect(grace.button("Insert emoji")).toBeVisible();
  await expect.poll(() => grace.message("Bold").locator("strong").evaluate((strong) => "kept" in strong)).toBe(true);
});

test("HTML and links that run code stay text, live and after a reload, and other links can be followed safely", async ({
  ada,
  grace,
}) => {
  const hostile = `<img src=x onerror="document.title='taken'"><b>bold</b> &amp; </article><script>document.title='taken'</script>`;
  await ada.say(hostile);
  await ada.say('<img src=x onerror="window.attacked = true"> [here](javascript:alert(1))');
  await ada.say("Read https://example.com/a?b=1&c=2, then javascript:alert(1) not.");
  for (const person of [ada, grace]) {
    await person.sees(hostile);
    await expect(person.message(hostile).locator("img[src=x], b, script")).toHaveCount(0);
    await expect(person.page).toHaveTitle(/^Everyone/);
  }
  const links = grace.message("Read").getByRole("link", { name: /example|javascript/ });
  const isHarmless = async () => {
    const message = grace.message("[here]");
    await expect(message).toContainText("[here](javascript:alert(1))");
    await expect(message.locator("img")).toHaveCount(0);
    await expect(message.locator(".rich a")).toHaveCount(0);
    await expect(links).toHaveCount(1);
    await expect(links).toHaveText("https://example.com/a?b=1&c=2");
    await expect(links).toHaveAttribute("href", "https://example.com/a?b=1&c=2");
    await expect(links).toHaveAttribute("rel", /noopener|noreferrer/);
    expect(await grace.page.evaluate(() => "attacked" in window)).toBe(false);
  };
  await isHarmless();
  await grace.reload();
  await grace.sees(hostile);
  await expect(grace.page).toHaveTitle(/^Everyone/);
  await isHarmless();
});

test("an edit turns plain text into markup and back, and a quote goes to the composer with its author", async ({
  ada,
  grace,
}) => {
  await ada.say("Plain");
  await grace.seesDelivered("Plain");
  await ada.edit("Plain", "**Loud**");
  await expect(grace.message("Loud").locator("strong")).toHaveText("Loud");
  await ada.act("Loud", "Edit message");
  await expect(ada.editor).toHaveValue("**Loud**");
  await ada.editor.fill("Plain again");
  await ada.editor.press("Enter");
  await grace.seesDelivered("Plain again");
  await expect(grace.message("Plain again").locator("strong")).toHaveCount(0);

  await ada.say("Shall we **print** it?");
  await grace.seesDelivered("Shall we");
  await grace.act("Shall we", "Quote");
  await expect(grace.composer).toBeFocused();
  await expect(grace.composer).toHaveValue("> **Ada**\n> Shall we **print** it?\n\n");
  await grace.page.keyboard.type("Yes");
  await grace.composer.press("Enter");
  const answer = ada.message("Yes");
  await expect(answer.locator("blockquote")).toContainText("Shall we print it?");
  await expect(answer.locator(".rich > p")).toHaveText("Yes");
});

test("code is coloured once it shows, and copied with a button", async ({ ada }) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const fetched: string[] = [];
  ada.page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const isHighlighter = (path: string) => path.includes("highlight");
  await ada.reload();
  await ada.say("Nothing to colour: `let x = 1;`");
  await expect(ada.message("Nothing").locator("code")).toBeVisible();
  expect(fetched.some(isHighlighter)).toBe(false);

  await ada.say('```rust\nlet name = "Ada"; // who\n```');
  const code = ada.message("let name").locator("pre code");
  await expect(code.locator(".hljs-string")).toHaveText('"Ada"');
  await expect(code).toHaveText('let name = "Ada"; // who\n');
  await ada.message("let name").hover();
  await ada.message("let name").getByRole("button", { name: "Copy", exact: true }).click();
  await expect(ada.page.getByText("Code copied.")).toBeVisible();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe('let name = "Ada"; // who\n');
});

test("an emoji is found by name, chosen with the keyboard, and completed while one types", async ({ ada }) => {
  await ada.composer.fill("Well done ");
  await ada.button("Insert emoji").click();
  const dialog = ada.dialog("Insert emoji");
  await expect(dialog.getByRole("searchbox", { name: "Search emoji" })).toBeFocused();
  await ada.page.keyboard.type("rocket");
  await ada.page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("button", { name: "rocket" })).toBeFocused();
  await ada.page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(ada.composer).toHaveValue("Well done 🚀");
  await ada.composer.press("End");
  await ada.page.keyboard.type(" :tad");
  await expect(ada.page.getByRole("option", { name: "tada" })).toBeVisible();
  await ada.page.keyboard.press("Tab");
  await expect(ada.composer).toHaveValue("Well done 🚀 🎉 ");
  await ada.composer.press("Enter");
  await ada.seesDelivered("Well done 🚀 🎉");

  // A suggestion is taken for what is typed now, though the list is a frame behind.
  await ada.composer.pressSequentially(":ta");
  await expect(ada.page.getByRole("option", { name: "tada" })).toBeVisible();
  await ada.page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
  });
  await ada.page.keyboard.type("d");
  await ada.page.keyboard.press("Tab");
  await expect(ada.composer).toHaveValue("🎉 ");
});

test("a few emoji alone are large at once, in threads too, and more of them are not", async ({ ada, grace }) => {
  const words = (person: Person, text: string) =>
    person.page.getByRole("article").filter({ hasText: text }).last().locator(".rich > p");
  await ada.say("So **well** done");
  await ada.seesDelivered("So well done");
  const usual = await words(ada, "So well done").evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
  const large = `${2.5 * usual}px`;
  for (const [typed, shown] of [
    ["🎉", "🎉"],
    [":tada: 👍🏽", "🎉 👍🏽"],
  ] as const) {
    await ada.say(typed);
    await grace.seesDelivered(shown);
    for (const person of [ada, grace]) await expect(words(person, shown)).toHaveCSS("font-size", large);
  }
  await ada.say("🎈🎈🎈🎈");
  await grace.seesDelivered("🎈🎈🎈🎈");
  await expect(words(grace, "🎈🎈🎈🎈")).toHaveCSS("font-size", `${usual}px`);

  const height = async () => (await grace.message("👍🏽").boundingBox())?.height;
  const before = await height();
  await grace.reload();
  expect(await height()).toBe(before);
  const thread = await openThread(ada, "So well done");
  await thread.say("🥳");
  await expect(words(ada, "🥳")).toHaveCSS("font-size", large);
});

test("the numbers of a list are whole, however long, and short lists keep their indentation", async ({ ada, grace }) => {
  await ada.say("123456789. too wide\n1. next");
  await ada.say("1. usual");
  await grace.seesDelivered("too wide");
  await grace.seesDelivered("usual");
  const room = (text: string) =>
    grace.message(text).locator("li").first().evaluate((item: HTMLElement) => {
      const number = document.createElement("span");
      number.textContent = `${(item.parentElement as HTMLOListElement).start}. `;
      number.style.cssText = "position: absolute; white-space: pre; font-variant-numeric: tabular-nums";
      item.append(number);
      const needed = number.getBoundingClientRect().width;
      number.remove();
      const list = item.parentElement as HTMLElement;
      return { needed, given: item.getBoundingClientRect().left - list.getBoundingClientRect().left };
    });
  const wide = await room("too wide");
  expect(wide.given).toBeGreaterThanOrEqual(wide.needed);
  expect(wide.given, "no more than it needs").toBeLessThan(wide.needed + 12);
  expect((await room("usual")).given).toBeLessThan(wide.given / 2);
});
