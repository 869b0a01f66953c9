import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Bound, findRange } from "#lib/audit/find-range.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import { toLine } from "#lib/audit/to-ocsf.ts";
import { getEnv } from "#lib/env.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepare } from "./prepare.ts";
import { UsageError } from "./usage-error.ts";

const pageSize = 1000;

const place = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .transform((text) => new Date(text));
const bound = z.union([place, moment]).optional();
const wishes = z.object({ since: bound, until: bound, out: z.string().min(1).optional() });

const say = (line: string) => process.stderr.write(`${line}\n`);

type Range = { first: number; last: number };
type Pages = Iterable<string> | AsyncIterable<string>;

/** Pages of lines, each read when the one before is taken. */
async function* pagesOf({ first, last }: Range, count: (events: number) => void) {
  for (let after = first - 1; after < last; ) {
    const page = await readTrail(after, pageSize);
    const within = page.filter(({ position }) => position <= last);
    after = page.at(-1)?.position ?? last;
    count(within.length);
    yield within.map((entry) => toLine(entry, getEnv())).join("");
  }
}

/** `| head` takes what it wants and goes. */
const unlessGone = (error: unknown) => {
  if (Object(error).code !== "EPIPE") throw error;
};

const toStdout = async (pages: Pages) => {
  process.stdout.on("error", unlessGone);
  await pipeline(pages, process.stdout, { end: false }).catch(unlessGone);
  // What is still on its way: the process ends after this.
  await new Promise<void>((done) => process.stdout.write("", () => done()));
};

const toFile = async (pages: Pages, path: string) => {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });
  try {
    await pipeline(pages, file);
  } catch (error) {
    const { code, message } = Object(error);
    if (code === "EEXIST") throw new LaunchError(`${path} exists; it is left as it is.`);
    await rm(path, { force: true });
    throw new LaunchError(`The trail can't be written to ${path}: ${message}`);
  }
};

const sayIfWidened = ({ first, last }: Range, since?: Bound, until?: Bound) => {
  if (typeof since === "number" && first < since) {
    say(`Position ${since} is inside a seal: starts with its first, ${first}.`);
  }
  if (typeof until === "number" && last >= until) {
    say(`Position ${until} is inside a seal: ends with its last, ${last}.`);
  }
};

/** Exports the trail as JSON Lines of OCSF, whole seals at a time. */
export async function exportTrail(words: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args: words, options: { since: text, until: text, out: text } });
  const { success, data } = wishes.safeParse(values);
  if (!success) {
    throw new UsageError(
      "A bound is a position, a date, or a time with its zone; a file has a name.",
    );
  }
  const { since, until, out } = data;
  await openDatabase(prepare());
  const range = await findRange(since, until);
  let events = 0;
  const pages = range
    ? pagesOf(range, (more) => {
        events += more;
      })
    : [];
  await (out ? toFile(pages, out) : toStdout(pages));
  if (range) {
    const { first, last } = range;
    sayIfWidened(range, since, until);
    say(`${events} events, ${first} to ${last}. Go on with --since ${last + 1}`);
  } else say("0 events.");
  return 0;
}
