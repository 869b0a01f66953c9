import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { findSecrets, secretsInMail } from "./secrets.ts";

/** What seals begin with, and 256 bits in base64url: cookies, ceremonies, challenges, links. */
const shapes = [/Fe26\.2\*[^\s"]*/g, /(?<![\w-])[\w-]{43}(?![\w-])/g];

const mailsIn = async (folder: string) => {
  const names = (await readdir(folder)).filter((name) => !name.startsWith("."));
  return await Promise.all(
    names.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))),
  );
};

const keptSecrets = async (dataDir: string) => {
  const database = JSON.parse(await readFile(join(dataDir, "postgres.json"), "utf8"));
  const session = await readFile(join(dataDir, "session-secret"), "utf8");
  return [database.password, session.trim()];
};

/**
 * Looks through what a server logged for every secret that it made.
 * @throws where there is one
 */
export async function checkServerLog(
  logFile: string,
  { dataDir, mailFolder }: { dataDir: string; mailFolder: string },
): Promise<void> {
  const text = await readFile(logFile, "utf8");
  const mailed = (await mailsIn(mailFolder)).flatMap((mail) => secretsInMail(mail.text));
  const known = findSecrets(text, [...mailed, ...(await keptSecrets(dataDir))]);
  const found = [...known, ...shapes.flatMap((shape) => text.match(shape) ?? [])];
  if (found.length > 0) throw new Error(`Secrets in ${logFile}: ${found.join(", ")}`);
}
