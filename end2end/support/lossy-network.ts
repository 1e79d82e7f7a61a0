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

/**
 * From the page's next load on, ends each connection after so many frames from the server. The page may connect again
 * at once.
 */
export async function cutAnswers({ page }: Person): Promise<{ after: (frames: number) => void; count: () => number }> {
  let limit = Infinity;
  let cuts = 0;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    let frames = 0;
    // Per connection: the limit may be lifted for the next one while this one still closes.
    let dead = false;
    const server = socket.connectToServer();
    // Frames from the page on a dead connection are lost.
    socket.onMessage((frame) => {
      if (!dead) server.send(frame);
    });
    server.onMessage(async (frame) => {
      if (dead) return;
      frames += 1;
      if (frames <= limit) return socket.send(frame);
      dead = true;
      cuts += 1;
      await server.close();
      await socket.close({ code: 4000, reason: "cut by the test" });
    });
  });
  return {
    after: (frames) => {
      limit = frames;
    },
    count: () => cuts,
  };
}

/** From the page's next load on, lets a test hold back all frames from the server. */
export async function gateBeforeAnswers({ page }: Person): Promise<{ close: () => void; open: () => void }> {
  const held: (() => void)[] = [];
  let closed = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    socket.connectToServer().onMessage((frame) => {
      if (closed) held.push(() => socket.send(frame));
      else socket.send(frame);
    });
  });
  return {
    close: () => {
      closed = true;
    },
    open: () => {
      closed = false;
      for (const pass of held.splice(0)) pass();
    },
  };
}
