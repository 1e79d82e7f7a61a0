import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";

export type Room = { id: string; name: string; kind: "open" | "closed"; seq: number; unread: number };
export type Message = { id: string; seq: number; body: string; author: string; at: string };
export type User = { id: string; name: string; email: string; role: string };

/** Hubbub's HTTP API, with the session of a browser. */
export class Api {
  constructor(
    private readonly requests: APIRequestContext,
    private readonly origin: string,
  ) {}

  /** Sends a request, and resolves to its response, whatever its status. */
  async ask(method: string, path: string, data?: unknown): Promise<APIResponse> {
    return this.requests.fetch(this.origin + path, { method, data, headers: { Origin: this.origin } });
  }

  async firstRun(workspace: string, account: { name: string; email: string; password: string }): Promise<void> {
    await this.done("POST", "/api/first-run", { workspace, ...account });
  }

  async join(code: string, account: { name: string; email: string; password: string }): Promise<void> {
    await this.done("POST", `/api/join/${code}`, account);
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.done("POST", "/api/session", { email, password });
  }

  /** Dismisses the tips for new people, which would stand above the composer. */
  async dismissTips(): Promise<void> {
    await this.done("DELETE", "/api/me/tips");
  }

  async me(): Promise<User> {
    return (await this.done("GET", "/api/me")).json();
  }

  async joinCode(): Promise<string> {
    return (await (await this.done("GET", "/api/workspace")).json()).join_code;
  }

  async rooms(): Promise<Room[]> {
    return (await this.done("GET", "/api/rooms")).json();
  }

  async room(name: string): Promise<Room> {
    const room = (await this.rooms()).find((room) => room.name === name);
    if (!room) throw new Error(`there is no room ${name}`);
    return room;
  }

  /** Returns the person's draft in a room, or in the thread of one of its messages. */
  async draft(name: string, root?: string): Promise<string | undefined> {
    const room = (await this.room(name)).id;
    const message = (await this.messages(room)).find((message) => message.body === root);
    const path = message ? `threads/${message.id}` : "messages";
    const page: { draft?: { body: string } } = await (await this.done("GET", `/api/rooms/${room}/${path}`)).json();
    return page.draft?.body;
  }

  async createRoom(name: string, kind: "open" | "closed", people: { api: Api }[] = []): Promise<Room> {
    const room = await (await this.done("POST", "/api/rooms", { name, kind })).json();
    for (const { api } of people) await this.addMember(room.id, (await api.me()).id);
    return room;
  }

  async addMember(room: string, user: string): Promise<void> {
    await this.done("PUT", `/api/rooms/${room}/members/${user}`);
  }

  async removeMember(room: string, user: string): Promise<void> {
    await this.done("DELETE", `/api/rooms/${room}/members/${user}`);
  }

  async say(room: string, body: string): Promise<void> {
    await this.done("POST", `/api/rooms/${room}/messages`, { body });
  }

  async messages(room: string): Promise<Message[]> {
    return (await (await this.done("GET", `/api/rooms/${room}/messages?limit=200`)).json()).messages;
  }

  private async done(method: string, path: string, data?: unknown): Promise<APIResponse> {
    const response = await this.ask(method, path, data);
    expect(response.ok(), `${method} ${path} answers ${response.status()} ${await response.text()}`).toBe(true);
    return response;
  }
}
