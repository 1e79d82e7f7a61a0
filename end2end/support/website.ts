import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { png } from "./pictures";

/** A foreign website, on this machine. */
export class Website {
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Website> {
    const server = createServer((request, response) => {
      const path = request.url ?? "/";
      if (path === "/engine.png") return response.setHeader("Content-Type", "image/png").end(png(1200, 630));
      response.setHeader("Content-Type", "text/html; charset=utf-8").end(page(path));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Website(server);
  }

  /** The address and port. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function page(path: string): string {
  if (path === "/plain") return "<title>A plain page</title>";
  return `<!doctype html><title>Engine</title>
    <meta property="og:title" content="Sketch of the Analytical Engine, with notes upon the memoir by the translator">
    <meta property="og:description" content="The Analytical Engine has no pretensions whatever to originate anything. It can do whatever we know how to order it to perform. It can follow analysis; but it has no power of anticipating any relations or truths.">
    <meta property="og:image" content="/engine.png">`;
}
