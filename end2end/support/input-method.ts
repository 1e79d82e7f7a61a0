import type { CDPSession } from "@playwright/test";
import type { Person } from "./person";

/** An input method, as for Chinese, Japanese or Korean, in the field that has the focus. */
export class InputMethod {
  private constructor(private readonly session: CDPSession) {}

  static async of(person: Person): Promise<InputMethod> {
    return new InputMethod(await person.context.newCDPSession(person.page));
  }

  /** Shows a half-made word in place of the last one. An empty one gives the word up. */
  async compose(text: string): Promise<void> {
    await this.session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }

  /** Puts a word in the place of the half-made one. */
  async confirm(text: string): Promise<void> {
    await this.session.send("Input.insertText", { text });
  }

  /** Presses a key that the input method takes for itself: the page sees it, the browser does nothing with it. */
  async press(key: "Enter" | "Escape" | "ArrowDown" | "ArrowUp"): Promise<void> {
    const codes = { Enter: 13, Escape: 27, ArrowDown: 40, ArrowUp: 38 };
    const event = { key, code: key, windowsVirtualKeyCode: codes[key] };
    await this.session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event });
    await this.session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  }

  /** Sends the Enter that confirmed a word, as Safari does: after the composition has ended, with a code of its own. */
  async pressLateEnter(person: Person): Promise<void> {
    await person.page.evaluate(() => {
      const event = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", event));
    });
  }
}
