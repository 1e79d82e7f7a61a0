import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

/** A push service with one browser. It checks the signature of what the server sends, and decrypts it as the browser would. */
export class PushService {
  private readonly key = createECDH("prime256v1");
  private readonly auth = randomBytes(16);
  private readonly received: string[] = [];
  private arrived?: () => void;

  private constructor(private readonly http: Server) {
    this.key.generateKeys();
  }

  static async open(): Promise<PushService> {
    const http = createServer();
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const service = new PushService(http);
    http.on("request", async (request, response) => {
      service.received.push(service.read(request, await body(request)));
      service.arrived?.();
      response.writeHead(201).end();
    });
    return service;
  }

  get host(): string {
    return `127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.http.close();
    await once(this.http, "close");
  }

  /** Lets a page subscribe here. Nothing else of the browser is replaced: a headless one has no push service. */
  async serve(page: Page): Promise<void> {
    const json = {
      endpoint: `http://${this.host}/browser`,
      keys: { p256dh: this.key.getPublicKey("base64url"), auth: this.auth.toString("base64url") },
    };
    await page.addInitScript((json) => {
      const subscription = Object.create(PushSubscription.prototype, {
        toJSON: { value: () => json },
        unsubscribe: { value: async () => true },
      });
      const stored = () => localStorage.getItem("test-subscribed");
      PushManager.prototype.subscribe = async (options) => {
        if (!options?.userVisibleOnly || !options.applicationServerKey) throw new Error("not as it should be");
        localStorage.setItem("test-subscribed", "yes");
        return subscription;
      };
      PushManager.prototype.getSubscription = async () => (stored() ? subscription : null);
    }, json);
  }

  /** Waits for the next push, and resolves to its decrypted text. */
  async next(): Promise<string> {
    while (!this.received.length) await new Promise<void>((resolve) => (this.arrived = resolve));
    return this.received.shift() as string;
  }

  /** Checks and decrypts a request: RFC 8292, RFC 8188 and RFC 8291. */
  private read(request: IncomingMessage, body: Buffer): string {
    const [, token = "", publicKey = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(request.headers.authorization ?? "") ?? [];
    const [header, claims, signature] = token.split(".");
    const point = Buffer.from(publicKey, "base64url");
    const coordinate = (from: number) => point.subarray(from, from + 32).toString("base64url");
    const jwk = { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) };
    const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" as const };
    const signed = verify("sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature ?? "", "base64url"));
    const audience = JSON.parse(Buffer.from(claims ?? "", "base64url").toString()).aud;
    if (!signed || audience !== `http://${this.host}`) throw new Error("the signature is wrong");

    const salt = body.subarray(0, 16);
    const idLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + idLength);
    const sealed = body.subarray(21 + idLength);
    const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array | string, length: number) =>
      Buffer.from(hkdfSync("sha256", secret, salt, info, length));
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.key.getPublicKey(), sender]);
    const secret = derive(this.key.computeSecret(sender), this.auth, info, 32);
    const contentKey = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
    const nonce = derive(secret, salt, "Content-Encoding: nonce\0", 12);
    const decipher = createDecipheriv("aes-128-gcm", contentKey, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }
}

async function body(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
