import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findBinary, findSite } from "./binary";

const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 20_000;

/** A server with a database of its own, which keeps its address when it is restarted. */
export class HubbubServer {
  /** The output of all its runs. */
  log = "";
  /** The only address and port from which link previews may be fetched, from the next start on. */
  previewHost?: string;
  /** The only address and port of a push service on this machine, from the next start on. */
  pushHost?: string;
  /** The mail server, from the next start on. */
  mailUrl?: string;
  /** The folder of the pages' assets. */
  private site = findSite();
  private process?: ChildProcess;

  private constructor(
    private readonly port: number,
    private readonly data: string,
  ) {}

  static async launch(): Promise<HubbubServer> {
    const server = new HubbubServer(await freePort(), await mkdtemp(join(tmpdir(), "hubbub-")));
    await server.start();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const child = spawn(findBinary(), { cwd: this.data, env: this.environment(), stdio: ["ignore", "pipe", "pipe"] });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.log += text));
    }
    let failure: string | undefined;
    child.once("error", (error) => (failure = error.message));
    child.once("exit", (code, signal) => (failure ??= `it ended with ${signal ?? code}`));

    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await this.isUp())) {
      if (failure) throw new Error(`the server did not start: ${failure}\n${this.log}`);
      if (Date.now() > deadline) throw new Error(`the server is not up after ${START_LIMIT_MS} ms\n${this.log}`);
      await delay(20);
    }
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    await this.stop("SIGKILL");
  }

  /** Stops it, as an administrator does. Resolves to the exit code. */
  async terminate(): Promise<number | null> {
    return this.stop("SIGTERM");
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Restarts it with another release, of which only an icon differs. */
  async update(): Promise<void> {
    const site = join(this.data, `site-${Date.now()}`);
    await mkdir(site);
    for (const name of await readdir(findSite())) {
      if (name !== "favicon.svg") await symlink(join(findSite(), name), join(site, name));
    }
    await writeFile(join(site, "favicon.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>');
    this.site = site;
    await this.restart();
  }

  /** Copies the database while the server runs, as an administrator does. Resolves to the path of the copy. */
  async backUp(): Promise<string> {
    const copy = join(this.data, `backup-${Date.now()}.sqlite3`);
    const child = spawn(findBinary(), ["backup", copy], { env: this.environment(), stdio: "ignore" });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`the backup ended with ${code}`);
    return copy;
  }

  /** Replaces the database by a copy, while the server is down. */
  async restore(copy: string): Promise<void> {
    const database = join(this.data, "hubbub.sqlite3");
    for (const left of ["-wal", "-shm"]) await rm(database + left, { force: true });
    await rename(copy, database);
  }

  async cleanUp(): Promise<void> {
    await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }

  private async isUp(): Promise<boolean> {
    try {
      return (await fetch(`${this.origin}/up`, { signal: AbortSignal.timeout(2_000) })).status === 200;
    } catch {
      return false;
    }
  }

  private async stop(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, "exit", { signal: AbortSignal.timeout(STOP_LIMIT_MS) });
    child.kill(signal);
    try {
      await exit;
    } catch {
      child.kill("SIGKILL");
      throw new Error(`the server still ran ${STOP_LIMIT_MS} ms after ${signal}\n${this.log}`);
    }
    return child.exitCode;
  }

  private environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(LEPTOS|HUBBUB)_/.test(name));
    return {
      ...Object.fromEntries(inherited),
      HUBBUB_DATA: this.data,
      HUBBUB_RATE_LIMIT: "off",
      // No test asks the internet: only pages that a test serves at this address have previews.
      HUBBUB_LINK_PREVIEWS: this.previewHost ? "on" : "off",
      HUBBUB_PREVIEW_HOSTS: this.previewHost,
      HUBBUB_PUSH_HOSTS: this.pushHost,
      HUBBUB_SMTP_URL: this.mailUrl,
      // Links in mails need it.
      HUBBUB_ORIGIN: this.mailUrl && this.origin,
      LEPTOS_SITE_ADDR: `127.0.0.1:${this.port}`,
      LEPTOS_SITE_ROOT: this.site,
      LEPTOS_OUTPUT_NAME: "hubbub",
      LEPTOS_HASH_FILES: "true",
      LEPTOS_ENV: "PROD",
      NO_COLOR: "1",
    };
  }
}

// Below the range of outgoing connections: while a server is down, a browser that retries its port must not be given
// that very port to connect from.
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isFree(port)) return port;
  }
  throw new Error("found no free port between 20000 and 30000");
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
