import { expect, test as base, WORKSPACE } from "../support/fixtures";
import { MailServer } from "../support/mail-server";

/** With a mail server of its own. */
const test = base.extend<{ mail: MailServer }>({
  mail: async ({}, use) => {
    const mail = await MailServer.open();
    await use(mail);
    mail.close();
  },
  server: async ({ server, mail }, use) => {
    server.mailUrl = mail.url;
    await server.restart();
    await use(server);
  },
});

/** Waits for a mail with a link to a page, and resolves to the link's path. */
async function linkIn(mail: MailServer, origin: string, page: string): Promise<string> {
  const link = new RegExp(`${origin}(/${page}/[\\w-]+)`);
  const found = () => mail.received.map((text) => link.exec(text)?.[1]).find((path) => path);
  await expect.poll(found).toBeTruthy();
  return found() as string;
}

test("an administrator invites somebody by email, who joins, forgets the password and sets a new one by a mailed link", async ({
  server,
  mail,
  ada,
  visitor,
}) => {
  await ada.button("Invite people").click();
  const form = ada.dialog("Invite people").getByRole("region", { name: "Invite by email" });
  await form.getByLabel("Email").fill("grace@example.com");
  await form.getByRole("button", { name: "Send invitation" }).click();
  await expect(form.getByRole("status")).toHaveText("The invitation is sent.");
  const grace = await visitor("Grace");
  await grace.goTo(await linkIn(mail, server.origin, "join"));
  await grace.fillInAccount();
  await grace.button("Join").click();
  await grace.isIn("Everyone");
  await grace.api.dismissTips();

  const settings = await grace.openSettings("Notifications");
  await settings.getByRole("checkbox", { name: "Email me what I missed" }).check();
  await expect(settings.getByRole("region", { name: "Email" }).getByText("Saved")).toBeVisible();
  await grace.reload();
  await grace.openSettings("Notifications");
  await expect(settings.getByRole("checkbox", { name: "Email me what I missed" })).toBeChecked();

  const forgetful = await visitor("Grace");
  await forgetful.goTo("/sign-in");
  await forgetful.field("Email").fill("Grace@Example.com");
  await forgetful.page.getByText("Can't sign in?").click();
  await forgetful.button("Email me a reset link").click();
  await expect(forgetful.status("a mail with a link is on its way")).toBeVisible();
  await forgetful.goTo(await linkIn(mail, server.origin, "reset"));
  await forgetful.field("Password").fill("another horse battery staple");
  await forgetful.button("Set password").click();
  await forgetful.isIn("Everyone");
  await expect(forgetful.page).toHaveTitle(`Everyone · ${WORKSPACE}`);
});
