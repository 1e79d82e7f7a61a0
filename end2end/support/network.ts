import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { HubbubServer } from "./server";

/** A proxy in front of a server, as in an office, which can refuse WebSockets. */
export class Network {
  /** Refuses new WebSockets. Those that are open stay open. */
  blocksWebSockets = false;
  /** The paths whose responses break off in the middle of their bodies. */
  breaksOff?: RegExp;
  private readonly sockets = new Set<Duplex>();
  private readonly streams = new Set<ServerResponse>();

  private constructor(
    private readonly server: HubbubServer,
    private readonly proxy: Server,
  ) {
    proxy.on("request", (asked: IncomingMessage, answer: ServerResponse) => this.pass(asked, answer));
    proxy.on("upgrade", (asked: IncomingMessage, client: Duplex) => this.upgrade(asked, client));
  }

  static async before(server: HubbubServer): Promise<Network> {
    const network = new Network(server, createServer());
    network.proxy.listen(0, "127.0.0.1");
    await once(network.proxy, "listening");
    return network;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
  }

  get openWebSockets(): number {
    return this.sockets.size;
  }

  get openEventStreams(): number {
    return this.streams.size;
  }

  cutWebSockets(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async cleanUp(): Promise<void> {
    this.cutWebSockets();
    this.proxy.closeAllConnections();
    this.proxy.close();
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const onward = this.forward(asked);
    onward.on("response", (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      // Otherwise the headers would wait for the first part of the body.
      answer.flushHeaders();
      if (this.breaksOff?.test(asked.url ?? "")) {
        response.once("data", (part: Buffer) => answer.write(part.subarray(0, part.length / 2), () => answer.destroy()));
        return;
      }
      response.pipe(answer);
      response.on("error", () => answer.destroy());
    });
    onward.on("error", () => answer.destroy());
    if (asked.url === "/api/link") this.streams.add(answer);
    answer.on("close", () => {
      this.streams.delete(answer);
      onward.destroy();
    });
    asked.pipe(onward);
  }

  private upgrade(asked: IncomingMessage, client: Duplex): void {
    client.on("error", () => client.destroy());
    if (this.blocksWebSockets) {
      client.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    const onward = this.forward(asked);
    onward.on("error", () => client.destroy());
    onward.on("response", () => client.destroy());
    onward.on("upgrade", (response, server: Duplex) => {
      const headers = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("")}\r\n`);
      this.sockets.add(client);
      server.on("error", () => client.destroy());
      server.on("close", () => client.destroy());
      client.on("close", () => {
        this.sockets.delete(client);
        server.destroy();
      });
      server.pipe(client).pipe(server);
    });
    onward.end();
  }

  private forward(asked: IncomingMessage) {
    const { port } = new URL(this.server.origin);
    return request({ host: "127.0.0.1", port, path: asked.url, method: asked.method, headers: asked.headers });
  }
}
