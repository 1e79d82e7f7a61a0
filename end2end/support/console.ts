import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** The errors and warnings of a browser. A test fails on those that it does not tolerate. */
export class Console {
  private readonly complaints: string[] = [];
  private readonly tolerated: RegExp[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => this.heard(message));
    context.on("weberror", (error) => this.complaints.push(`uncaught: ${error.error().stack ?? error.error()}`));
  }

  tolerate(...patterns: RegExp[]): void {
    this.tolerated.push(...patterns);
  }

  get troubles(): string[] {
    return this.complaints.filter((complaint) => !this.tolerated.some((pattern) => pattern.test(complaint)));
  }

  private heard(message: ConsoleMessage): void {
    // Most tests do without the worker.
    if (message.text() === "Service Worker registration blocked by Playwright") return;
    if (message.type() === "error" || message.type() === "warning") {
      this.complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  }
}

/** The browser's errors when a test takes away the server or the network. */
export const CONNECTION_LOST = [
  /^error: WebSocket connection to '[^']*\/ws' failed/,
  /^error: Failed to load resource: net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|CONTENT_LENGTH_MISMATCH|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|INTERNET_DISCONNECTED)/,
  // The code that is fetched after hydration, lost before or during its response. It is fetched again.
  /^error: TypeError: (Failed to fetch|WebAssembly compilation aborted: Network error: [^(]*)\s+(at |\()\S+__wasm_split\./,
];

/** The browser's warning when the client closes a socket that is not open yet. */
export const HANDSHAKE_GIVEN_UP =
  /^warning: WebSocket connection to '[^']*\/ws' failed: WebSocket is closed before the connection is established\./;

/** Returns the browser's error for a response with this status. */
export function answered(status: number): RegExp {
  return new RegExp(`^error: Failed to load resource: the server responded with a status of ${status}\\b`);
}
