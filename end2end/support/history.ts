import { randomBytes } from "node:crypto";
import type { Person } from "./person";

/**
 * Sends messages to a room, or as replies to its message `thread`, in their order. They go over a socket of the author's
 * page without waiting for each other, which is much faster than one request each.
 */
export async function sendAll(author: Person, room: string, bodies: string[], thread?: string): Promise<void> {
  const frames = bodies.map((body, id) =>
    JSON.stringify({ type: "send", id, client_id: uuidV7(), room, body, reply_to: thread }),
  );
  await author.page.evaluate(async (frames) => {
    const socket = new WebSocket(location.origin.replace("http", "ws") + "/ws", "hubbub.v1");
    await new Promise<void>((resolve, reject) => {
      let acks = 0;
      socket.onopen = () => {
        socket.send(JSON.stringify({ type: "hello", epoch: null, cursors: {} }));
        for (const frame of frames) socket.send(frame);
      };
      socket.onmessage = ({ data }) => {
        const { type, id, message } = JSON.parse(data);
        if (type === "error") reject(new Error(`message ${id} is refused: ${message}`));
        if (type === "ack" && ++acks === frames.length) resolve();
      };
      socket.onclose = () => reject(new Error(`the socket closed after ${acks} acks`));
    });
    socket.close();
  }, frames);
}

/** Sends "`word` 1." to "`word` `count`." to everyone's room. Returns its id. */
export async function sendNumbered(author: Person, word: string, count: number): Promise<string> {
  const { id } = await author.api.room("Everyone");
  await sendAll(author, id, Array.from({ length: count }, (_, index) => `${word} ${index + 1}.`));
  return id;
}

/** Returns the numbers of the messages on the page that `sendNumbered` sent. */
export async function heldNumbers(person: Person, word: string): Promise<number[]> {
  const texts = await person.messages.allInnerTexts();
  return texts.map((text) => Number(new RegExp(`${word} (\\d+)\\.`).exec(text)?.[1]));
}

/** Returns the whole numbers from `first` to `last`. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function uuidV7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const random = randomBytes(10).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
