import { expect, type Locator } from "@playwright/test";
import type { Person } from "./person";

/** The open thread on a person's page. */
export function threadOf(person: Person) {
  const panel = person.page.getByRole("complementary", { name: "Thread" });
  const log = panel.getByRole("log", { name: "Thread" });
  const reply = panel.getByRole("textbox", { name: "Reply", exact: true });
  const message = (text: string): Locator => log.getByRole("article").filter({ hasText: text });
  return {
    panel,
    log,
    reply,
    message,
    replies: log.getByRole("article"),
    async say(text: string): Promise<void> {
      await reply.fill(text);
      await reply.press("ControlOrMeta+Enter");
      await expect(reply).toHaveValue("");
    },
    /** Points at a message and does one of its actions. */
    async act(text: string, action: string): Promise<void> {
      await message(text).hover();
      await person.actFrom(panel.getByRole("toolbar", { name: "Message actions" }), action);
    },
  };
}

/** The link from a message to its thread. */
export function bar(person: Person, text: string): Locator {
  return person.message(text).getByRole("link", { name: /repl(y|ies)/ });
}

/** The link to all threads that the person follows. */
export function threads(person: Person): Locator {
  return person.rooms.getByRole("link", { name: /^Threads/ });
}

/** Opens the thread of a message, with or without replies. */
export async function openThread(person: Person, text: string) {
  await person.act(text, "Reply in thread");
  const thread = threadOf(person);
  await expect(thread.message(text)).toBeVisible();
  return thread;
}
