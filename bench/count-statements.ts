import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import type { Embedded } from "#db/embedded/start.ts";
import { SoftwareAuthenticator } from "#e2e/support/software-authenticator.ts";
import { Browser } from "./browser.ts";
import { readAccount, signIn, signUp } from "./ceremonies.ts";

/** What the log says of each statement that the server ran: its text follows, maybe on many lines. */
const ran = /^\d{4}-.* LOG: {2}(?:statement|execute [^:]*): /;

const entriesOf = (log: string) => log.split(/^(?=\d{4}-\d\d-\d\d )/m);

/**
 * Has PostgreSQL log every statement, and counts what each call makes it run. Called on a server
 * that nobody else uses.
 * @returns how many statements, by call; begin and commit count too
 */
export async function countingStatements({ url, directory }: Embedded, origin: string) {
  const sql = postgres(url, { max: 1, prepare: false, fetch_types: false });
  const marker = async (text: string) => {
    await sql.unsafe(`select '${text}'`);
  };
  const log = async (until: string): Promise<string> => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const text = await readFile(join(directory, "server.log"), "utf8");
      if (text.includes(until)) return text;
      await delay(20);
    }
    throw new Error("the server's log does not show what it ran");
  };
  const counts: Record<string, { statements: number }> = {};
  const counted = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    await marker(`before ${name}`);
    const result = await call();
    await marker(`after ${name}`);
    const entries = entriesOf(await log(`select 'after ${name}'`));
    const from = entries.findLastIndex((entry) => entry.includes(`select 'before ${name}'`));
    const to = entries.findLastIndex((entry) => entry.includes(`select 'after ${name}'`));
    const statements = entries.slice(from + 1, to).filter((entry) => ran.test(entry)).length;
    counts[name] = { statements };
    return result;
  };
  await sql.unsafe("alter system set log_statement = 'all'");
  await sql.unsafe("select pg_reload_conf()");
  const browser = new Browser(origin);
  const device = new SoftwareAuthenticator({ origin });
  await signUp(browser, device, counted);
  await signIn(browser, device, counted);
  await readAccount(browser, counted);
  await sql.unsafe("alter system reset log_statement");
  await sql.unsafe("select pg_reload_conf()");
  await sql.end();
  return counts;
}
