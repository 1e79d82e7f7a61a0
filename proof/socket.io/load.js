// Puts the chat under the load of Hubbub's torture run: 50 clients of 10 people that send, are cut off and come back by
// themselves, while the server is killed. Each writes a journal as Hubbub's clients do, for the same checker.
//
//   node load.js MODE KILLS FOLDER
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";
import { readHistory } from "./history.js";

const [mode, kills, folder] = process.argv.slice(2);
const port = 20_000 + Math.floor(Math.random() * 10_000);
const rooms = Array.from({ length: 5 }, () => randomUUID());
const people = Array.from({ length: 10 }, () => randomUUID());
const history = join(folder, "history.ndjson");

const between = (least, most) => least + Math.random() * (most - least);
const oneOf = (things) => things[Math.floor(Math.random() * things.length)];

class Client {
  #journal;
  #user;
  #socket;
  #unanswered = 0;
  #over = false;

  constructor(user, number) {
    this.#user = user;
    const name = `client-${String(number).padStart(2, "0")}`;
    this.#journal = openSync(join(folder, `${name}.jsonl`), "w");
    this.#note({ entry: "client", user, name });
    for (const room of rooms) this.#note({ entry: "placed", stream: `r:${room}`, seq: 0 });
    // As the tutorial has it, but coming back faster, as Hubbub's clients in this load do.
    this.#socket = io(`http://127.0.0.1:${port}`, {
      auth: { user, serverOffset: 0 },
      transports: ["websocket"],
      ackTimeout: 10_000,
      retries: 3,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      timeout: 2_000,
    });
    this.#socket.on("connect", () => this.#note({ entry: "welcomed" }));
    this.#socket.on("chat message", (message) => {
      this.#socket.auth.serverOffset = message.offset;
      this.#saw(message);
    });
  }

  async connected() {
    if (!this.#socket.connected) await once(this.#socket, "connect");
  }

  async send() {
    for (let number = 1; !this.#over; number++) {
      await sleep(between(50, 900));
      const [room, client_id, body] = [oneOf(rooms), randomUUID(), `${number}: engine card loop`];
      this.#note({ entry: "sends", client_id, room, body });
      this.#unanswered++;
      this.#socket.emit("chat message", room, body, client_id, (error, stored) => {
        this.#unanswered--;
        if (error) this.#note({ entry: "refused", client_id });
        else this.#note({ entry: "sent", client_id, seq: stored.seq, message: stored.id });
      });
    }
  }

  // Cuts the connection now and then: with a good-bye, or by a reset.
  async beCut() {
    while (!this.#over) {
      await sleep(between(100, 8_000));
      // Never while it connects: closed then, the client would wait for its time-out.
      if (!this.#socket.connected) continue;
      const { engine } = this.#socket.io;
      if (Math.random() < 0.5) engine.close();
      else engine.transport?.ws?._socket?.resetAndDestroy();
    }
  }

  settle() {
    this.#over = true;
  }

  get settled() {
    return this.#unanswered === 0 && this.#socket.connected;
  }

  async connectAgain() {
    this.#socket.disconnect().connect();
    await this.connected();
  }

  end() {
    this.#socket.disconnect();
  }

  #saw(message) {
    const { seq, at, author } = message;
    const event = { seq, at, actor: author, kind: "message_created", message };
    this.#note({ entry: "saw", stream: `r:${message.room}`, event });
  }

  #note(entry) {
    writeSync(this.#journal, JSON.stringify(entry) + "\n");
  }
}

async function start() {
  const env = { ...process.env, MODE: mode, PORT: String(port), HISTORY: history, ROOMS: rooms.join() };
  const server = fork(new URL("server.js", import.meta.url), { env });
  const ended = once(server, "exit").then(() => Promise.reject(new Error("the server ended")));
  await Promise.race([once(server, "message"), ended]);
  return server;
}

async function kill(server) {
  server.kill("SIGKILL");
  await once(server, "exit");
}

function truth() {
  const messages = readHistory(history);
  const streams = Object.fromEntries(rooms.map((room) => [`r:${room}`, []]));
  for (const message of messages) {
    const { seq, at, author, room } = message;
    streams[`r:${room}`].push({ seq, at, actor: author, kind: "message_created", message });
  }
  return { streams, messages };
}

mkdirSync(folder, { recursive: true });
let server = await start();
const clients = people.flatMap((user, n) => [0, 1, 2, 3, 4].map((device) => new Client(user, 5 * n + device)));
await Promise.all(clients.map((client) => client.connected()));
const loads = clients.flatMap((client) => [client.send(), client.beCut()]);
// Without kills, as long as with 20.
if (Number(kills) === 0) await sleep(20_000);
for (let n = 0; n < Number(kills); n++) {
  await sleep(between(0, 1_600));
  await kill(server);
  server = await start();
}
await sleep(1_000);
for (const client of clients) client.settle();
await Promise.all(loads);
const patience = Date.now() + 60_000;
while (!clients.every((client) => client.settled) && Date.now() < patience) await sleep(100);
// A last chance to catch up.
await Promise.all(clients.map((client) => client.connectAgain()));
await sleep(3_000);
for (const client of clients) client.end();
await kill(server);
writeFileSync(join(folder, "truth.json"), JSON.stringify(truth()));
