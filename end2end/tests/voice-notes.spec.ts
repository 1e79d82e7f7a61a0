import { expect, type Person, test as base } from "../support/fixtures";
import { findChromium } from "../support/chromium.mjs";

/** A browser whose microphone hears a beep. */
const test = base.extend({
  browser: [
    async ({ playwright }, use) => {
      const browser = await playwright.chromium.launch({
        executablePath: findChromium(),
        args: [
          ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
          "--use-fake-device-for-media-stream",
          "--use-fake-ui-for-media-stream",
          "--autoplay-policy=no-user-gesture-required",
        ],
      });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
});

function recording(person: Person) {
  return person.page.getByRole("group", { name: "Voice note", exact: true });
}

function player(person: Person) {
  return person.timeline.getByRole("group", { name: /^Voice note/ });
}

async function record(person: Person) {
  await person.button("Record a voice note").click();
  await expect(recording(person).getByRole("timer")).toHaveText("0:01");
}

test("a voice note is recorded beside what is typed, attached, sent and played by another person", async ({
  ada,
  grace,
}) => {
  await ada.composer.fill("Listen");
  await record(ada);
  await recording(ada).getByRole("button", { name: "Discard the recording" }).click();
  await expect(recording(ada)).toHaveCount(0);
  await expect(ada.composer).toBeFocused();
  await expect(ada.page.getByRole("list", { name: "Attached files" })).toHaveCount(0);

  await record(ada);
  await recording(ada).getByRole("button", { name: "Stop and attach" }).click();
  const tray = ada.page.getByRole("list", { name: "Attached files" });
  await expect(tray).toContainText(/Voice note\.(webm|ogg|m4a)/);
  await expect(ada.composer).toHaveValue("Listen");
  await expect(ada.sendButton).toBeEnabled();
  await ada.composer.press("Enter");

  await grace.seesDelivered("Listen");
  await expect(player(grace)).toContainText(/^0:0[1-9]$/);
  await player(grace).getByRole("button", { name: "Play" }).click();
  await expect(player(grace)).toContainText(/0:0\d \/ 0:0\d/);
  await expect(player(grace).getByRole("button", { name: "Play" })).toBeVisible();
  // The length is known after a reload too, when the file was there before the code.
  await grace.reload();
  await expect(player(grace)).toContainText(/^0:0[1-9]$/);
});

test("leaving the room while a note is recorded attaches it to that room's draft", async ({ ada }) => {
  await ada.api.createRoom("Tea", "open");
  await record(ada);
  await ada.openRoom("Tea");
  await expect(recording(ada)).toHaveCount(0);
  await expect(ada.page.getByRole("list", { name: "Attached files" })).toHaveCount(0);
  await ada.openRoom("Everyone");
  await expect(ada.page.getByRole("list", { name: "Attached files" })).toContainText("Voice note");
});

test("a microphone that is refused is told, and a browser that cannot record offers no button", async ({ ada }) => {
  await ada.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await ada.button("Record a voice note").click();
  await expect(ada.page.getByText(/The microphone cannot be used/)).toBeVisible();
  await ada.page.addInitScript(() => Object.defineProperty(window, "MediaRecorder", { value: undefined }));
  await ada.reload();
  await expect(ada.button("Insert emoji")).toBeVisible();
  await expect(ada.button("Record a voice note")).toHaveCount(0);
});
