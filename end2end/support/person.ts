import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { Api } from "./api";
import { Console, HANDSHAKE_GIVEN_UP } from "./console";
import type { HubbubServer } from "./server";

/** The actions in a message's toolbar. All others are in its menu. */
const IN_TOOLBAR = /^(React with|Reply in thread|More actions)/;

/** Counts, in a page, the steps in the history that it has asked for and the browser has not taken yet. */
function countTraversals(): void {
  const counted = window as Window & { traversals?: number };
  counted.traversals = 0;
  const go = history.go.bind(history);
  history.go = (by) => {
    counted.traversals = (counted.traversals ?? 0) + 1;
    go(by);
  };
  addEventListener("popstate", () => (counted.traversals = Math.max(0, (counted.traversals ?? 0) - 1)), true);
}

/** A person with a browser of their own. */
export class Person {
  readonly email: string;
  readonly password = "correct horse battery staple";
  readonly console: Console;
  readonly api: Api;

  private constructor(
    readonly name: string,
    readonly server: HubbubServer,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.email = `${name.toLowerCase()}@example.com`;
    this.console = new Console(context);
    this.api = new Api(context.request, server.origin);
  }

  static async sitDown(name: string, server: HubbubServer, browser: Browser): Promise<Person> {
    const context = await browser.newContext();
    await context.addInitScript(countTraversals);
    return new Person(name, server, context, await context.newPage());
  }

  /** Another tab of the same browser. */
  async openTab(): Promise<Person> {
    return new Person(this.name, this.server, this.context, await this.context.newPage());
  }

  get account() {
    return { name: this.name, email: this.email, password: this.password };
  }

  // Parts of the page

  get main(): Locator {
    return this.page.getByRole("main");
  }

  get rooms(): Locator {
    return this.page.getByRole("navigation", { name: "Rooms" });
  }

  /** The room's link, whatever its unread count. */
  room(name: string): Locator {
    return this.rooms.getByRole("link", { name: new RegExp(`^${name}(,|$)`) });
  }

  /** The links to rooms, in the order of the list. */
  get roomLinks(): Locator {
    return this.rooms.getByRole("listitem").getByRole("link");
  }

  get people(): Locator {
    return this.page.getByRole("complementary", { name: "People" });
  }

  get timeline(): Locator {
    return this.page.getByRole("log", { name: "Messages" });
  }

  get messages(): Locator {
    return this.timeline.getByRole("article");
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Message", exact: true });
  }

  /** The field in which a message is edited. */
  get editor(): Locator {
    return this.page.getByRole("textbox", { name: "Edit message" });
  }

  /** The actions of the message under the pointer. */
  get actions(): Locator {
    return this.page.getByRole("toolbar", { name: "Message actions" });
  }

  /** The open menu of a message. */
  get menu(): Locator {
    return this.page.getByRole("menu", { name: "Message actions" });
  }

  menuItem(name: string): Locator {
    return this.menu.getByRole("menuitem", { name, exact: true });
  }

  get sendButton(): Locator {
    return this.page.getByRole("button", { name: "Send", exact: true });
  }

  get divider(): Locator {
    return this.timeline.getByRole("separator", { name: "New", exact: true });
  }

  status(text: string): Locator {
    return this.page.getByRole("status").filter({ hasText: text });
  }

  get alert(): Locator {
    // A page may keep empty alerts to fill later.
    return this.page.getByRole("alert").filter({ hasText: /\S/ });
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The button that opens the account menu. */
  get accountButton(): Locator {
    return this.page.getByRole("button", { name: /^Account, / });
  }

  /** The button that opens the list of the room's people. Its name ends with their number. */
  get peopleButton(): Locator {
    return this.page.getByRole("button", { name: /^People(, |$)/ });
  }

  /** The button that opens the list of pinned messages. Its name ends with their number. */
  get pinnedButton(): Locator {
    return this.main.getByRole("button", { name: /^Pinned, / });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  // Actions

  /** Waits until the page is hydrated: before, it reacts to nothing. */
  async hydrated(): Promise<void> {
    await expect(this.page.locator("html[data-hydrated]")).toBeAttached();
  }

  /** Waits until the tab's history no longer changes. The browser drops a load of the page that a change meets. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(async () => {
      // What is closed changes the history in the next task.
      await new Promise((resolve) => setTimeout(resolve));
      return !("traversals" in window) || window.traversals === 0;
    });
  }

  async goTo(path: string): Promise<number> {
    await this.settled();
    const response = await this.page.goto(this.server.origin + path);
    await this.hydrated();
    return response?.status() ?? 0;
  }

  async reload(): Promise<void> {
    await this.settled();
    await this.page.reload();
    await this.hydrated();
  }

  /** Goes back, as soon as the tab's history no longer changes: Back in the middle of a change goes elsewhere. */
  async goBack(): Promise<void> {
    await this.settled();
    await this.page.goBack();
  }

  async goForward(): Promise<void> {
    await this.settled();
    await this.page.goForward();
  }

  async openRoom(name: string): Promise<void> {
    await this.room(name).click();
    await this.isIn(name);
  }

  async isIn(name: string): Promise<void> {
    await expect(this.main.getByRole("heading", { name, exact: true })).toBeVisible();
    await this.hydrated();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    // Enter alone breaks the line on a phone.
    await this.composer.press("ControlOrMeta+Enter");
    await expect(this.composer).toHaveValue("");
  }

  /** Points at a message and does one of its actions, in its toolbar or its menu. */
  async act(text: string, action: string): Promise<void> {
    await this.message(text).hover();
    await this.actFrom(this.actions, action);
  }

  /** Does an action of the message that shows this toolbar. */
  async actFrom(toolbar: Locator, action: string): Promise<void> {
    const button = (name: string) => toolbar.getByRole("button", { name, exact: true });
    if (IN_TOOLBAR.test(action)) return button(action).click();
    await button("More actions").click();
    await this.menuItem(action).click();
  }

  async edit(text: string, to: string): Promise<void> {
    await this.act(text, "Edit message");
    await this.editor.fill(to);
    await this.editor.press("Enter");
  }

  async deleteMessage(text: string): Promise<void> {
    await this.act(text, "Delete message");
    await this.confirmDeletion();
  }

  async confirmDeletion(): Promise<void> {
    await this.dialog("Delete message").getByRole("button", { name: "Delete", exact: true }).click();
  }

  async openRoomSettings(): Promise<Locator> {
    await this.button("Room settings").click();
    const dialog = this.dialog("Room settings");
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** Opens the person's settings at one of their parts. */
  async openSettings(part: string): Promise<Locator> {
    await this.accountButton.click();
    await this.button("Settings").click();
    const dialog = this.dialog("Settings");
    await dialog.getByRole("tab", { name: part }).click();
    await expect(dialog.getByRole("tabpanel", { name: part })).toBeVisible();
    return dialog;
  }

  /** Puts the tab behind another, or in front again. */
  async hideTab(hidden: boolean): Promise<void> {
    await this.page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  }

  /** Checks that the message is there, once. */
  async sees(text: string): Promise<void> {
    await expect(this.message(text)).toHaveCount(1);
    await expect(this.message(text)).toBeVisible();
  }

  async seesPending(text: string): Promise<void> {
    await this.sees(text);
    await expect(this.message(text)).toHaveAttribute("aria-busy", "true");
  }

  /** Checks that the message is there, once, and on the server's disk. */
  async seesDelivered(text: string): Promise<void> {
    await this.sees(text);
    await expect(this.message(text)).not.toHaveAttribute("aria-busy", "true");
  }

  async createRoom(name: string, kind: "Open" | "Closed"): Promise<void> {
    await this.button("New room").click();
    const dialog = this.dialog("New room");
    await dialog.getByLabel("Room name").fill(name);
    await dialog.getByRole("radio", { name: kind }).check();
    await dialog.getByRole("button", { name: "Create room" }).click();
    await expect(dialog).toBeHidden();
    await this.isIn(name);
    if (kind === "Closed") {
      // Hubbub asks at once whom to add.
      const people = this.dialog("Add people");
      await people.getByRole("button", { name: "Done" }).click();
      await expect(people).toBeHidden();
    }
  }

  /** Fills in the form of a new account. */
  async fillInAccount(): Promise<void> {
    await this.field("Your name").fill(this.name);
    await this.field("Email").fill(this.email);
    await this.field("Password").fill(this.password);
  }

  async signIn(password = this.password, email = this.email): Promise<void> {
    await this.field("Email").fill(email);
    await this.field("Password").fill(password);
    await this.button("Sign in").click();
  }

  async signOut(): Promise<void> {
    await this.accountButton.click();
    await this.button("Sign out").click();
    await expect(this.button("Sign in")).toBeVisible();
    await this.hydrated();
  }

  async goOffline(): Promise<void> {
    // A new tab may be in the middle of its handshake, which the client then gives up.
    this.console.tolerate(HANDSHAKE_GIVEN_UP);
    await this.context.setOffline(true);
  }

  async goOnline(): Promise<void> {
    await this.context.setOffline(false);
  }
}
