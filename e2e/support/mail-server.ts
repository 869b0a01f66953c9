import { once } from "node:events";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

const fileNameOf = (address: string) => encodeURIComponent(address.toLowerCase());

/**
 * Starts a real SMTP server on a free port of this machine, which keeps each mail in `folder`, where
 * every worker of the tests can read it.
 */
export async function startMailServer(folder: string) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: async (stream, session, done) => {
      const raw = await buffer(stream);
      for (const { address } of session.envelope.rcptTo) {
        count += 1;
        const name = `${fileNameOf(address)}.${String(count).padStart(6, "0")}`;
        // Under its name only once it is whole.
        await writeFile(join(folder, `.${name}`), raw);
        await rename(join(folder, `.${name}`), join(folder, name));
      }
      done();
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The mails that `address` got so far, as they came. */
export async function readMails(folder: string, address: string): Promise<Email[]> {
  const names = (await readdir(folder)).filter((name) =>
    name.startsWith(`${fileNameOf(address)}.`),
  );
  return await Promise.all(
    names.sort().map(async (name) => PostalMime.parse(await readFile(join(folder, name)))),
  );
}

/** The six digits in a mail. */
export const codeIn = ({ text = "" }: { text?: string | undefined }) =>
  /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? "";

/** What stands after the # of a mail's link to `page`. */
export const tokenIn = ({ text = "" }: { text?: string | undefined }, page: string) =>
  new RegExp(`${page}#([\\w-]+)`).exec(text)?.[1] ?? "";
