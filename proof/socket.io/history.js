// The messages that the server stored: a file of JSON lines, each on disk before its ack. Like the table of the socket.io
// tutorial, it takes a message once for each client offset.
import { existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";

export class History {
  #file;
  #messages = [];
  #heads = new Map();
  #byOffset = new Map();

  constructor(path) {
    for (const message of readHistory(path)) this.#remember(message);
    this.#file = openSync(path, "a");
    // A line that a kill cut short is no line.
    truncateSync(path, readFileSync(path).lastIndexOf("\n") + 1);
  }

  // Stores a message, unless it is there. A batch of one: an fsync for each.
  store(author, room, body, clientOffset) {
    const first = this.#byOffset.get(clientOffset);
    if (first) return { message: first, repeated: true };
    const message = {
      offset: this.#messages.length + 1,
      id: randomUUID(),
      seq: (this.#heads.get(room) ?? 0) + 1,
      room,
      author,
      client_id: clientOffset,
      body,
      at: new Date().toISOString(),
    };
    writeSync(this.#file, JSON.stringify(message) + "\n");
    fsyncSync(this.#file);
    this.#remember(message);
    return { message, repeated: false };
  }

  // Calls back for each message after an offset, in another turn of the event loop, as the tutorial's db.each does.
  async each(offset, callback) {
    await turn();
    for (const message of this.#messages.slice(offset)) callback(message);
  }

  #remember(message) {
    this.#messages.push(message);
    this.#heads.set(message.room, message.seq);
    this.#byOffset.set(message.client_id, message);
  }
}

// All that a history holds; a last line that a kill cut short was never acked.
export function readHistory(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}
