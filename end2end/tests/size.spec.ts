import { expect, type Person, test } from "../support/fixtures";
import { transfer } from "../support/transfer";

const KB = 1_000;
/** All that is fetched until the page is connected; the aim is 250 KB. */
const ALL = 279 * KB;
/** The wasm and the texts until the page is alive; the aim is 180 KB. */
const WASM = 207 * KB;
/** The wasm and the texts until the page is connected; the aim is 210 KB. */
const CONNECTED = 245 * KB;
/** All wasm and texts, with what comes later; the aim is 400 KB. */
const WHOLE = 768 * KB;

/** The code that connects, and what it shares with the later code. Fetched while the page is hydrated. */
const CONNECTION = /\/(split_live|chunk_\d+)\.[\w-]+\.wasm$/;
/** Fetched when the page has been alive for a moment. */
const LATER = /\/split_later\.[\w-]+\.wasm$/;
/** Fetched after it. */
const EMOJI = /\/emoji-\w+\.txt$/;
/** The texts of the interface: of the first screen, and of the later code. They count as code, which they were. */
const TEXTS = /\/texts\/[\w-]+\.txt$/;
const LATER_TEXTS = /\/texts\/[\w-]+-later-\w+\.txt$/;

/** All that the browser fetches from the server to show a room for the first time, and after that. */
async function load(person: Person): Promise<{ first: string[]; later: string[] }> {
  const urls = new Set<string>();
  const room = person.page.url();
  const page = await person.context.newPage();
  page.on("request", (request) => {
    if (request.url().startsWith(person.server.origin)) urls.add(request.url());
  });
  const later = Promise.all([LATER, LATER_TEXTS, EMOJI].map((url) => page.waitForRequest(url)));
  await page.goto(room);
  await expect(page.locator("html[data-hydrated]")).toBeAttached();
  await later;
  await page.waitForLoadState("networkidle");
  await page.close();
  const isLater = (url: string) => [LATER, LATER_TEXTS, EMOJI].some((later) => later.test(url));
  return { first: [...urls].filter((url) => !isLater(url)), later: [...urls].filter(isLater) };
}

function sum(rows: { bytes: number }[]): number {
  return rows.reduce((total, { bytes }) => total + bytes, 0);
}

async function cookie({ context }: Person): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

test("a room's first load keeps to the size budget", async ({ ada }, info) => {
  const { first, later } = await load(ada);
  const weigh = async (urls: string[]) => {
    const rows: { path: string; bytes: number }[] = [];
    for (const url of urls) {
      const { status, headers, bytes } = await transfer(url, "br", await cookie(ada));
      expect(status, url).toBe(200);
      if (bytes > KB) expect(headers["content-encoding"], url).toBe("br");
      rows.push({ path: new URL(url).pathname, bytes });
    }
    return rows;
  };
  const rows = await weigh(first);
  const afterwards = await weigh(later);
  const rest = sum(afterwards);
  const all = sum(rows);
  const isCode = ({ path }: { path: string }) => path.endsWith(".wasm") || TEXTS.test(path);
  const connected = sum(rows.filter(isCode));
  const wasm = sum(rows.filter((row) => isCode(row) && !CONNECTION.test(row.path)));
  const whole = connected + sum(afterwards.filter(isCode));

  const table = [
    ...rows.map(({ path, bytes }) => `${bytes.toString().padStart(8)}  ${path}`),
    `${all.toString().padStart(8)}  in all, of at most ${ALL} bytes`,
    `${wasm.toString().padStart(8)}  of it wasm until the page is alive, of at most ${WASM} bytes`,
    `${connected.toString().padStart(8)}  with the wasm that connects, of at most ${CONNECTED} bytes`,
    `${rest.toString().padStart(8)}  later, when the page is alive`,
    `${whole.toString().padStart(8)}  wasm as a whole, of at most ${WHOLE} bytes`,
  ].join("\n");
  console.log(`First load of a room, in bytes over the wire with brotli:\n${table}`);
  await info.attach("sizes.txt", { body: table });

  expect(rows.map(({ path }) => path.split(".").at(-1))).toEqual(expect.arrayContaining(["css", "js", "wasm"]));
  expect(wasm).toBeGreaterThan(0);
  expect(rest).toBeGreaterThan(0);
  expect(wasm).toBeLessThanOrEqual(WASM);
  expect(connected).toBeGreaterThan(wasm);
  expect(connected).toBeLessThanOrEqual(CONNECTED);
  expect(all).toBeLessThanOrEqual(ALL);
  expect(whole).toBeLessThanOrEqual(WHOLE);
});

test("assets are named by their content, compressed, and kept for good", async ({ ada }) => {
  const { first, later } = await load(ada);
  const assets = [...first, ...later].filter((url) => new URL(url).pathname.startsWith("/pkg/"));
  expect(assets.length).toBeGreaterThanOrEqual(4);
  for (const url of assets) {
    expect(url).toMatch(/\.[\w-]{22}\.(css|js|wasm)$/);
    const plain = await transfer(url, "identity");
    expect(plain.headers["content-encoding"], url).toBeUndefined();
    for (const encoding of ["br", "gzip"]) {
      const { headers, bytes } = await transfer(url, encoding);
      expect(headers["content-encoding"], url).toBe(encoding);
      expect(headers["cache-control"], url).toBe("public, max-age=31536000, immutable");
      expect(headers.vary?.toLowerCase(), url).toContain("accept-encoding");
      expect(bytes, `${encoding} of ${url}`).toBeLessThan(plain.bytes);
    }
    if (url.endsWith(".wasm")) expect(plain.headers["content-type"]).toBe("application/wasm");
  }
});
