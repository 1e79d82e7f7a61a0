import { type IncomingHttpHeaders, get } from "node:http";

export type Transfer = { status: number; headers: IncomingHttpHeaders; bytes: number };

/** Fetches as a browser does, and measures the compressed body. */
export function transfer(url: string, encoding: string, cookie = ""): Promise<Transfer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { "Accept-Encoding": encoding, Cookie: cookie } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}
