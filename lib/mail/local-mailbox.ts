import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getEnv } from "#lib/env.ts";
import type { RenderedMail } from "./render-mail.ts";

/** A mail that nobody was sent, kept to be looked at during development. */
export type LocalMail = RenderedMail & { to: string };

const folder = () => join(getEnv().dataDir, "mail");

/** Keeps a mail as a file that only this user reads; its name says when it came. */
export async function keepLocally(mail: LocalMail): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const name = `${new Date().toISOString().replaceAll(":", "-")}-${crypto.randomUUID()}.json`;
  await writeFile(join(folder(), name), JSON.stringify(mail), { mode: 0o600 });
}

/** The newest mails that were kept, at most 50, the newest first. */
export async function listLocalMails(): Promise<LocalMail[]> {
  const names = await readdir(folder()).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .reverse()
    .slice(0, 50);
  return await Promise.all(
    newest.map(async (name) => JSON.parse(await readFile(join(folder(), name), "utf8"))),
  );
}
