import { expect, type Person, test } from "../support/fixtures";
import { png } from "../support/pictures";
import { share } from "../support/upload";

async function gallery(person: Person) {
  await person.button("Files").click();
  const dialog = person.dialog("Files");
  await expect(dialog).toBeVisible();
  return dialog;
}

test("the room's files are found by kind and name, and each leads to its message", async ({ ada, grace }) => {
  const room = (await ada.api.room("Everyone")).id;
  const dialog = await gallery(grace);
  await expect(dialog).toContainText("No files yet.");
  await grace.page.keyboard.press("Escape");

  await share(ada, room, "The oldest", [{ name: "tea.png", bytes: png(300, 200) }]);
  for (let n = 1; n <= 60; n++) await ada.api.say(room, `Line ${n}`);
  await share(ada, room, "", [
    { name: "cake.png", bytes: png(200, 300) },
    { name: "A long name of a menu that everyone likes.pdf", bytes: "%PDF-1.4" },
  ]);
  await share(grace, room, "", [{ name: "song.mp3", bytes: "ID3\x03\0\0" }]);

  await gallery(grace);
  const pictures = dialog.getByRole("list", { name: "Pictures" });
  const others = dialog.getByRole("list", { name: "Other files" });
  await expect(pictures.getByRole("img")).toHaveCount(2);
  await expect(pictures.getByRole("img").first()).toHaveAccessibleName("cake.png");
  await expect(others.getByRole("listitem").first()).toContainText("song.mp3");
  await dialog.getByRole("button", { name: "Documents" }).click();
  await expect(pictures).toHaveCount(0);
  await expect(others.getByRole("listitem")).toHaveCount(1);
  await expect(others.getByRole("link", { name: /^A long name of a menu that everyone likes\.pdf, 8 B · Ada · / })).toBeVisible();
  await dialog.getByLabel("Find files by name").fill("TEA");
  await expect(dialog).toContainText("No file matches.");
  await dialog.getByRole("button", { name: "All" }).click();
  await expect(pictures.getByRole("img")).toHaveCount(1);
  await pictures.getByRole("link", { name: "tea.png" }).click();
  await expect(dialog).toBeHidden();
  await expect(grace.message("The oldest")).toBeInViewport();

  await ada.goTo(`/rooms/${room}/at/2`);
  await ada.deleteMessage("The oldest");
  await gallery(grace);
  await expect(pictures.getByRole("img")).toHaveCount(1);
});
