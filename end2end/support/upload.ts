import type { Person } from "./person";

/** Sends a message with files, without the composer. */
export async function share(person: Person, room: string, body: string, files: { name: string; bytes: Buffer | string }[]) {
  const attachments: string[] = [];
  for (const { name, bytes } of files) {
    const answer = await person.context.request.post(
      `${person.server.origin}/api/rooms/${room}/files?name=${encodeURIComponent(name)}`,
      { data: Buffer.from(bytes), headers: { Origin: person.server.origin, "Content-Type": "application/octet-stream" } },
    );
    attachments.push((await answer.json()).id);
  }
  await person.api.ask("POST", `/api/rooms/${room}/messages`, { body, attachments });
}
