import { expect, type WebSocketRoute } from "@playwright/test";
import type { Person } from "./person";

/** The frames that are lost while both the page and the server believe that they are connected. */
export type Loss = "nothing" | "requests" | "answers" | "everything";

/** The network under a page's WebSockets. */
export class LossyNetwork {
  private loss: Loss = "nothing";
  private readonly open = new Set<WebSocketRoute>();
  private welcomes = 0;

  /** Takes over with the page's next load. */
  static async under(person: Person): Promise<LossyNetwork> {
    const network = new LossyNetwork();
    await person.page.routeWebSocket(/\/ws$/, (page) => network.connect(page));
    return network;
  }

  /** Waits until the page is welcomed, without which it would not count as connected, and loses frames from then on. */
  async lose(loss: Loss): Promise<void> {
    await expect.poll(() => this.welcomes, { message: "the page is connected" }).toBeGreaterThan(0);
    this.loss = loss;
  }

  /** Closes all connections, and loses nothing from then on. */
  async cut(): Promise<void> {
    this.loss = "nothing";
    const ended = [...this.open];
    this.open.clear();
    for (const socket of ended) await socket.close();
  }

  private connect(page: WebSocketRoute): void {
    const server = page.connectToServer();
    this.open.add(page).add(server);
    const lost = (...losses: Loss[]) => losses.includes(this.loss) || !this.open.has(page);
    page.onMessage((frame) => {
      if (!lost("requests", "everything")) server.send(frame);
    });
    server.onMessage((frame) => {
      if (frame.includes('"type":"welcome"')) this.welcomes += 1;
      if (!lost("answers", "everything")) page.send(frame);
    });
    server.onClose((code, reason) => {
      if (!lost("answers", "everything")) void page.close({ code, reason });
    });
  }
}
