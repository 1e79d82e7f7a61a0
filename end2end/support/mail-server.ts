import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A small mail server on this machine. */
export class MailServer {
  private readonly mails: string[] = [];

  private constructor(private readonly smtp: Server) {}

  static async open(): Promise<MailServer> {
    const smtp = createServer();
    smtp.listen(0, "127.0.0.1");
    await once(smtp, "listening");
    const server = new MailServer(smtp);
    smtp.on("connection", (socket) => server.serve(socket));
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.smtp.address() as AddressInfo).port}`;
  }

  /** The mails so far, with soft line breaks joined. */
  get received(): string[] {
    return this.mails.map((mail) => mail.replaceAll("=\r\n", "").replaceAll("=3D", "="));
  }

  close(): void {
    this.smtp.close();
  }

  private serve(socket: Socket): void {
    let waiting = "";
    let mail: string | undefined;
    socket.on("error", () => {});
    socket.setEncoding("utf8").on("data", (data: string) => {
      waiting += data;
      if (mail !== undefined) {
        const end = waiting.indexOf("\r\n.\r\n");
        if (end < 0) return;
        this.mails.push(waiting.slice(0, end));
        waiting = waiting.slice(end + 5);
        mail = undefined;
        socket.write("250 OK\r\n");
      }
      for (let end = waiting.indexOf("\r\n"); end >= 0 && mail === undefined; end = waiting.indexOf("\r\n")) {
        const command = waiting.slice(0, end).toUpperCase();
        waiting = waiting.slice(end + 2);
        if (command === "DATA") mail = "";
        socket.write(command === "DATA" ? "354 Go on\r\n" : command === "QUIT" ? "221 Bye\r\n" : "250 OK\r\n");
      }
    });
    socket.write("220 test\r\n");
  }
}
