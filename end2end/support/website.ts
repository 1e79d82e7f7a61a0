import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateSync, crc32 } from "node:zlib";

/** Somebody else's site, on this machine. */
export class Website {
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Website> {
    const server = createServer((request, response) => {
      const path = request.url ?? "/";
      if (path === "/engine.png") return response.setHeader("Content-Type", "image/png").end(picture(1200, 630));
      response.setHeader("Content-Type", "text/html; charset=utf-8").end(page(path));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Website(server);
  }

  /** As an address and a port. */
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

/** A PNG of bands. */
function picture(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      const band = Math.floor((x + y) / 90) % 3;
      rows.set([[31, 111, 92], [216, 160, 72], [244, 240, 232]][band]!, at);
    }
  }
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}
