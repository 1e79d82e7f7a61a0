import type { Locator } from "@playwright/test";

/** A file that is picked, dropped or pasted. */
export type Picked = { name: string; mimeType: string; buffer: Buffer };

/** Drags a file over an element, drops it there, or pastes it into the text field in it. */
export async function drag(place: Locator, event: string, file?: Picked): Promise<void> {
  await place.evaluate(
    (target, { event, file }) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(file?.base64 ?? ""), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], file?.name ?? "file", { type: file?.mimeType ?? "" }));
      const init = { bubbles: true, cancelable: true };
      if (event === "paste") {
        target.querySelector("textarea")?.dispatchEvent(new ClipboardEvent(event, { ...init, clipboardData: data }));
      } else {
        target.dispatchEvent(new DragEvent(event, { ...init, dataTransfer: data }));
      }
    },
    { event, file: file && { ...file, buffer: undefined, base64: file.buffer.toString("base64") } },
  );
}
