import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { deliverMail } from "#lib/mail/deliver-mail.ts";
import { readMails, startMailServer } from "./mail-server.ts";
import { noteSecrets, secretsInMail } from "./secrets.ts";

// Importing this gives the tests of a file a mail server of their own, before any setting is read.
const folder = await mkdtemp(join(tmpdir(), "latchkey-mail-"));
const server = await startMailServer(join(folder, "mail"));
process.env.SMTP_URL = server.url;

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Everything that `address` was sent, once all that is due is out. */
export async function mailsTo(address: string) {
  await deliverMail();
  const mails = await readMails(join(folder, "mail"), address);
  for (const { text } of mails) noteSecrets(secretsInMail(text));
  return mails;
}
